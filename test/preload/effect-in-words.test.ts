// Goal: what a deed comes to is read in words, whatever the deed itself has as a code. Method: lines of
// every kind are told in both languages; every event of the posting table and every status of an
// account has a word.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACCOUNT_STATUSES } from '../../main/domain/chart-of-accounts.ts';
import { EVENT_CODES } from '../../main/domain/posting-table.ts';
import { effectInWords } from '../../preload/locales/effect-in-words.ts';
import { enDomain } from '../../preload/locales/en-domain.ts';
import { zhDomain } from '../../preload/locales/zh-CN-domain.ts';

const told =
  (words: typeof enDomain | typeof zhDomain) =>
  (line: Parameters<typeof effectInWords>[0]): string =>
    effectInWords(line, (table, code) => {
      const lines: { readonly [code: string]: string } = words[table];
      const word = lines[code];
      assert.ok(word !== undefined, `${table} has ${code}`);
      return word;
    });

test('codes are told in words, and everything else as it is', () => {
  const lines = [
    { what: 'status', before: 'open', after: 'debit_blocked' },
    { what: 'status', before: null, after: 'closed' },
    { what: 'event', before: null, after: 'H4.written_off' },
    { what: 'setting', before: null, after: 'reviewAbove:EUR' },
    { what: 'value', before: '7', after: '9' },
    { what: 'account', before: null, after: 'open' },
    { what: 'moves', before: null, after: '2240 → 1010: 1.00 EUR' },
    { what: 'rail_word', before: null, after: 'not_sent' },
    { what: 'setting', before: null, after: 'retentionYears:staff_data' },
  ];
  assert.deepEqual(lines.map(told(enDomain)), [
    'open → debits blocked',
    'closed',
    'H4.written_off · A difference written off',
    `${enDomain.setting.reviewAbove} · EUR`,
    '7 → 9',
    'open',
    '2240 → 1010: 1.00 EUR',
    'the rail does not have it',
    `${enDomain.setting.retentionYears} · data of people who worked here`,
  ]);
  assert.deepEqual(lines.slice(0, 3).map(told(zhDomain)), [
    '正常 → 止付',
    '已销户',
    'H4.written_off · 差异核销',
  ]);
});

test('every event and every status has its word', () => {
  for (const words of [enDomain, zhDomain]) {
    for (const after of EVENT_CODES) {
      assert.notEqual(told(words)({ what: 'event', before: null, after }), after);
    }
    for (const after of ACCOUNT_STATUSES) told(words)({ what: 'status', before: null, after });
  }
});
