// Goal: core's balances are read exactly in currencies of none, two and three decimals, and any wrong
// line, control total or statement refuses the whole with its place. Method: files in memory, one
// mistake each, and the whole reading compared.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CoreReading } from '../../main/domain/core-list.ts';
import { createCamtReader } from '../../main/formats/camt-reader.ts';
import { coreListOf } from '../../main/formats/core-camt.ts';
import { CORE_CSV_HEADER, readCoreCsv } from '../../main/formats/core-csv.ts';

const EUR = '2001,EUR,1250000.00,open,2026-11-26';
const JPY = '2002,JPY,180000001,debit_blocked,2026-11-26';
const KWD = '2003,KWD,-12.345,open,2026-11-26';
const TOTALS = ['#total,EUR,1,1250000.00', '#total,JPY,1,180000001', '#total,KWD,1,-12.345'];

const csv = (...lines: readonly string[]): CoreReading =>
  readCoreCsv(`${[CORE_CSV_HEADER, ...lines].join('\n')}\n`);

/** Each problem as its place and code. */
function wrong(reading: CoreReading): readonly string[] {
  assert.ok(!reading.ok, 'the list was taken');
  assert.equal(reading.count, reading.problems.length);
  return reading.problems.map(({ code, place }) => `${place.path ?? place.line} ${code}`);
}

test('a list is read to the unit, in order, with its totals', () => {
  const rows = [
    { account: '2001', currency: 'EUR', balance: 125_000_000n, status: 'open', place: 'line 2' },
    {
      account: '2002',
      currency: 'JPY',
      balance: 180_000_001n,
      status: 'debit_blocked',
      place: 'line 3',
    },
    { account: '2003', currency: 'KWD', balance: -12_345n, status: 'open', place: 'line 4' },
  ] as const;
  const totals = rows.map(({ currency, balance: sum }) => ({ currency, accounts: 1, sum }));
  const list = { format: 'csv', day: '2026-11-26', moment: 'start', rows, totals };
  assert.deepEqual(csv(EUR, JPY, KWD, ...TOTALS), { ok: true, list });
});

const MISTAKES: readonly (readonly [said: string, lines: readonly string[], ...found: string[]])[] =
  [
    ['no account', [], '1 core_list_empty'],
    ['a field short', ['2001,EUR,1.00,open'], '2 core_line_fields'],
    ['no number', [',EUR,1.00,open,2026-11-26'], '2 account_missing'],
    ['no currency', [EUR, '2002,XXQ,1,open,2026-11-26'], '3 currency_unknown'],
    ['decimals a yen has not', [EUR, '2002,JPY,1.5,open,2026-11-26'], '3 core_balance'],
    ['a comma for a point', [EUR, '2002,EUR,"1,5",open,2026-11-26'], '3 core_balance'],
    ['a fourth decimal', [EUR, '2003,KWD,0.0001,open,2026-11-26'], '3 core_balance'],
    ['no status', [EUR, '2002,EUR,1.00,dormant,2026-11-26'], '3 core_status'],
    ['no day', [EUR, '2002,EUR,1.00,open,2026-02-30'], '3 core_as_of'],
    ['another day', [EUR, '2002,EUR,1.00,open,2026-11-25'], '3 core_as_of_differs'],
    ['the account again', [EUR, EUR], '3 account_twice'],
    ['no control total', [EUR], '2 core_total_missing'],
    ['a cent more', [EUR, '#total,EUR,1,1250000.01'], '3 core_total_differs'],
    ['an account more', [EUR, '#total,EUR,2,1250000.00'], '3 core_total_differs'],
    [
      'a total of nothing',
      [EUR, '#total,EUR,1,1250000.00', '#total,JPY,1,5'],
      '4 core_total_differs',
    ],
    [
      'a total twice',
      [EUR, '#total,EUR,1,1250000.00', '#total,EUR,1,1250000.00'],
      '4 core_total_twice',
    ],
    ['an unreadable total', [EUR, '#total,EUR,one,1250000.00'], '3 core_control_line'],
    ['a line after it', [EUR, '#total,EUR,1,1250000.00', JPY], '4 core_line_after_control'],
  ];

for (const [said, lines, ...found] of MISTAKES) {
  test(`refused whole: ${said}`, () => assert.deepEqual(wrong(csv(...lines)), found));
}

test('another header is no such list', () => {
  assert.deepEqual(wrong(readCoreCsv('account,balance\n')), ['1 core_list_header']);
});

const balance = (type: string, amount: string, currency: string, day: string): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount}</Amt>
  <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;

const stmt = (account: string, currency: string, balances: string): string =>
  `<Stmt><Id>S</Id><Acct><Id><Othr><Id>${account}</Id></Othr></Id><Ccy>${currency}</Ccy></Acct>
  ${balances}</Stmt>`;

function camt(...statements: readonly string[]): CoreReading {
  const reader = createCamtReader();
  const namespace = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08';
  const text = `<Document xmlns="${namespace}"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>
  ${statements.join('')}</BkToCstmrStmt></Document>`;
  reader.push(Buffer.from(text));
  return coreListOf(reader.end());
}

const DAY = '2026-11-25';

test('statements are a list by their closing booked balances', () => {
  const read = camt(
    stmt('2001', 'EUR', balance('CLBD', '12.30', 'EUR', DAY)),
    stmt('2002', 'JPY', balance('CLBD', '500', 'JPY', DAY)),
    stmt('2003', 'KWD', balance('CLBD', '1.234', 'KWD', DAY)),
  );
  const rows = [
    { account: '2001', currency: 'EUR', balance: 1_230n, status: null, place: 'Stmt[1]' },
    { account: '2002', currency: 'JPY', balance: 500n, status: null, place: 'Stmt[2]' },
    { account: '2003', currency: 'KWD', balance: 1_234n, status: null, place: 'Stmt[3]' },
  ];
  const totals = rows.map(({ currency, balance: sum }) => ({ currency, accounts: 1, sum }));
  const list = { format: 'camt', day: DAY, moment: 'end', rows, totals };
  assert.deepEqual(read, { ok: true, list });
});

test('a statement that says no balance, or one that its entries do not make, refuses all', () => {
  const good = stmt('2001', 'EUR', balance('CLBD', '12.30', 'EUR', DAY));
  const available = stmt('2002', 'EUR', balance('CLAV', '12.30', 'EUR', DAY));
  const opening = balance('OPBD', '12.31', 'EUR', DAY);
  const unbalanced = stmt('2003', 'EUR', opening + balance('CLBD', '12.30', 'EUR', DAY));
  const late = stmt('2004', 'EUR', balance('CLBD', '1.00', 'EUR', '2026-11-24'));
  const fine = stmt('2005', 'JPY', balance('CLBD', '1.5', 'JPY', DAY));
  assert.deepEqual(wrong(camt(good, available, unbalanced, late, fine, good)), [
    'Stmt[2] core_balance_missing',
    'Stmt[3] statement_does_not_balance',
    'Stmt[4] core_as_of_differs',
    'Stmt[5] core_balance',
    'Stmt[6] account_twice',
  ]);
});
