// The deeds that limits hold, each by one person and about one amount in EUR, so that a table of who acts
// can be asked of every one of them.
import type { TestContext } from 'node:test';
import { known } from '../../main/domain/assert.ts';
import { formatMinor } from '../../main/domain/money.ts';
import { DEEDS, type Permission, type Role } from '../../main/domain/permissions.ts';
import { type Result, refuse } from '../../main/domain/result.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import type { AskedDeed } from '../../main/operations/asked-deeds.ts';
import { bookToldEvent, previewToldEvent } from '../../main/operations/book-told-event.ts';
import { commitEpoch } from '../../main/operations/commit-epoch.ts';
import { askForDeed, decideRequest, shownRequest } from '../../main/operations/requests.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import type { ToldEvent } from '../../main/operations/told-event.ts';
import { decide } from './deeds.ts';
import { epochOf, type FileTable, submission, take } from './epochs.ts';
import { trust } from './hand-over-desks.ts';
import { seated } from './limited-cast.ts';
import { policy, sign } from './persons.ts';
import { accountRow, done, minor, open, type TestDesk, testDesk } from './test-desk.ts';

export type LimitedDeed = {
  /** The role whose limit holds it. */
  readonly role: Role;
  /** A book in which the deed is this one person's alone. */
  readonly bank: (t: Pick<TestContext, 'after'>) => TestDesk;
  readonly permission: Permission;
  /** What it is about, made by somebody whom nobody stands in for (of a request `maker`); an id. */
  readonly made: (on: TestDesk, amount: string, maker: number) => number;
  /** The deed by whoever sits at the desk. */
  readonly act: (on: TestDesk, thing: number) => Result<unknown>;
};

const HUGE = '900000000000';

/** A book in which payments above `limit` minor units wait for a signature. */
export function bankWith(t: Pick<TestContext, 'after'>, limit: string): TestDesk {
  const on = testDesk(t);
  open(on, [
    accountRow('1010', '90,000,000.00', { kind: 'settlement' }),
    accountRow('PAYER', '90,000,000.00'),
    accountRow('PAYEE', '90,000.00'),
  ]);
  policy(on, 'authorityLimit:EUR', limit);
  policy(on, 'secondAuthorityLimit:EUR', HUGE);
  done(trust(on, 'west'));
  return on;
}

export function fileOf(on: TestDesk, amount: string, outcome: 'approve' | 'review'): FileTable {
  return { messageId: on.newId(), blocks: [{ from: 'PAYER', payments: [{ amount, outcome }] }] };
}

const signs: LimitedDeed = {
  role: 'supervisor',
  permission: DEEDS.approve,
  bank: (t) => bankWith(t, '0'),
  made: (on, amount) => paymentId(take(on, fileOf(on, amount, 'approve')), 0),
  act: sign,
};

const decides: LimitedDeed = {
  role: 'analyst',
  permission: DEEDS.decideReview,
  bank: (t) => bankWith(t, HUGE),
  made: (on, amount) => paymentId(take(on, fileOf(on, amount, 'review')), 0),
  act: (on, payment) => decide(on, payment, 'approve'),
};

/** Files by number, for what is submitted is no row yet. */
const files = new WeakMap<TestDesk, FileTable[]>();

const submits: LimitedDeed = {
  role: 'submitter',
  permission: DEEDS.submitBatch,
  bank: (t) => bankWith(t, HUGE),
  made: (on, amount) => {
    const made = files.get(on) ?? [];
    files.set(on, made);
    return made.push(fileOf(on, amount, 'approve')) - 1;
  },
  act: (on, at) => {
    const file = files.get(on)?.[at] ?? { messageId: '', blocks: [] };
    return submitBatch(on.desk(), submission(on, file), on.context());
  },
};

/** What a person tells, by number, as files are. */
const told = new WeakMap<TestDesk, ToldEvent[]>();

function toldOf(on: TestDesk, event: ToldEvent): number {
  const made = told.get(on) ?? [];
  told.set(on, made);
  return made.push(event) - 1;
}

const NOTHING = { holds: [], originals: [], item: '', valueDate: null, settlementDate: null };

/** An event of the bank's own money, for which one person is enough. */
function ownMoney(amount: string): ToldEvent {
  const principal = { minor: minor(amount), currency: 'EUR' };
  const accounts = [{ role: 'ownAccount', account: '1010' }] as const;
  const amounts = [{ name: 'principal', amount: principal }] as const;
  return { ...NOTHING, event: 'H3.debit', amounts, accounts };
}

/** A payment by hand, for which others sign. */
function byHand(amount: string): ToldEvent {
  const accounts = [
    { role: 'payer', account: 'PAYER' },
    { role: 'payee', account: 'PAYEE' },
  ] as const;
  return { ...ownMoney(amount), event: 'F1.reserved', accounts };
}

function eventAt(on: TestDesk, at: number): ToldEvent {
  return known(told.get(on)?.[at], 'it was made');
}

function books(on: TestDesk, event: ToldEvent) {
  const input = { submissionId: on.newId(), ...event, reference: '' };
  return bookToldEvent(on.desk(), input, on.context());
}

function asks(on: TestDesk, asked: AskedDeed) {
  return askForDeed(on.desk(), { submissionId: on.newId(), asked, remark: '' }, on.context());
}

function asksEvent(on: TestDesk, event: ToldEvent) {
  const { bindings } = done(previewToldEvent(on.desk(), event, on.now));
  // What is asked for twice is the same request: each names an item of its own.
  return asks(on, {
    deed: 'bookEvent',
    event: event.event,
    bindings: { ...bindings, item: on.newId() },
  });
}

function correctable(on: TestDesk, amount: string): AskedDeed<'correctEntry'> {
  const { entries } = done(books(on, ownMoney(amount)));
  return { deed: 'correctEntry', entryId: Number(entries) };
}

const booksAlone: LimitedDeed = {
  role: 'reconciler',
  permission: DEEDS.bookEvent,
  bank: (t) => bankWith(t, HUGE),
  made: (on, amount) => toldOf(on, ownMoney(amount)),
  act: (on, at) => books(on, eventAt(on, at)),
};

const asksForEvents: LimitedDeed = {
  role: 'treasury',
  permission: DEEDS.bookEvent,
  bank: (t) => bankWith(t, HUGE),
  made: (on, amount) => toldOf(on, byHand(amount)),
  act: (on, at) => asksEvent(on, eventAt(on, at)),
};

const asksForCorrections: LimitedDeed = {
  role: 'supervisor',
  permission: DEEDS.correctEntry,
  bank: (t) => bankWith(t, HUGE),
  made: (on, amount) => correctable(on, amount).entryId,
  act: (on, entryId) => asks(on, { deed: 'correctEntry', entryId }),
};

const asksToHandOver: LimitedDeed = {
  role: 'submitter',
  permission: DEEDS.handOverBatch,
  bank: (t) => bankWith(t, HUGE),
  made: (on, amount) => take(on, fileOf(on, amount, 'approve')),
  act: (on, batchId) => asks(on, { deed: 'handOverBatch', batchId, to: 'west' }),
};

function signsRequest(on: TestDesk, requestId: number) {
  const request = known(on.book().requests.byId(requestId), 'it was asked for');
  const shown = shownRequest(on.desk(), request).hash.toString('hex');
  const word = { requestId, decision: 'approved', shown, remark: '' } as const;
  return decideRequest(on.desk(), { submissionId: on.newId(), ...word }, on.context());
}

const signsForCorrections: LimitedDeed = {
  role: 'supervisor',
  permission: 'approve',
  bank: (t) => bankWith(t, HUGE),
  made: (on, amount, maker) => {
    const asked = correctable(on, amount);
    return done(seated(on, maker, () => asks(on, asked))).request;
  },
  act: signsRequest,
};

const signsForEvents: LimitedDeed = {
  ...signsForCorrections,
  made: (on, amount, maker) => done(seated(on, maker, () => asksEvent(on, byHand(amount)))).request,
};

/** What is asked for while it comes to less than it will, how it grows, and who signs it then. */
type Early = {
  readonly asked: () => AskedDeed;
  readonly grows: () => void;
  readonly signer: number;
};

/** By number, as files are. */
const early = new WeakMap<TestDesk, Early[]>();

/** What grows does so by whoever sits at the desk now, and not by whoever asks for it. */
function earlyOf(on: TestDesk, thing: Early): number {
  const made = early.get(on) ?? [];
  early.set(on, made);
  const { actor } = on;
  const grows = () => {
    const asking = on.actor;
    on.actor = actor;
    thing.grows();
    on.actor = asking;
  };
  return made.push({ ...thing, grows }) - 1;
}

/** Asks for it, lets it grow and has it carried out; why that cannot be done is the answer's code. */
function asksEarly(on: TestDesk, at: number): Result<unknown> {
  const { asked, grows, signer } = known(early.get(on)?.[at], 'it was made');
  const waits = asks(on, asked());
  if (!waits.ok) return waits;
  grows();
  const signed = seated(on, signer, () => signsRequest(on, waits.value.request));
  if (signed.ok || signed.refusal.code !== 'request_cannot_be_done') return signed;
  return refuse({ code: String(signed.refusal.why) });
}

/** A batch of which `judged` payments are judged before it is asked for, and the others after. */
function handsOverEarly(
  fileFor: (on: TestDesk, amount: string) => FileTable,
  judged: number,
): LimitedDeed {
  const made = (on: TestDesk, amount: string, signer: number): number => {
    const file = fileFor(on, amount);
    const { batchId } = done(submitBatch(on.desk(), submission(on, file), on.context()));
    const all = file.blocks.flatMap(({ payments }) => payments).length;
    const judge = (from: number, to: number) =>
      done(commitEpoch(on.desk(), epochOf(on, batchId, file, from, to), on.context()));
    if (judged > 0) judge(0, judged);
    const asked = { deed: 'handOverBatch', batchId, to: 'west' } as const;
    return earlyOf(on, { asked: () => asked, grows: () => judge(judged, all), signer });
  };
  return { ...asksToHandOver, made, act: asksEarly };
}

const handsOverUnjudged = handsOverEarly((on, amount) => fileOf(on, amount, 'approve'), 0);

/** Half of it is judged before it is asked for, and the rest after. */
export const handsOverInPart = handsOverEarly((on, amount) => {
  const halves = [minor(amount) / 2n, (minor(amount) + 1n) / 2n];
  const payments = halves.map((half) => ({
    amount: formatMinor({ minor: half, currency: 'EUR' }),
  }));
  return { messageId: on.newId(), blocks: [{ from: 'PAYER', payments }] };
}, 1);

/** The correction of an entry that is booked only once it was asked for: its number is the next one. */
export function unbooked(on: TestDesk, amount: string): Pick<Early, 'asked' | 'grows'> {
  const last = on.book().db.prepare<[], bigint>('SELECT max(id) FROM entries').pluck();
  return {
    asked: () => ({ deed: 'correctEntry', entryId: Number(last.get()) + 1 }),
    grows: () => correctable(on, amount),
  };
}

const correctsUnbooked: LimitedDeed = {
  ...asksForCorrections,
  made: (on, amount, signer) => earlyOf(on, { ...unbooked(on, amount), signer }),
  act: asksEarly,
};

/** Every deed that is asked for while it comes to nothing yet. */
export const UNGROWN: Readonly<Record<string, LimitedDeed>> = {
  handsOverUnjudged,
  correctsUnbooked,
};

/** Every deed by what a person does by it. */
export function deedsOf(): ReadonlyMap<string, LimitedDeed> {
  return new Map(
    Object.entries({
      ...{ signs, decides, submits, booksAlone, asksForEvents, asksForCorrections },
      ...{ asksToHandOver, signsForCorrections, signsForEvents },
      ...UNGROWN,
    }),
  );
}
