// Goal: a list of accounts is read exactly or refused by line. Method: texts and what they give,
// compared whole.
import assert from 'node:assert/strict';
import test from 'node:test';
import { readAccountList } from '../../main/formats/accounts-csv.ts';
import { readCsv } from '../../main/formats/csv.ts';

const HEADER = 'account,name,currency,kind,openingBalance,accountLimit';

function lines(text: string): readonly string[] {
  return readAccountList(text).problems.map(
    ({ code, place, severity }) => `${place.line} ${code} ${severity}`,
  );
}

test('rows are read exactly, columns by their name in any order', () => {
  const text = `\uFEFFcurrency,ACCOUNT,openingBalance,name,kind,accountLimit\r
EUR,de89 3704 0044 0532 0130 00,-12.34,"Adler ""& Co"", Köln",customer,100.00\r
JPY,2002,500,张伟,,\r
KWD,1010,1.234,,settlement,0\r
`;
  assert.deepEqual(readAccountList(text), {
    rows: [
      {
        line: 2,
        number: 'DE89370400440532013000',
        name: 'Adler "& Co", Köln',
        currency: 'EUR',
        kind: 'customer',
        openingBalance: -1234n,
        accountLimit: 10000n,
      },
      {
        line: 3,
        number: '2002',
        name: '张伟',
        currency: 'JPY',
        kind: 'customer',
        openingBalance: 500n,
        accountLimit: 0n,
      },
      {
        line: 4,
        number: '1010',
        name: '',
        currency: 'KWD',
        kind: 'settlement',
        openingBalance: 1234n,
        accountLimit: 0n,
      },
    ],
    problems: [],
  });
});

test('each thing that is wrong is named with its line', () => {
  const wrong = [
    [',x,EUR,customer,0,0', 'account_missing'],
    ['2001,x,EUX,customer,0,0', 'currency_unknown'],
    ['2001,x,eur,customer,0,0', 'currency_unknown'],
    ['2001,x,EUR,piggy bank,0,0', 'account_kind_unknown'],
    ['2001,x,EUR,customer,1e3,0', 'opening_balance'],
    ['2001,x,JPY,customer,1.5,0', 'opening_balance'],
    ['2001,x,EUR,customer,0,-1', 'account_limit'],
    ['2001,x,EUR,customer,0', 'account_fields'],
    ['2001\u202E,x,EUR,customer,0,0', 'account_control_characters'],
    [`${'9'.repeat(35)},x,EUR,customer,0,0`, 'account_too_long'],
    [`2001,${'n'.repeat(141)},EUR,customer,0,0`, 'name_too_long'],
  ] as const;
  const text = [HEADER, ...wrong.map(([row]) => row)].join('\n');
  assert.deepEqual(
    lines(text),
    wrong.map(([, code], index) => `${index + 2} ${code} refuses`),
  );
  assert.deepEqual(lines(`${HEADER}\n2001,a,EUR,,1,0\n2001,b,EUR,,1,0\n2001,c,USD,,1,0`), [
    '3 account_twice refuses',
  ]);
  assert.deepEqual(lines(''), ['1 account_list_empty refuses']);
  assert.deepEqual(lines('account,currency,colour\n'), ['1 account_list_header refuses']);
  assert.deepEqual(lines('account,account,currency\n'), ['1 account_list_header refuses']);
  assert.deepEqual(lines('account,__proto__,currency\n'), ['1 account_list_header refuses']);
});

test('what looks like an IBAN and is none is opened as it stands, with a warning', () => {
  const { rows, problems } = readAccountList(`${HEADER}\nLT007180000000000000,x,EUR,,0,0\n`);
  assert.deepEqual(
    [rows[0]?.number, problems.map(({ code, severity }) => [code, severity])],
    ['LT007180000000000000', [['account_iban', 'warns']]],
  );
});

test('records keep their lines, and a shape that is none is a problem', () => {
  const limits = { records: 3, fields: 3 };
  assert.deepEqual(readCsv('a,"b\nc"\n\nd\re,""\n', limits), {
    records: [
      { line: 1, fields: ['a', 'b\nc'] },
      { line: 4, fields: ['d'] },
      { line: 5, fields: ['e', ''] },
    ],
    problem: null,
  });
  const problem = (text: string) => readCsv(text, limits).problem;
  assert.deepEqual(problem('a\n"b'), { code: 'csv_quote_unbalanced', line: 2 });
  assert.deepEqual(problem('"a"b'), { code: 'csv_quote_unbalanced', line: 1 });
  assert.deepEqual(problem('a,b,c,d'), { code: 'csv_too_many_fields', line: 1 });
  assert.deepEqual(problem('1\n2\n3\n4'), { code: 'csv_too_many_records', line: 4 });
});
