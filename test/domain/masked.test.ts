// Goal: a masked account tells little enough and two of them apart; only those with the right see it
// whole. Method: accounts by table, and every role.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountFor, maskAccount } from '../../main/domain/masked.ts';
import { holds, localActor, ROLES } from '../../main/domain/permissions.ts';

const ACCOUNTS: readonly (readonly [string, string])[] = [
  ['DE89370400440532013000', 'DE89 •••• 3000'],
  ['DE89 3704 0044 0532 0130 00', 'DE89 •••• 3000'],
  ['NO9386011117947', 'NO93 •••• 7947'],
  ['123456789012', '1234 •••• 9012'],
  ['12345678901', '•••• 01'],
  ['1234567', '•••• 67'],
  ['1010', '1010'],
  ['', ''],
];

test('an account is masked to its ends', () => {
  for (const [account, masked] of ACCOUNTS) {
    assert.equal(maskAccount(account), masked);
    const hidden = account.replaceAll(' ', '').length > 6;
    if (hidden) assert.ok(masked.replaceAll(/[^0-9A-Z]/g, '').length <= 8);
  }
});

test('it is shown whole to those with the right and masked to all others', () => {
  const [account, masked] = ['DE89370400440532013000', 'DE89 •••• 3000'];
  for (const role of ROLES) {
    const actor = { id: role, name: role, roles: [role] };
    const wanted = holds(actor, 'see_accounts') ? account : masked;
    assert.equal(accountFor(actor, account), wanted, role);
    assert.equal(accountFor(actor, null), null);
  }
  assert.equal(accountFor({ id: 'a', name: 'a', roles: ['auditor'] }, account), masked);
  assert.equal(accountFor(localActor('anna'), account), account);
});
