// A word that was signed on another workstation comes back: whose it is, that it is of what this book
// sent out, and that it comes once, is seen here. Then it is a word like any other, said in the name
// of whoever signed it, and passes the same gate.
import { assert } from '../domain/assert.ts';
import type { CarriedAnswer, CarriedThing, SaidWord } from '../domain/carried.ts';
import type { Context } from '../domain/context.ts';
import { hasComplianceRight } from '../domain/disclosure.ts';
import { actorId } from '../domain/people.ts';
import { type Actor, holds, type NotPermitted } from '../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { maySign } from '../domain/signing.ts';
import type { WhyNotDone } from '../domain/why-not-done.ts';
import { type KeptPackage, packagesOf } from '../ledger/packages.ts';
import { signingKeysOf } from '../ledger/signing-keys.ts';
import {
  type ApproveRefusal,
  approve,
  type RejectApprovalRefusal,
  rejectApproval,
  waitingApproval,
} from './approve.ts';
import type { Desk } from './desk.ts';
import { type DecideRequestRefusal, decideRequest } from './requests.ts';
import { actorToday } from './taken-up.ts';

export type ReadCarried = Result<
  CarriedAnswer,
  Refusal<'carried_unreadable' | 'carried_signature_wrong'>
>;

export type ImportApprovalInput = {
  readonly submissionId: string;
  /** SHA-256 of the file as it came, lower-case hexadecimal. */
  readonly fileHash: string;
  /** What it says, or why it is none. */
  readonly read: ReadCarried;
  /** On which thing of the package the word is that is taken now, from 0. */
  readonly place: number;
  /** Why nobody may sign for a request any more, whoever they are; null where they may. */
  readonly isBarred: (requestId: number, signer: Actor) => WhyNotDone | null;
};

export type NotTaken = Refusal<
  | 'carried_unreadable'
  | 'carried_signature_wrong'
  | 'word_of_nothing'
  | 'package_of_another_book'
  | 'package_unknown'
  | 'signing_key_unknown'
  | 'signing_key_not_in_force'
  | 'package_expired'
  | 'package_already_used'
  | 'signer_not_permitted'
>;

/** Why a word is not said, of whatever it is on. */
type GateCode =
  | (ApproveRefusal | RejectApprovalRefusal | DecideRequestRefusal)['code']
  | 'submission_id_reused';

/** What the gate refuses to a word that is carried. */
type WordRefusal = Refusal<Exclude<GateCode, NotCarried>>;

export type ImportApprovalRefusal = NotPermitted | NotTaken | WordRefusal;

/** What became of it: `id` of the payment or the request, and the signatures still needed. */
export type Imported = {
  readonly kind: CarriedThing['kind'];
  readonly id: number;
  readonly word: SaidWord['word'];
  readonly person: string;
  readonly open: number;
};

/** A word that may be said: whose, on what, of which package. */
type Taken = {
  readonly answer: CarriedAnswer;
  readonly word: SaidWord;
  readonly thing: CarriedThing;
  readonly kept: KeptPackage;
  readonly key: number;
  readonly signer: Actor;
};

/**
 * Takes one word that was carried back. Refuses `not_permitted` (to import), `carried_unreadable`,
 * `carried_signature_wrong`, `word_of_nothing`, `package_of_another_book`, `package_unknown` (this
 * book sent out none that says just this), `signing_key_unknown`, `signing_key_not_in_force`,
 * `package_expired`, `package_already_used` (this key has said its word on it), then what the gate
 * refuses to the person who signed, as they are today: `signer_not_permitted` where they have left
 * or hold no right, and the rest as `approve`, `rejectApproval` and `decideRequest`. Calls `perform`
 * twice: for their word, and for the bringing of it.
 */
export function importApproval(desk: Desk, input: ImportApprovalInput, context: Context) {
  const { book } = desk;
  const { submissionId, fileHash, place, read } = input;
  const call = { deed: 'importApproval', submissionId, input: [fileHash, place] } as const;
  const foreseen = book.foresee<Imported, ImportApprovalRefusal>(call, context);
  if (foreseen !== null) return foreseen;
  const taken = takenFrom(desk, read, place, context);
  const outcome = taken.ok ? say(desk, input, taken.value, context) : taken;
  const said = book.chainHead().sequence;
  return book.perform<Imported, ImportApprovalRefusal>(call, context, (w) => {
    if (!taken.ok) return taken;
    if (!outcome.ok) return outcome;
    const { answer, kept, key, thing, word, signer } = taken.value;
    packagesOf(book).say(w, {
      package: kept.id,
      place,
      signingKey: key,
      said,
      answer: Buffer.from(answer.fileHash, 'hex'),
      signature: Buffer.from(answer.signature, 'hex'),
      signedAt: answer.signedAt,
    });
    const id = thing.kind === 'payment' ? thing.paymentId : thing.requestId;
    const { open } = outcome.value;
    return ok({ kind: thing.kind, id, word: word.word, person: signer.id, open });
  });
}

/** Whether the word may be said at all, and by whom; nothing is written. */
function takenFrom(
  desk: Desk,
  read: ReadCarried,
  place: number,
  context: Context,
): Result<Taken, NotTaken> {
  if (!read.ok) return read;
  const answer = read.value;
  const { content } = answer;
  const word = answer.words.find((each) => each.place === place);
  const thing = content.things[place];
  if (word === undefined || thing === undefined) return refuse({ code: 'word_of_nothing', place });
  const packages = packagesOf(desk.book);
  if (content.book !== packages.bookId()) return refuse({ code: 'package_of_another_book' });
  const kept = packages.find(Buffer.from(content.package, 'hex'));
  if (kept === null || Buffer.from(kept.content).toString('hex') !== answer.contentHash) {
    return refuse({ code: 'package_unknown' });
  }
  const key = signingKeysOf(desk.book).byPublicKey(Buffer.from(answer.publicKey, 'hex'));
  if (key === null) return refuse({ code: 'signing_key_unknown' });
  if (key.state !== 'in_force') {
    return refuse({ code: 'signing_key_not_in_force', key: key.id, state: key.state });
  }
  if (context.now > kept.expiresAt) {
    return refuse({ code: 'package_expired', expiresAt: kept.expiresAt });
  }
  if (packages.isSaid(kept.id, place, key.id)) return refuse({ code: 'package_already_used' });
  const person = actorId(key.person);
  const signer = actorToday(desk, person, context.now);
  const gate = { actor: person, rule: thing.rule };
  if (signer === null) return refuse({ code: 'signer_not_permitted', ...gate });
  const isOfPayment = thing.kind === 'payment';
  if (isOfPayment && !holds(signer, 'sign')) {
    return refuse({ code: 'signer_not_permitted', ...gate });
  }
  return ok({ answer, word, thing, kept, key: key.id, signer });
}

/** Says the word in the signer's name, by the deed that everybody's words are said by. */
function say(
  desk: Desk,
  { submissionId: importedAs, isBarred }: ImportApprovalInput,
  taken: Taken,
  { actor: bringer, now, ids }: Context,
): Result<{ readonly open: number }, WordRefusal> {
  const { word, thing, signer } = taken;
  const asBrought = asToldTo(desk, bringer, taken, now);
  const context = { actor: signer, now, ids };
  // No person's own key of a deed holds this sign, so that theirs and this one are never the same.
  const submissionId = `${importedAs}/word`;
  const { remark, reasonCode } = word;
  const { shown, rule } = thing;
  if (thing.kind === 'request') {
    const { requestId } = thing;
    const why = word.word === 'approved' ? isBarred(requestId, signer) : null;
    if (why !== null) return refuse({ code: 'request_cannot_be_done', requestId, why });
    const said = { submissionId, requestId, decision: word.word, shown, remark };
    return asCarried(decideRequest(desk, said, context), signer, rule);
  }
  const said = { submissionId, paymentId: thing.paymentId, shown, remark };
  return word.word === 'approved'
    ? asBrought(asCarried(approve(desk, said, context), signer, rule))
    : asBrought(asCarried(rejectApproval(desk, { ...said, reasonCode }, context), signer, rule));
}

/**
 * As it is told to whoever brings it: to one without the compliance right a signer is no second person
 * only where that has another reason than that they let a held payment go.
 */
function asToldTo(
  desk: Desk,
  bringer: Actor,
  { thing, signer }: Taken,
  now: number,
): <Value>(outcome: Result<Value, WordRefusal>) => Result<Value, WordRefusal> {
  return (outcome) => {
    if (outcome.ok || outcome.refusal.code !== 'second_person_must_differ') return outcome;
    if (thing.kind !== 'payment' || hasComplianceRight(bringer)) return outcome;
    const told = waitingApproval(desk, thing.paymentId, now, true);
    const may = told.ok ? maySign(told.value, signer) : null;
    if (may === null || (!may.ok && may.refusal.code === 'second_person_must_differ'))
      return outcome;
    return refuse({ code: 'signer_not_permitted', actor: signer.id, rule: thing.rule });
  };
}

/** What is said only to somebody who stands here, or cannot be: the thing was there when it left. */
type NotCarried =
  | 'submission_id_reused'
  | 'payment_unknown'
  | 'only_its_maker_withdraws'
  | 'reminded_lately'
  | 'request_unknown'
  | 'not_permitted';

/** A request that is not shown to the signer, or that they may say nothing on, is not theirs to sign. */
function asCarried<Value>(
  outcome: Result<Value, Refusal<GateCode>>,
  { id }: Actor,
  rule: string,
): Result<Value, WordRefusal> {
  if (outcome.ok) return outcome;
  const { refusal } = outcome;
  if (isCarried(refusal)) {
    // In whose place they are no second person is theirs to know, and not for whoever brings it.
    const { inPlaceOf: _, ...told } = refusal;
    return refuse(told);
  }
  const { code } = refusal;
  assert(code === 'request_unknown' || code === 'not_permitted', `${code} cannot be said here`);
  return refuse({ code: 'signer_not_permitted', actor: id, rule });
}

const NOT_CARRIED: readonly string[] = [
  'submission_id_reused',
  'payment_unknown',
  'only_its_maker_withdraws',
  'reminded_lately',
  'request_unknown',
  'not_permitted',
] satisfies readonly NotCarried[];

function isCarried(refusal: Refusal<GateCode>): refusal is WordRefusal {
  return !NOT_CARRIED.includes(refusal.code);
}
