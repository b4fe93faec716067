// What a deed that waits for others is: its input, its effect as it is shown to whoever signs, and the
// way it is carried out once they have.
import { type ApprovalRule, approvalNeeded, type SignedDeed } from '../domain/approval-policy.ts';
import type { Context } from '../domain/context.ts';
import { SHOWN_AS, type ShownStatus } from '../domain/disclosure.ts';
import { type CountedStatus, partedCounts } from '../domain/hand-over.ts';
import { formatMinor, type Money } from '../domain/money.ts';
import { type Actor, DEEDS, type Permission, personOf } from '../domain/permissions.ts';
import { type PolicyRefusal, policyValues, withPolicy } from '../domain/policy.ts';
import { ok, type Refusal, type Result } from '../domain/result.ts';
import type { WhyNotDone } from '../domain/why-not-done.ts';
import { handOversOf } from '../ledger/hand-overs.ts';
import type { Writing } from '../ledger/journal.ts';
import { type BookEventInput, bookEventNow, dutyOf, eventRisk } from './book-event.ts';
import { type ChangeAccountInput, changeAccountNow } from './change-account.ts';
import { type CorrectEntryInput, correctEntryNow } from './correct-entry.ts';
import { type Desk, policyOf } from './desk.ts';
import { plannedEvent } from './event-preview.ts';
import { type ExplainBreakInput, explainBreakNow } from './explain-break.ts';
import { type HandOverBatchInput, handOverBatchNow } from './hand-over-batch.ts';
import { DOES, leavingSums } from './moving.ts';
import { type ReleaseOutgoingInput, releaseOutgoingNow } from './release-outgoing.ts';
import { branchKeyFacts, type SetBranchKeyInput, setBranchKeyNow } from './set-branch-key.ts';
import { type SetPolicyInput, setPolicyNow } from './set-policy.ts';
import { type AskedSettlement, positionsNow, settlePositionsAsAsked } from './settle-positions.ts';
import { plainFacts } from './signed-facts.ts';
import { type UnwindCycleInput, unwindable, unwindCycleNow } from './unwind-cycle.ts';

/** The input of each, without what the asking carries beside it: key, words, the second person. */
type Inputs = {
  readonly setPolicy: Omit<SetPolicyInput, 'submissionId'>;
  readonly changeAccount: Omit<ChangeAccountInput, 'submissionId' | 'reason'>;
  readonly correctEntry: Pick<CorrectEntryInput, 'entryId'>;
  readonly explainBreak: Pick<ExplainBreakInput, 'breakId'>;
  readonly releaseOutgoing: Omit<ReleaseOutgoingInput, 'submissionId' | 'reference'>;
  readonly bookEvent: Pick<BookEventInput, 'event' | 'bindings'>;
  readonly settlePositions: AskedSettlement;
  readonly unwindCycle: Pick<UnwindCycleInput, 'cycleId'>;
  readonly setBranchKey: Omit<SetBranchKeyInput, 'submissionId'>;
  readonly handOverBatch: Omit<HandOverBatchInput, 'submissionId'>;
  /** The key that goes, '' where the book has none: what comes is nobody's to know beforehand. */
  readonly changeKey: { readonly keyId: string };
};

/** A deed and its input; without a deed named, any of them. */
export type AskedDeed<D extends SignedDeed = SignedDeed> = {
  readonly [Each in D]: { readonly deed: Each } & Inputs[Each];
}[D];

export type NeverDone = PolicyRefusal | Refusal<'book_is_no_clearing_house'>;

/** One line of what a deed comes to; `before` is null where nothing stands there now. */
export type EffectLine = {
  /** A code, keyed in the locales. */
  readonly what: string;
  readonly before: string | null;
  readonly after: string;
};

/** Lines of an effect that are shown; entries of more postings than this say how many there are. */
const MOVES_SHOWN = 20;

/** What each deed comes to as the book is now. */
type Effects = {
  readonly [D in SignedDeed]: (desk: Desk, asked: AskedDeed<D>) => readonly EffectLine[];
};

/** How each is done inside the deed by which the last of those who must signs. */
type Ways = {
  readonly [D in SignedDeed]: (
    desk: Desk,
    w: Writing,
    asked: AskedDeed<D>,
    persons: Persons,
  ) => Result<unknown, Refusal<WhyNotDone>>;
};

/** Who asked, as what they are today, and in whose deed it is carried out: the last who signed. */
export type Persons = {
  readonly maker: Actor;
  readonly context: Context;
  /** What the maker said of it: the reason or the reference that some deeds need. */
  readonly words: string;
};

const EFFECTS: Effects = {
  setPolicy: (desk, { name, value }) => [
    line('setting', name),
    { what: 'value', before: policyValues(policyOf(desk)).get(name) ?? null, after: value },
  ],
  changeAccount: ({ book }, { account, currency, status }) => {
    const before = book.accounts.find(account, currency)?.status ?? null;
    return [line('account', `${account} ${currency}`), { what: 'status', before, after: status }];
  },
  correctEntry: (desk, { entryId }) => [
    line('entry', String(entryId)),
    ...movesBack(desk, entryId),
  ],
  explainBreak: ({ book }, { breakId }) => {
    const reason = book.breaks.has(breakId) ? book.breaks.reasonOf(breakId) : null;
    const lines = [line('break', String(breakId))];
    return reason === null ? lines : [...lines, line('reason', reason)];
  },
  releaseOutgoing: (_desk, { batchId, firstRecord, lastRecord, word }) => [
    line('batch', String(batchId)),
    line('records', `${firstRecord}–${lastRecord}`),
    line('rail_word', word),
  ],
  bookEvent: eventLines,
  settlePositions: settlementLines,
  unwindCycle: unwindingLines,
  setBranchKey: ({ book }, { book: branch, name, publicKey, state }) => {
    const before = handOversOf(book).keyOf(branch, publicKey)?.state ?? null;
    const lines = [line('branch', name), line('branch_book', branch), line('key', publicKey)];
    return [...lines, { what: 'status', before, after: state }];
  },
  handOverBatch: handOverLines,
  changeKey: (_desk, { keyId }) => [line('book_key', keyId === '' ? 'plain_book' : keyId)],
};

const WAYS: Ways = {
  setPolicy: (desk, w, asked) => setPolicyNow(desk, w, asked),
  changeAccount: (desk, w, asked) => changeAccountNow(desk, w, asked),
  correctEntry: (desk, w, asked, { context }) => correctEntryNow(desk, w, asked, context),
  explainBreak: (desk, w, asked, { maker, context, words }) =>
    explainBreakNow(desk, w, { ...asked, reason: words, second: context.actor }, maker),
  releaseOutgoing: (desk, w, asked, { words }) =>
    releaseOutgoingNow(desk, w, { ...asked, reference: words }),
  bookEvent: (desk, w, asked, { maker, context, words }) => {
    const told = { ...asked, second: context.actor, reference: words };
    return bookEventNow(desk, w, told, { ...context, actor: maker });
  },
  settlePositions: (desk, w, asked, { context }) => settlePositionsAsAsked(desk, w, asked, context),
  unwindCycle: (desk, w, asked, { context }) => unwindCycleNow(desk, w, asked, context),
  setBranchKey: (desk, w, asked) => setBranchKeyNow(desk, w, asked),
  handOverBatch: (desk, w, asked, { maker, context }) =>
    handOverBatchNow(desk, w, asked, personOf(maker), context),
  // A secret is no part of a request: whoever asked does it themselves, see change-keys.ts.
  changeKey: () => ok(null),
};

function line(what: string, after: string): EffectLine {
  return { what, before: null, after };
}

/** An amount in major units with its currency. */
function inFull(amount: Money): string {
  return `${formatMinor(amount)} ${amount.currency}`;
}

/** What an event books, debit by credit, and on what day the money counts where that was said. */
function eventLines(
  desk: Desk,
  { event, bindings }: AskedDeed<'bookEvent'>,
): readonly EffectLine[] {
  const planned = plannedEvent(desk, event, bindings);
  const entries = planned.ok ? planned.value.entries : [];
  const moves = entries.flatMap(({ kind, postings }) =>
    postings.map(({ debitAccount, creditAccount, amount }) =>
      line(DOES[kind], `${debitAccount} → ${creditAccount}: ${inFull(amount)}`),
    ),
  );
  const { value } = bindings.dates;
  return [
    line('event', event),
    ...moves.slice(0, MOVES_SHOWN),
    line('postings', String(moves.length)),
    ...(value === '' ? [] : [line('value_date', value)]),
    ...(planned.ok ? [] : [line('since', 'event_not_possible')]),
  ];
}

/** What the reverse of an entry moves: each posting the other way round. */
function movesBack({ book }: Desk, entryId: number): readonly EffectLine[] {
  if (!book.journal.has(entryId)) return [];
  const { postings } = book.journal.entry(entryId);
  const moves = postings.slice(0, MOVES_SHOWN).map(({ debitAccount, creditAccount, amount }) => {
    const [from, to] = [book.accounts.byId(creditAccount), book.accounts.byId(debitAccount)];
    return line('moves', `${from.number} → ${to.number}: ${inFull(amount)}`);
  });
  return [...moves, line('postings', String(postings.length))];
}

/**
 * What the settlement of a currency moves, in all and of each participant, and whether it is still
 * what was asked for; participants beyond those shown are within the sums and the hash.
 */
function settlementLines(desk: Desk, asked: AskedDeed<'settlePositions'>): readonly EffectLine[] {
  const { currency } = asked;
  const { standing, moved, hash } = positionsNow(desk, currency);
  const lines = [
    line('currency', currency),
    line('participants', String(standing.length)),
    line('moved', inFull({ minor: moved, currency })),
    ...standing
      .slice(0, MOVES_SHOWN)
      .map(({ participant, net }) =>
        line('position', `${participant}: ${inFull({ minor: net, currency })}`),
      ),
  ];
  return hash === asked.positions ? lines : [...lines, line('since', 'positions_changed')];
}

/** What is taken back with a cycle, and whether it can be still. */
function unwindingLines(desk: Desk, { cycleId }: AskedDeed<'unwindCycle'>): readonly EffectLine[] {
  const cycle = desk.book.cycles.byId(cycleId);
  if (cycle === null) return [line('cycle', String(cycleId))];
  const { currency, closeEntry } = cycle;
  const left = desk.book.cycles.outwardOf(cycleId);
  const possible = unwindable(desk, cycleId).ok;
  return [
    line('cycle', String(cycleId)),
    line('currency', currency),
    line('payments', String(left.reduce((sum, { payments }) => sum + payments, 0))),
    ...(closeEntry === 0 ? [] : movesBack(desk, closeEntry)),
    ...(possible ? [] : [line('since', 'cycle_not_unwindable')]),
  ];
}

/** Which batch leaves, for which branch, and what it comes to. */
function handOverLines(
  { book }: Desk,
  { batchId, to }: AskedDeed<'handOverBatch'>,
): readonly EffectLine[] {
  const handOvers = handOversOf(book);
  const branch = handOvers.keys().find((key) => key.book === to)?.name ?? to;
  const lines = [line('batch', String(batchId)), line('branch', branch), line('branch_book', to)];
  if (book.batches.byId(batchId) === null) return lines;
  const { messageId } = handOvers.batchOf(batchId);
  const standing = handOvers.standingOf(batchId);
  // Whoever signs sees a wait as the lists show it, and the lines are the same for all who sign.
  const counts: { [status in ShownStatus]?: number } = {};
  for (const { status, payments } of standing) {
    const shown = SHOWN_AS[status];
    counts[shown] = (counts[shown] ?? 0) + payments;
  }
  const { goes, stays, stops } = partedCounts(counts);
  const inStatus = ({ status, payments }: CountedStatus): string => `${status} ${payments}`;
  return [
    ...lines,
    line('message', messageId),
    line('payments', String(goes)),
    ...leavingSums(standing).map((sum) => line('sum', inFull(sum))),
    ...stays.map((each) => line('stays', inStatus(each))),
    ...stops.map((each) => line('stops', inStatus(each))),
  ];
}

/** What the deed comes to as the book is now. */
export function effectOf<D extends SignedDeed>(
  desk: Desk,
  asked: AskedDeed<D>,
): readonly EffectLine[] {
  return EFFECTS[asked.deed](desk, asked);
}

/** Does what was asked for, inside the deed by which the last of those who must signs. */
export function carryOut<D extends SignedDeed>(
  desk: Desk,
  w: Writing,
  asked: AskedDeed<D>,
  persons: Persons,
): Result<unknown, Refusal<WhyNotDone>> {
  return WAYS[asked.deed](desk, w, asked, persons);
}

/**
 * Why what is asked for can never be done, whoever signs, or null: a setting that there is not, or a
 * value that it cannot have (`policy_unknown`, `policy_value_invalid`), and the positions of a branch
 * (`book_is_no_clearing_house`). Anything else may change while it waits, and is looked at when it is
 * carried out.
 */
export function neverDone(desk: Desk, asked: AskedDeed): NeverDone | null {
  if (asked.deed === 'settlePositions' && desk.book.role !== 'clearing') {
    return { code: 'book_is_no_clearing_house' };
  }
  if (asked.deed !== 'setPolicy') return null;
  const changed = withPolicy(policyOf(desk), asked.name, asked.value);
  return changed.ok ? null : changed.refusal;
}

/**
 * By what permission whoever asks must hold it, then and when it is carried out: that of the deed, or
 * the duty of the event where two of those who have it must stand for it.
 */
export function asksBy(desk: Desk, asked: AskedDeed): Permission {
  const duty = asked.deed === 'bookEvent' ? dutyOf(desk, asked.event, asked.bindings) : null;
  return duty ?? DEEDS[asked.deed];
}

/** The row of the policy table that what is asked for waits by; null where one person is enough. */
export function ruleOf(desk: Desk, asked: AskedDeed): ApprovalRule | null {
  const { deed } = asked;
  if (asked.deed === 'setBranchKey') {
    return approvalNeeded({ deed, ...branchKeyFacts(asked) }, policyOf(desk));
  }
  const risk = asked.deed === 'bookEvent' ? eventRisk(desk, asked) : 'ordinary';
  return approvalNeeded({ deed, ...plainFacts(), risk }, policyOf(desk));
}
