// What a deed that waits for others is: its input as it is kept, its effect as it is shown to whoever
// signs, and the way it is carried out once they have.
import { type ApprovalRule, approvalNeeded, type SignedDeed } from '../domain/approval-policy.ts';
import { assert } from '../domain/assert.ts';
import type { Context } from '../domain/context.ts';
import { formatMinor, type Money } from '../domain/money.ts';
import type { Actor } from '../domain/permissions.ts';
import { policyValues } from '../domain/policy.ts';
import type { Refusal, Result } from '../domain/result.ts';
import type { Writing } from '../ledger/journal.ts';
import { type BookEventInput, bookEventNow, eventRisk } from './book-event.ts';
import { type ChangeAccountInput, changeAccountNow } from './change-account.ts';
import { type CorrectEntryInput, correctEntryNow } from './correct-entry.ts';
import { type Desk, policyOf } from './desk.ts';
import { type ExplainBreakInput, explainBreakNow } from './explain-break.ts';
import { type ReleaseOutgoingInput, releaseOutgoingNow } from './release-outgoing.ts';
import { type SetPolicyInput, setPolicyNow } from './set-policy.ts';
import { plainFacts } from './signed-facts.ts';

/** A deed and its input, without what the asking carries beside it: key, words, the second person. */
export type AskedDeed =
  | ({ readonly deed: 'setPolicy' } & Omit<SetPolicyInput, 'submissionId'>)
  | ({ readonly deed: 'changeAccount' } & Omit<ChangeAccountInput, 'submissionId'>)
  | ({ readonly deed: 'correctEntry' } & Pick<CorrectEntryInput, 'entryId'>)
  | ({ readonly deed: 'explainBreak' } & Pick<ExplainBreakInput, 'breakId'>)
  | ({ readonly deed: 'releaseOutgoing' } & Omit<
      ReleaseOutgoingInput,
      'submissionId' | 'reference'
    >)
  | ({ readonly deed: 'bookEvent' } & Pick<BookEventInput, 'event' | 'bindings'>);

type Asked<D extends SignedDeed> = Extract<AskedDeed, { readonly deed: D }>;

/** One line of what a deed comes to; `before` is null where nothing stands there now. */
export type EffectLine = {
  /** A code, keyed in the locales. */
  readonly what: string;
  readonly before: string | null;
  readonly after: string;
};

/** Lines of an effect that are shown; entries of more postings than this say how many there are. */
const MOVES_SHOWN = 20;

type Way<D extends SignedDeed> = {
  readonly effect: (desk: Desk, asked: Asked<D>) => readonly EffectLine[];
  readonly carryOut: (
    desk: Desk,
    w: Writing,
    asked: Asked<D>,
    persons: Persons,
  ) => Result<unknown, Refusal>;
};

/** Who asked, as what they are today, and in whose deed it is carried out: the last who signed. */
export type Persons = {
  readonly maker: Actor;
  readonly context: Context;
  /** What the maker said of it: the reason or the reference that some deeds need. */
  readonly words: string;
};

const WAYS: { readonly [D in SignedDeed]: Way<D> } = {
  setPolicy: {
    effect: (desk, { name, value }) => [
      line('setting', name),
      { what: 'value', before: policyValues(policyOf(desk)).get(name) ?? null, after: value },
    ],
    carryOut: (desk, w, asked) => setPolicyNow(desk, w, asked),
  },
  changeAccount: {
    effect: ({ book }, { account, currency, status }) => {
      const before = book.accounts.find(account, currency)?.status ?? null;
      return [line('account', `${account} ${currency}`), { what: 'status', before, after: status }];
    },
    carryOut: (desk, w, asked) => changeAccountNow(desk, w, asked),
  },
  correctEntry: {
    effect: (desk, { entryId }) => [line('entry', String(entryId)), ...movesBack(desk, entryId)],
    carryOut: (desk, w, asked, { context }) => correctEntryNow(desk, w, asked, context),
  },
  explainBreak: {
    effect: ({ book }, { breakId }) => {
      const reason = book.breaks.has(breakId) ? book.breaks.reasonOf(breakId) : null;
      const lines = [line('break', String(breakId))];
      return reason === null ? lines : [...lines, line('reason', reason)];
    },
    carryOut: (desk, w, asked, { maker, context, words }) =>
      explainBreakNow(desk, w, { ...asked, reason: words, second: context.actor }, maker),
  },
  releaseOutgoing: {
    effect: (_desk, { batchId, firstRecord, lastRecord, word }) => [
      line('batch', String(batchId)),
      line('records', `${firstRecord}–${lastRecord}`),
      line('rail_word', word),
    ],
    carryOut: (desk, w, asked, { words }) =>
      releaseOutgoingNow(desk, w, { ...asked, reference: words }),
  },
  bookEvent: {
    effect: ({ book }, { event, bindings }) => [
      line('event', event),
      ...Object.entries(bindings.accounts).map(([role, id]) =>
        line('account', `${role}: ${id === undefined ? '' : book.accounts.byId(id).number}`),
      ),
      ...Object.entries(bindings.amounts).map(([name, amount]) =>
        line('amount', `${name}: ${inFull(amount)}`),
      ),
    ],
    carryOut: (desk, w, asked, { maker, context, words }) => {
      const told = { ...asked, second: context.actor, reference: words };
      return bookEventNow(desk, w, told, { ...context, actor: maker });
    },
  },
};

function line(what: string, after: string): EffectLine {
  return { what, before: null, after };
}

/** An amount in major units with its currency. */
function inFull(amount: Money): string {
  return `${formatMinor(amount)} ${amount.currency}`;
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

/** What the deed comes to as the book is now. */
export function effectOf(desk: Desk, asked: AskedDeed): readonly EffectLine[] {
  return wayOf(asked).effect(desk, asked);
}

/** Does what was asked for, inside the deed by which the last of those who must signs. */
export function carryOut(
  desk: Desk,
  w: Writing,
  asked: AskedDeed,
  persons: Persons,
): Result<unknown, Refusal> {
  return wayOf(asked).carryOut(desk, w, asked, persons);
}

/** The way of a deed, for its own kind of input: the table is keyed by what `asked` is. */
function wayOf(asked: AskedDeed): Way<SignedDeed> {
  const ways: { readonly [D in SignedDeed]: unknown } = WAYS;
  return ways[asked.deed] as Way<SignedDeed>;
}

/** The row of the policy table that what is asked for waits by; null where one person is enough. */
export function ruleOf(desk: Desk, asked: AskedDeed): ApprovalRule | null {
  const { deed } = asked;
  const risk = asked.deed === 'bookEvent' ? eventRisk(desk, asked) : 'ordinary';
  return approvalNeeded({ deed, ...plainFacts(), risk }, policyOf(desk));
}

/** The input as it is kept: canonical JSON, keys in order, minor units as digits. */
export function writeAsked(asked: AskedDeed): string {
  return JSON.stringify(asked, (_key, value: unknown) => {
    if (typeof value === 'bigint') return { [MINOR]: String(value) };
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Reads back what {@link writeAsked} wrote for the same deed, which fixes its type. */
export function readAsked(text: string): AskedDeed {
  const read: unknown = JSON.parse(text, (_key, value: unknown) => {
    const isMinor = typeof value === 'object' && value !== null && MINOR in value;
    return isMinor ? BigInt(String(value[MINOR])) : value;
  });
  assert(typeof read === 'object' && read !== null && 'deed' in read, 'a deed was asked for');
  return read as AskedDeed;
}

/** Marks digits that were a whole number of any size. */
const MINOR = '$minor';
