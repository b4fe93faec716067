// Goal: every invariant that the ledger promises is both asserted where money moves and asked again
// by the audit. Method: a table of invariant → the assertion, as it stands in the code, and the
// checks; the texts are looked for in the files, the checks in the audit. That each check can fail,
// and for what, is planted one by one in audit.test.ts, which refuses a check without a plant.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { auditChecks } from '../../main/ledger/audit.ts';

type Kept = {
  readonly says: string;
  /** File under main/ and a text that stands in it: the assertion, trigger, constraint or refusal. */
  readonly asserted: readonly (readonly [file: string, text: string])[];
  readonly audited: readonly string[];
};

const LEDGER = 'ledger';
const CHAIN = 'chain_is_whole';

const INVARIANTS: { readonly [name: string]: Kept } = {
  L1: {
    says: 'the legs of an entry are equal per currency; it has one at least; none is zero',
    asserted: [
      [`${LEDGER}/journal.ts`, 'an entry has at least one posting'],
      [`${LEDGER}/balances.ts`, 'an amount is positive'],
      [`${LEDGER}/balances.ts`, 'a posting has two ends'],
    ],
    audited: ['entries_hold_their_postings', 'amounts_are_in_bounds'],
  },
  L2: {
    says: 'all balances add up to zero per currency, in each layer',
    asserted: [[`${LEDGER}/balances.ts`, 'one currency per posting']],
    audited: ['trial_balance_is_zero_posted', 'trial_balance_is_zero_pending'],
  },
  L3: {
    says: 'a balance is the sum of its legs',
    asserted: [[`${LEDGER}/accounts.ts`, 'booked debits read as written']],
    audited: ['balances_are_the_sum_of_postings', 'postings_are_linked'],
  },
  L4: {
    says: 'amounts are whole, above zero and bounded; counters fit',
    asserted: [
      [`${LEDGER}/balances.ts`, 'a counter fits its 64 bits'],
      [`${LEDGER}/entry-checks.ts`, 'amount_exceeds_the_largest'],
    ],
    audited: ['amounts_are_in_bounds'],
  },
  L5: {
    says: 'entries, postings and deeds are never changed or deleted',
    asserted: [[`${LEDGER}/schema-guards.ts`, 'is append-only']],
    audited: ['schema_is_ours', CHAIN],
  },
  L6: {
    says: 'one currency per account; exchange goes through position accounts',
    asserted: [[`${LEDGER}/journal.ts`, 'currency of the ends']],
    audited: ['postings_keep_one_currency'],
  },
  L7: {
    says: 'a hold is resolved once, and not for more than was held',
    asserted: [
      [`${LEDGER}/balances.ts`, 'no more is resolved than was held'],
      [`${LEDGER}/entries.ts`, 'no more is booked than was held'],
      [`${LEDGER}/schema.ts`, 'entries_resolve_once'],
    ],
    audited: ['holds_are_resolved_whole', 'dispatched_holds_did_not_expire'],
  },
  L8: {
    says: 'what is available is not below its floor when it is reserved',
    asserted: [
      [`${LEDGER}/journal.ts`, 'funds were checked'],
      [`${LEDGER}/journal.ts`, 'own liquidity was checked'],
    ],
    audited: ['no_available_balance_below_its_limit'],
  },
  L9: {
    says: 'a submission is answered once, the same again alike, another input refused',
    asserted: [
      [`${LEDGER}/book.ts`, 'submission_id_reused'],
      [`${LEDGER}/schema.ts`, 'submission_id TEXT    NOT NULL UNIQUE'],
    ],
    audited: ['submissions_are_answered_once', 'file_is_sound'],
  },
  L10: {
    says: 'deeds have no gap and move forward in time',
    asserted: [
      [`${LEDGER}/trail.ts`, 'the trail has no gap'],
      [`${LEDGER}/trail.ts`, 'the trail moves forward in time'],
    ],
    audited: ['deeds_follow_each_other'],
  },
  L11: {
    says: 'a correction is a new linked entry, once, and not for more than the original',
    asserted: [
      [`${LEDGER}/entry-checks.ts`, 'exceeds_corrected_amount'],
      [`${LEDGER}/schema.ts`, 'entries_correct_once'],
    ],
    audited: ['corrections_reverse_what_they_correct'],
  },
  L12: {
    says: 'nothing is booked in a closed day, and its close is a snapshot with its hash',
    asserted: [
      [`${LEDGER}/days.ts`, 'which is closed'],
      [`${LEDGER}/days.ts`, 'days close in order'],
    ],
    audited: [
      'closed_days_stay_closed',
      'days_begin_with_their_first_entry',
      'days_closed_in_order',
      'day_balances_are_the_sum_of_postings',
      'closed_days_are_as_committed',
    ],
  },
  L13: {
    says: 'every deed says which schema wrote it, every epoch which engine',
    asserted: [[`${LEDGER}/book.ts`, 'program: SCHEMA_VERSION']],
    audited: ['every_deed_names_its_program'],
  },
  L14: {
    says: 'a commit that throws poisons the book: no further write',
    asserted: [[`${LEDGER}/write-transaction.ts`, 'takes no further deed']],
    audited: ['file_is_sound'],
  },
  L15: {
    says: 'every connection is durable, and SQLite new enough',
    asserted: [
      [`${LEDGER}/connection.ts`, "setPragma(db, 'synchronous', 'FULL', 2)"],
      [`${LEDGER}/connection.ts`, 'sqlite_too_old'],
    ],
    audited: ['file_is_sound'],
  },
  L16: {
    says: 'what is read back is what was written',
    asserted: [
      [`${LEDGER}/accounts.ts`, 'held debits read as written'],
      [`${LEDGER}/accounts.ts`, 'the last posting reads as written'],
    ],
    audited: ['balances_are_the_sum_of_postings'],
  },
  R6: {
    says: 'every movement of an open-item account belongs to an item',
    asserted: [
      [`${LEDGER}/balances.ts`, 'that belongs to no item'],
      [`${LEDGER}/open-items.ts`, 'an item is cleared, never turned round'],
    ],
    audited: [
      'items_are_the_sum_of_their_movements',
      'open_item_accounts_are_their_items',
      'movements_are_of_their_entries',
    ],
  },
  R11: {
    says: 'blocked funds leave by a reference and two compliance persons',
    asserted: [
      [`${LEDGER}/entry-checks.ts`, 'debit_account_is_locked'],
      [`${LEDGER}/holds.ts`, 'two persons sign, not one twice'],
    ],
    audited: ['blocked_funds_left_by_licence', 'two_persons_signed'],
  },
  C1: {
    says: 'a link hashes its length-prefixed fields, its sequence and the one before',
    asserted: [[`${LEDGER}/trail.ts`, 'export function linkDigest']],
    audited: [CHAIN],
  },
  C2: {
    says: 'every change has its deed in the same transaction, every deed explains its rows',
    asserted: [[`${LEDGER}/trail.ts`, 'the link was written']],
    audited: [CHAIN, 'refusals_wrote_nothing', 'statuses_follow_the_trail'],
  },
  C3: {
    says: 'head and count only grow against what was kept outside',
    asserted: [[`${LEDGER}/verify-chain.ts`, 'the end was cut off']],
    audited: [CHAIN],
  },
  C4: {
    says: 'what the tables show is what the trail makes of them',
    asserted: [[`${LEDGER}/verifier/balances.ts`, 'its postings come to']],
    audited: ['statuses_follow_the_trail', 'balances_are_the_sum_of_postings'],
  },
  C5: {
    says: 'erasing personal data leaves the chain whole',
    asserted: [[`${LEDGER}/digest.ts`, 'export function commitmentOf']],
    audited: ['personal_data_is_as_committed'],
  },
};

test('every invariant is asserted in code and asked again by the audit', () => {
  const checks = auditChecks();
  for (const [name, { asserted, audited }] of Object.entries(INVARIANTS)) {
    assert.ok(asserted.length > 0 && audited.length > 0, name);
    for (const [file, text] of asserted) {
      const source = readFileSync(join(import.meta.dirname, '../../main', file), 'utf8');
      assert.ok(source.includes(text), `${name}: ${file} no longer says "${text}"`);
    }
    for (const check of audited) assert.ok(checks.includes(check), `${name}: ${check}`);
  }
});

test('L1 to L16 and C1 to C5 are all there; C6, the log of reading, comes with people', () => {
  const ledger = Array.from({ length: 16 }, (_, at) => `L${at + 1}`);
  const chain = Array.from({ length: 5 }, (_, at) => `C${at + 1}`);
  const named = Object.keys(INVARIANTS).filter((name) => !name.startsWith('R'));
  assert.deepEqual(named.sort(), [...ledger, ...chain].sort());
});
