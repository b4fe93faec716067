// A deed that others must stand for: asked for by one person, shown as its effect, signed or sent back
// by others, taken back by its maker; and carried out once, inside the deed of the last who signs.
import { APPROVAL_RULES, type ApprovalRule, ruleNamed } from '../domain/approval-policy.ts';
import { known } from '../domain/assert.ts';
import type { BeyondAuthority } from '../domain/authority.ts';
import type { Context } from '../domain/context.ts';
import {
  type Actor,
  DEEDS,
  holds,
  type NotPermitted,
  type Permission,
  personOf,
} from '../domain/permissions.ts';
import { remindAgainAt } from '../domain/reminding.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { RetentionSubject } from '../domain/retention.ts';
import { asSecond, takenUpBy } from '../domain/second-person.ts';
import {
  type GivenSignature,
  maySign,
  type NotSigner,
  openLevels,
  type Signable,
} from '../domain/signing.ts';
import type { Grown, TookUp } from '../ledger/authority-used.ts';
import { digestOf } from '../ledger/digest.ts';
import { type Remark, remarkOf } from '../ledger/remarks.ts';
import type { DeedRequest, RequestState } from '../ledger/requests.ts';
import {
  type AskedDeed,
  asksBy,
  carryOut,
  type EffectLine,
  effectOf,
  type NeverDone,
  neverDone,
  ruleOf,
} from './asked-deeds.ts';
import { correctionRemark } from './correct-entry.ts';
import type { Desk } from './desk.ts';
import { readAsked, writeAsked } from './kept-asking.ts';
import { carriedToMove, grownToMove } from './moving.ts';
import { actorToday, takenBy, takenBySigning } from './taken-up.ts';

/** Requests that wait at one time; the next one is refused. */
export const REQUESTS_MAX = 1000;

export type AskForDeedInput = {
  readonly submissionId: string;
  readonly asked: AskedDeed;
  /** Why, in the maker's words: kept beside the chain, and erasable. */
  readonly remark: string;
};

export type AskForDeedRefusal =
  | NotPermitted
  | NeverDone
  | BeyondAuthority
  | Refusal<'nobody_needs_to_sign' | 'too_many_requests'>;

/** The request's id, with what asking for it took up of the maker's authority. */
export type Asked = TookUp & { readonly request: number };

/**
 * Asks for a deed that others must stand for and answers the request's id; nothing is done yet. Where
 * just this waits already, whoever asked, it is that request: the same is never done for two askings.
 * Refuses `not_permitted` (whoever asks must be allowed the deed), `nobody_needs_to_sign` (no row of
 * the policy applies, or the book has no people: it is done at once instead), what can never be done
 * (`neverDone`), `too_many_requests`, then those of `lenderOf`: whoever asks is held to their limits as
 * whoever submits is, though others sign.
 */
export function askForDeed(desk: Desk, input: AskForDeedInput, context: Context) {
  const { book } = desk;
  const { submissionId, asked, remark } = input;
  const text = writeAsked(asked);
  const said =
    asked.deed === 'correctEntry'
      ? correctionRemark(desk, asked.entryId, remark)
      : remarkOf(remark, subjectOf(asked));
  const call = { deed: 'askForDeed', submissionId, input: [text], remark: said } as const;
  return book.perform<Asked, AskForDeedRefusal>(call, context, (w) => {
    const { deed } = asked;
    const permission = asksBy(desk, asked);
    const { actor } = context;
    if (!holds(actor, permission)) {
      return refuse({ code: 'not_permitted', deed, permission, actor: actor.id });
    }
    const rule = book.people.exist() ? ruleOf(desk, asked) : null;
    if (rule === null) return refuse({ code: 'nobody_needs_to_sign', deed });
    const never = neverDone(desk, asked);
    if (never !== null) return refuse(never);
    const same = book.requests.waitingFor(deed, text);
    if (same !== null) return ok({ request: same });
    if (book.requests.waiting(REQUESTS_MAX).length === REQUESTS_MAX) {
      return refuse({ code: 'too_many_requests', most: REQUESTS_MAX });
    }
    const carried = carriedToMove(desk, asked, context, permission);
    if (!carried.ok) return carried;
    const maker = personOf(actor);
    const kept = { asked: deed, input: text, rule: rule.id, maker };
    return ok({ request: book.requests.ask(w, kept), ...carried.value });
  });
}

/** The request that was put to others under this key of an asking; null where none was. */
export function requestAskedFor(book: Desk['book'], submissionId: string): DeedRequest | null {
  const kept = book.answerOf(submissionId);
  const { outcome, answer } = kept ?? { outcome: 'refused', answer: null };
  if (outcome !== 'done' || typeof answer !== 'object' || answer === null) return null;
  return 'request' in answer ? book.requests.byId(Number(answer.request)) : null;
}

/** A request that waits, as it is shown now, and what it waits for. */
export type WaitingRequest = {
  readonly request: DeedRequest;
  readonly asked: AskedDeed;
  readonly effect: readonly EffectLine[];
  /** SHA-256 over the canonical form of what is shown, 32 bytes. */
  readonly hash: Buffer;
  readonly rule: ApprovalRule;
  readonly given: readonly GivenSignature[];
  /** Whom its asking and its signatures took up; see `maySign`. */
  readonly taken: readonly string[];
};

/** Says which form was hashed, so that a changed one never counts by accident. */
const FORM = 'counterfoil-request-1';

/**
 * The request as it is shown now. A request is never edited: it is taken back and asked for anew. What
 * the book says beside it may change meanwhile, and then it has another hash.
 */
export function shownRequest(desk: Desk, request: DeedRequest): WaitingRequest {
  const { id, input, maker, remark } = request;
  const asked = readAsked(input);
  const effect = effectOf(desk, asked);
  const lines = effect.flatMap(({ what, before, after }) => [what, before, after]);
  // The maker's words are covered by their own commitment in the chain, and may be erased.
  const hash = digestOf([FORM, id, input, request.rule, maker, remark === null ? 0 : 1, ...lines]);
  const rule = known(ruleOf(desk, asked) ?? ruleNamed(request.rule), 'it waits by a row');
  const given = desk.book.requests.given(id, hash);
  const permission = asksBy(desk, asked);
  const asking = takenBy(desk, [{ person: maker, sequence: request.sequence, permission }]);
  const taken = [...asking, ...takenBySigning(desk, rule.levels, given)];
  return { request, asked, effect, hash, rule, given, taken };
}

/** Whether `actor` may ask for or sign anything of this kind at all. */
export function meetsRequests(actor: Actor): boolean {
  return APPROVAL_RULES.some(({ deed, levels }) => {
    if (deed === 'releasePayment') return false;
    return holds(actor, DEEDS[deed]) || levels.some((permission) => holds(actor, permission));
  });
}

/**
 * Whether `actor` is shown a request: whoever made it, whoever may do or sign such a thing, and whoever
 * oversees the book; what compliance decides on only to whoever may sign for it.
 */
export function seesRequest({ request, rule }: WaitingRequest, actor: Actor): boolean {
  if (personOf(actor) === request.maker) return true;
  if (rule.levels.some((permission) => holds(actor, permission))) return true;
  if (rule.levels.includes('comply')) return false;
  return holds(actor, DEEDS[request.asked]) || holds(actor, 'see_book');
}

export const REQUEST_DECISIONS = ['approved', 'rejected', 'withdrawn', 'reminded'] as const;
export type RequestDecision = (typeof REQUEST_DECISIONS)[number];

export type DecideRequestInput = {
  readonly submissionId: string;
  readonly requestId: number;
  readonly decision: RequestDecision;
  /** The hash of what the person was shown, lower-case hexadecimal. */
  readonly shown: string;
  readonly remark: string;
};

export type DecideRequestRefusal =
  | NotPermitted
  | NotSigner
  | BeyondAuthority
  | Refusal<
      | 'request_unknown'
      | 'request_decided'
      | 'only_its_maker_withdraws'
      | 'reminded_lately'
      | 'remark_required'
      | 'approval_stale'
      | 'request_cannot_be_done'
    >;

/** `open`: signatures that are still needed. */
export type RequestDecided = TookUp &
  Grown & { readonly state: RequestState; readonly open: number };

/**
 * Signs for what was asked, sends it back, takes it back, or reminds whoever may sign; with the last
 * signature it is carried out. Refuses `not_permitted` (who may neither ask for nor sign any such
 * deed), `request_unknown` (also to whom it is not shown), `request_decided`,
 * `only_its_maker_withdraws`, `reminded_lately` (of anybody, within the hour),
 * `second_person_must_differ`, `signer_not_permitted`, those of `lenderOf` (of a signature),
 * `remark_required` (sent back without a reason), `approval_stale` (what was shown is no longer what
 * it comes to), and of the last signature `request_cannot_be_done` with why: what the deed itself
 * refuses today, or `not_permitted` where its maker may no longer do it. It waits on then.
 */
export function decideRequest(desk: Desk, input: DecideRequestInput, context: Context) {
  const { book } = desk;
  const { submissionId, requestId, decision, shown, remark } = input;
  const fields = [requestId, decision, shown];
  const said = wordsWith(desk, input);
  const call = { deed: 'decideRequest', submissionId, input: fields, remark: said } as const;
  return book.perform<RequestDecided, DecideRequestRefusal>(call, context, (w) => {
    const { actor } = context;
    if (!meetsRequests(actor)) {
      const permission = 'sign';
      return refuse({ code: 'not_permitted', deed: call.deed, permission, actor: actor.id });
    }
    const request = book.requests.byId(requestId);
    const waiting = request === null ? null : shownRequest(desk, request);
    if (waiting === null || !seesRequest(waiting, actor)) {
      return refuse({ code: 'request_unknown', requestId });
    }
    const { state } = waiting.request;
    if (state !== 'waits') return refuse({ code: 'request_decided', requestId, state });
    const person = personOf(actor);
    const word = { request: requestId, level: 0, shown: waiting.hash, person };
    if (decision === 'withdrawn') {
      if (person !== waiting.request.maker) return refuse({ code: 'only_its_maker_withdraws' });
      book.requests.say(w, { ...word, word: 'withdrawn' });
      return ok({ state: 'withdrawn', open: 0 });
    }
    if (decision === 'reminded') {
      const again = remindAgainAt(waiting.request.remindedAt, context.now);
      if (again !== null) return refuse({ code: 'reminded_lately', again });
      book.requests.say(w, { ...word, word: 'reminded' });
      return ok({ state: 'waits', open: openLevels(waiting).length });
    }
    const signable = maySay(desk, waiting, decision, context);
    if (!signable.ok) return signable;
    const { level, open, took } = signable.value;
    if (decision === 'rejected' && remark.trim() === '') return refuse({ code: 'remark_required' });
    if (shown !== waiting.hash.toString('hex'))
      return refuse({ code: 'approval_stale', requestId });
    if (decision === 'rejected') {
      book.requests.say(w, { ...word, level, word: 'rejected' });
      return ok({ state: 'rejected', open: 0 });
    }
    book.requests.say(w, { ...word, level, word: open > 0 ? 'approved' : 'done' });
    if (open > 0) return ok({ state: 'waits', open, ...took });
    const done = carriedOut(desk, w, waiting, context);
    return done.ok ? ok({ ...done.value, ...took }) : done;
  });
}

/** A level that may be signed, with what a signature takes up of the signer's authority. */
type SignedLevel = Signable & { readonly took: TookUp };

/** As `maySign`, and within the authority by which they hold the level's permission. */
export function maySignRequest(
  desk: Desk,
  waiting: WaitingRequest,
  who: Pick<Context, 'actor' | 'now'>,
): Result<SignedLevel, NotSigner | BeyondAuthority> {
  const signable = maySign(waiting, who.actor);
  if (!signable.ok) return signable;
  const { permission, signer } = signable.value;
  const carried = carriedToMove(desk, waiting.asked, { ...who, actor: signer }, permission);
  return carried.ok ? ok({ ...signable.value, took: carried.value }) : carried;
}

/** No amount is too large to be sent back. */
function maySay(
  desk: Desk,
  waiting: WaitingRequest,
  decision: RequestDecision,
  context: Context,
): Result<SignedLevel, NotSigner | BeyondAuthority> {
  if (decision === 'approved') return maySignRequest(desk, waiting, context);
  const signable = maySign(waiting, context.actor);
  return signable.ok ? ok({ ...signable.value, took: {} }) : signable;
}

/** What is kept of the words: beside what is carried out the maker's too, for it is their reason. */
function wordsWith({ book }: Desk, { requestId, decision, remark }: DecideRequestInput): Remark {
  const request = book.requests.byId(requestId);
  if (request === null || decision !== 'approved') return remarkOf(remark, null);
  const words = [request.remark ?? '', remark.trim()].filter((each) => each !== '');
  return remarkOf(words.join('\n'), subjectOf(readAsked(request.input)));
}

/** What the words of a request are erased with. */
export function subjectOf(asked: AskedDeed): RetentionSubject | null {
  return asked.deed === 'releaseOutgoing' ? { kind: 'batch', id: asked.batchId } : null;
}

function carriedOut(
  desk: Desk,
  w: Parameters<typeof carryOut>[1],
  waiting: WaitingRequest,
  context: Context,
): Result<RequestDecided, DecideRequestRefusal> {
  const { request, asked, rule } = waiting;
  const maker = makerToday(desk, waiting, context, rule.levels);
  if (!maker.ok) return maker;
  const { actor, grown } = maker.value;
  const persons = { maker: actor, context, words: request.remark ?? '' };
  const done = carryOut(desk, w, asked, persons);
  if (done.ok) return ok({ state: 'done', open: 0, ...grown });
  const { code: why } = done.refusal;
  return refuse({ code: 'request_cannot_be_done', requestId: request.id, why });
}

/** Who asked, and what it came to more since. */
type MakerToday = { readonly actor: Actor; readonly grown: Grown };

/**
 * Who asked, as what they are when it is carried out by the word of the context's actor, who says it by
 * one of `permissions`; and what it takes up of them besides what asking did, for the deed to answer.
 * Refuses `request_cannot_be_done`: the maker may no longer do it, no longer so much at once, or today
 * not as much more as it has come to since, or the other speaks only by authority that it was asked by
 * or rests on today: of both together, for none of it stands for two words.
 */
export function makerToday(
  desk: Desk,
  { request, asked, taken: before }: WaitingRequest,
  { actor, now }: Context,
  permissions: readonly Permission[],
): Result<MakerToday, Refusal<'request_cannot_be_done'>> {
  const requestId = request.id;
  const maker = actorToday(desk, request.maker, now);
  const permission = asksBy(desk, asked);
  if (maker === null || !holds(maker, permission)) {
    return refuse({ code: 'request_cannot_be_done', requestId, why: 'not_permitted' });
  }
  const of = { asked, sequence: request.sequence };
  const grown = grownToMove(desk, of, { actor: maker, now }, permission);
  if (!grown.ok) {
    return refuse({ code: 'request_cannot_be_done', requestId, why: grown.refusal.code });
  }
  const taken = [...before, ...takenUpBy(maker, permission)];
  const isSecond = permissions.some(
    (each) => holds(actor, each) && asSecond(actor, each, taken) !== null,
  );
  if (isSecond) return ok({ actor: maker, grown: grown.value });
  return refuse({ code: 'request_cannot_be_done', requestId, why: 'second_person_must_differ' });
}
