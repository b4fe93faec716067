// Books grown from a seed through the ledger's own tables: batches, payment informations and
// payments in every status, then moved along the status table, several commits in a row.
import assert from 'node:assert/strict';
import { dateOf, dayNumber } from '../../main/domain/dates.ts';
import {
  PAYMENT_STATUS_RULES,
  PAYMENT_STATUSES,
  type PaymentStatus,
} from '../../main/domain/payment-status.ts';
import { ok } from '../../main/domain/result.ts';
import type { Writing } from '../../main/ledger/journal.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { done, hashLike, type TestDesk } from '../operations/test-desk.ts';
import type { Seeded } from '../preload/seeded.ts';

const CURRENCIES = ['EUR', 'EUR', 'EUR', 'USD', 'JPY', 'BHD'];
const ACCOUNTS = ['DE89370400440532013000', 'DE02120300000000202051', '2001', '4711%_\\'];
const NAMES = [null, 'Ferrum GmbH', 'ferrum handels', '张伟', 'ÅSA', 'a_b%c'];
const REFERENCES = ['NOTPROVIDED', 'INV-1', 'INV-2', 'inv-10', 'E2E'];
const DAYS = ['2026-11-24', '2026-11-25', '2026-11-26'];

export type Growth = {
  readonly on: TestDesk;
  readonly chance: Seeded;
  /** Batches with records that no epoch has judged yet, and where each stands. */
  readonly open: { batch: number; next: number; records: number; information: number }[];
};

export function growth(on: TestDesk, chance: Seeded): Growth {
  return { on, chance, open: [] };
}

/** One commit as the engine or a person would make it. */
export function grow(growth: Growth): void {
  const { on, chance } = growth;
  const call = { deed: 'submitBatch', submissionId: on.newId(), input: [chance.int(1e9)] } as const;
  done(
    on.book().perform<Record<string, number>, never>(call, on.context(), (w) => {
      if (growth.open.length === 0 || chance.int(6) === 0) addBatch(growth, w);
      if (chance.int(3) > 0) judgeSome(growth, w);
      else moveSome(growth, w);
      return ok({});
    }),
  );
}

function addBatch({ on, chance, open }: Growth, w: Writing): void {
  const records = 1 + chance.int(40);
  const batch = on.book().batches.add(w, {
    original: hashLike(on.newId()),
    messageType: 'pain.001.001.09',
    messageId: `${chance.pick(['MSG', 'msg', 'INV'])}-${chance.int(100_000)}`,
    orderingParty: hashLike(on.newId()),
    numberOfTransactions: records,
    receivedOn: chance.pick(DAYS),
    fileName: 'random.xml',
    initiatingParty: null,
    fallen: '',
    salt: new Uint8Array(16),
  });
  open.push({ batch, next: 0, records, information: -1 });
}

function judgeSome({ on, chance, open }: Growth, w: Writing): void {
  const at = chance.int(open.length);
  const judging = open[at];
  if (judging === undefined) return;
  const { batch, next, records } = judging;
  const count = Math.min(1 + chance.int(15), records - next);
  let information = 0;
  for (let record = next; record < next + count; record += 1) {
    if (record === next || chance.int(5) === 0)
      information = addInformation(on, chance, w, judging, record);
    addPayment(on, chance, w, paymentId(batch, record), information);
  }
  on.book().batches.epochs.add(w, {
    batch,
    from: next,
    to: next + count,
    topology: 'test/1',
    stateDelta: new Uint8Array(0),
    stateDeltaHash: new Uint8Array(32),
    snapshot: null,
  });
  on.book().batches.advance(batch, next, next + count);
  judging.next += count;
  if (judging.next === records) open.splice(at, 1);
}

function addInformation(
  on: TestDesk,
  chance: Seeded,
  w: Writing,
  judging: { readonly batch: number; information: number },
  firstRecord: number,
): number {
  judging.information += 1;
  const executionDate = dateOf(2026, 11, 20 + chance.int(10));
  assert.ok(dayNumber(executionDate) > 0);
  return on.book().batches.informations.add(w, {
    batch: judging.batch,
    ordinal: judging.information,
    paymentInformationId: `PMT-${judging.information}`,
    batchBooking: false,
    debtorAccount: null,
    requestedExecutionDate: executionDate,
    executionDate,
    dateReason: '',
    firstRecord,
    debtor: { name: chance.pick(NAMES), account: chance.pick(ACCOUNTS), agent: null },
    salt: new Uint8Array(16),
  }).id;
}

/** Amounts from a cent to almost 64 bits, many of them alike, so that sorts meet equals. */
function anyAmount(chance: Seeded): bigint {
  const small = BigInt(1 + chance.int(50));
  return chance.int(3) === 0 ? small * 10n ** BigInt(chance.int(14)) : small;
}

function addPayment(
  on: TestDesk,
  chance: Seeded,
  w: Writing,
  id: number,
  paymentInformation: number,
): void {
  const next: readonly PaymentStatus[] = ['received', ...movesFrom('received')];
  const status = chance.pick(next);
  on.book().payments.add(w, {
    id,
    paymentInformation,
    rail: 'batch',
    amount: { minor: anyAmount(chance), currency: chance.pick(CURRENCIES) },
    endToEndId: chance.pick(REFERENCES),
    instructionId: chance.pick([null, 'INSTR-1', 'INV-1']),
    uetr: chance.pick([null, '0190b6a0-aaaa-4bbb-8ccc-0123456789ab']),
    line: 1,
    creditor: {
      name: chance.pick(NAMES),
      account: chance.pick(ACCOUNTS),
      agent: null,
      country: null,
      remittance: chance.pick([null, 'Invoice 7', 'RENT 100%']),
      purpose: null,
    },
    salt: new Uint8Array(16),
    status,
    reasonCode: null,
    reason: null,
    relatedPayment: 0,
    holdEntry: 0,
  });
}

function movesFrom(status: PaymentStatus): readonly PaymentStatus[] {
  const { to } = PAYMENT_STATUS_RULES[status];
  return PAYMENT_STATUSES.filter((each) => Object.hasOwn(to, each));
}

/** Moves every payment of some batch that stands in some status, or in a part of its records. */
function moveSome({ on, chance }: Growth, w: Writing): void {
  const from = chance.pick(PAYMENT_STATUSES);
  const moves = movesFrom(from);
  const batches = on.book().db.prepare<[], bigint>('SELECT id FROM batches').pluck().all();
  const batch = Number(chance.pick(batches));
  if (moves.length === 0) return;
  const first = chance.int(10);
  const range = { batch, firstRecord: first, lastRecord: first + chance.int(30) };
  const move = { to: chance.pick(moves), reasonCode: null, reason: null };
  const kept = { holdEntry: 0, cycle: 0 };
  on.book().payments.moveAll(w, { ...range, from, currency: '', cycle: 0 }, move, kept);
}
