// A book with account numbers in every kind of place: payments, accounts, master data, core's
// balances, words; and the questions that are about them.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import Database from 'better-sqlite3';
import { totalsOf } from '../../../main/domain/core-list.ts';
import type { MasterKind } from '../../../main/domain/master/kinds.ts';
import { decideReview } from '../../../main/operations/decide-review.ts';
import { importCoreBalances } from '../../../main/operations/import-core-balances.ts';
import { proposeMasterChange } from '../../../main/operations/propose-master-change.ts';
import type { Input } from '../../../preload/contract/contract.ts';
import { outsideParty, ownIban } from '../../fixtures/parties.ts';
import { tamper } from '../../ledger/rich-book.ts';
import { take } from '../../operations/epochs.ts';
import {
  accountRow,
  done,
  hashLike,
  open,
  type TestDesk,
  testDesk,
  testFolder,
} from '../../operations/test-desk.ts';
import type { ReadName } from './reading-cases.ts';
import { SUBJECTS } from './twin-books.ts';

export const OWN = ownIban(2001);
export const OUTSIDE = outsideParty(2, 7).iban;
export const HOME = '0077123456789';
export const AWAY = '0088987654321';
/** Comes before the other by what is told of it, and behind by its hidden digits. */
export const HOME_TOO = '0077234566123';
export const NUMBERS = [OWN, OUTSIDE, HOME, AWAY, HOME_TOO];

const day = '2026-11-26';
const HELD = { amount: '20.00', outcome: 'review', reasonCode: 'AM14' } as const;

/** The folder of a book in which every kind of place holds a number. */
export function plantedBook(t: TestContext): string {
  return folderWith(t, plantedFile(t), '');
}

/**
 * Folders of books that are alike but for their numbers: in each, every number is the one that `instead`
 * puts in its place, wherever in the book it stands.
 */
export function plantedTwins(
  t: TestContext,
  instead: readonly ((number: string) => string)[],
): readonly string[] {
  const file = plantedFile(t);
  return instead.map((of) => folderWith(t, file, renumbered(file, of)));
}

function folderWith(t: TestContext, file: string, sql: string): string {
  const folder = testFolder(t);
  mkdirSync(folder, { recursive: true });
  copyFileSync(file, join(folder, 'book.db'));
  // The epochs of these books hold no state that an engine could go on from.
  tamper(join(folder, 'book.db'), `DELETE FROM epochs; ${sql}`);
  return folder;
}

/** What puts other numbers in every column of every table. */
function renumbered(file: string, instead: (number: string) => string): string {
  const db = new Database(file, { readonly: true });
  const columns = db
    .prepare<[], { table: string; column: string }>(
      `SELECT s.name AS "table", c.name AS "column" FROM sqlite_schema s
       JOIN pragma_table_info(s.name) c WHERE s.type = 'table' AND c.type = 'TEXT'`,
    )
    .all();
  db.close();
  // Master data is found by its terms in small letters.
  const pairs = NUMBERS.flatMap((number) => [
    [number, instead(number)],
    [number.toLowerCase(), instead(number).toLowerCase()],
  ]);
  return columns
    .map(({ table, column }) => {
      const told = pairs.reduce((sql, [was, is]) => `replace(${sql}, '${was}', '${is}')`, column);
      return `UPDATE ${table} SET ${column} = ${told} WHERE ${column} <> ${told};`;
    })
    .join('\n');
}

/** A closed book with a number in every kind of place. */
function plantedFile(t: TestContext): string {
  const on = testDesk(t, 3);
  open(on, [
    accountRow(OWN, '1,000.00', { name: 'Adler' }),
    accountRow(HOME, '1,000.00', { name: 'Brandt' }),
    accountRow(HOME_TOO, '1,000.00', { name: 'Clausen' }),
    accountRow('1010', '5,000.00', { kind: 'settlement' }),
  ]);
  const reason = 'amount_above_review_limit';
  for (const messageId of ['ONE', 'TWO', 'THREE']) {
    const payments = [
      { amount: '30.00', to: OUTSIDE, remittance: `from ${OWN}` },
      { ...HELD, reason, to: AWAY },
      { ...HELD, reason, to: OUTSIDE },
      { amount: '10.00', to: AWAY },
    ];
    take(on, { messageId, blocks: [OWN, HOME].map((from) => ({ from, payments })) });
  }
  const last = { from: HOME_TOO, payments: [{ amount: '1.00', to: AWAY }] };
  take(on, { messageId: 'FOUR', blocks: [last] });
  const decision = { paymentId: SUBJECTS.letGo, outcome: 'approve', reasonCode: '' } as const;
  const said = { submissionId: on.newId(), ...decision, remark: `see ${OUTSIDE}` };
  done(decideReview(on.desk(), said, on.context()));
  const stands = { currency: 'EUR', balance: 5n, status: 'open', place: 'line 2' } as const;
  const rows = [OWN, HOME].map((account) => ({ account, ...stands }));
  const list = { format: 'csv', day, moment: 'start', rows, totals: totalsOf(rows) } as const;
  const core = { submissionId: on.newId(), original: hashLike('core'), list };
  done(importCoreBalances(on.desk(), core, on.context()));
  plantMaster(on);
  on.close();
  return on.book().file;
}

function plantMaster(on: TestDesk): void {
  const written: readonly (readonly [MasterKind, Readonly<Record<string, string>>])[] = [
    ['customer', { customer: 'C-1', form: 'person', name: 'Anna', status: 'active' }],
    ['account', { account: OWN, currency: 'EUR', customer: 'C-1' }],
    ['beneficiary', { beneficiary: 'B-1', customer: 'C-1', name: 'Otto', account: OUTSIDE }],
    ['account', { account: HOME, currency: 'EUR', customer: 'C-1' }],
    ['account', { account: HOME_TOO, currency: 'EUR', customer: 'C-1' }],
  ];
  for (const [kind, record] of written) {
    const change = { kind, written: record, ended: false, validFrom: day, reason: `by ${OWN}` };
    done(proposeMasterChange(on.desk(), { submissionId: on.newId(), ...change }, on.context()));
  }
}

/** Beside what the barrier asks: the questions that are about a number or a record with one. */
export const MORE: { readonly [Name in ReadName]?: readonly Input<Name>[] } = {
  accountStatement: [OWN, HOME].map((account) => {
    return { account, currency: 'EUR', day, offset: 0, sequence: 1 };
  }),
  accountMeasures: [{ account: OWN, currency: 'EUR' }],
  findPayment: [{ text: OUTSIDE }],
  entryView: [1, 2, 3, 4, 5, 6, 7, 8].map((entryId) => ({ entryId })),
  masterPage: [
    { kind: 'account', offset: 0, limit: 10 },
    { kind: 'beneficiary', offset: 0, limit: 10 },
  ],
  masterRecord: [
    { kind: 'account', key: `${OWN} EUR` },
    { kind: 'beneficiary', key: 'B-1' },
  ],
  masterChange: [2, 3].map((changeId) => ({ changeId, offset: 0, limit: 10 })),
  masterProgress: [{ changeId: 2 }],
  searchMaster: [{ text: OWN.slice(0, 6), kind: 'account', limit: 10 }],
  exportMaster: (['account', 'beneficiary'] as const).map((kind) => {
    return { kind, format: 'csv', sequence: 1 };
  }),
};
