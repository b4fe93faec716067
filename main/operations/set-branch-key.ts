// Whose word counts of another branch: a key that its people sign with. Trusting one opens a way for
// money to leave and to come, so that another administrator stands for it; ending one needs nobody.
import { type ApprovalFacts, STATED_BY_THE_SYSTEM } from '../domain/approval-policy.ts';
import type { Context } from '../domain/context.ts';
import { BRANCH_KEYS_MAX, type BranchKeyState } from '../domain/hand-over.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { handOversOf } from '../ledger/hand-overs.ts';
import type { Writing } from '../ledger/journal.ts';
import { packagesOf } from '../ledger/packages.ts';
import type { Desk } from './desk.ts';
import { plainFacts } from './signed-facts.ts';

export type SetBranchKeyInput = {
  readonly submissionId: string;
  /** The other book, by its own name. */
  readonly book: string;
  /** What people call that branch. */
  readonly name: string;
  /** Ed25519, 32 bytes in lower-case hexadecimal. */
  readonly publicKey: string;
  readonly state: BranchKeyState;
};

export type SetBranchKeyRefusal = Refusal<
  'branch_is_this_book' | 'branch_key_known' | 'branch_key_unknown' | 'too_many_branch_keys'
>;

type BranchKeySet = { readonly keys: number };

/** What the policy table is asked with: taking trust away waits for nobody. */
export function branchKeyFacts({
  state,
}: Pick<SetBranchKeyInput, 'state'>): Omit<ApprovalFacts, 'deed'> {
  return { ...plainFacts(), risk: state === 'trusted' ? 'ordinary' : STATED_BY_THE_SYSTEM };
}

/**
 * Trusts the key, or ends that, and answers how many are trusted. Refuses `second_person_required`
 * where the book has people and the key is to be trusted, then `branch_is_this_book`,
 * `branch_key_known` (it is trusted under this name), `branch_key_unknown` (what is to end is not
 * trusted), `too_many_branch_keys`.
 */
export function setBranchKey(desk: Desk, input: SetBranchKeyInput, context: Context) {
  const { submissionId, book, name, publicKey, state } = input;
  const bound = [book, name, publicKey, state];
  const call = { deed: 'setBranchKey', submissionId, input: bound } as const;
  const facts = () => branchKeyFacts(input);
  return desk.book.performSigned<BranchKeySet, SetBranchKeyRefusal>(call, facts, context, (w) =>
    setBranchKeyNow(desk, w, input),
  );
}

/** The deed itself, when whoever must has signed. */
export function setBranchKeyNow(
  desk: Desk,
  w: Writing,
  { book, name, publicKey, state }: Omit<SetBranchKeyInput, 'submissionId'>,
): Result<BranchKeySet, SetBranchKeyRefusal> {
  if (book === packagesOf(desk.book).bookId()) return refuse({ code: 'branch_is_this_book' });
  const handOvers = handOversOf(desk.book);
  const keys = handOvers.keys();
  const known = keys.find((key) => key.book === book && key.publicKey === publicKey);
  const isTrusted = known?.state === 'trusted';
  if (state === 'trusted') {
    if (isTrusted && known.name === name) return refuse({ code: 'branch_key_known', name });
    if (known === undefined && keys.length >= BRANCH_KEYS_MAX) {
      return refuse({ code: 'too_many_branch_keys', most: BRANCH_KEYS_MAX });
    }
  } else if (!isTrusted) return refuse({ code: 'branch_key_unknown' });
  handOvers.setKey(w, { book, name, publicKey, state });
  return ok({ keys: handOvers.keys().filter((key) => key.state === 'trusted').length });
}
