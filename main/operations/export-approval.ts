// What waits for signatures is written into a file, to be signed on another workstation: only what
// the one who exports it is shown, and that it left is in the trail first.
import {
  type CarriedPayment,
  type CarriedRequest,
  type CarriedThing,
  PACKAGE_GOOD_MS,
  type PackageContent,
  THINGS_MAX,
  type ThingNamed,
} from '../domain/carried.ts';
import type { Context } from '../domain/context.ts';
import { formatMinor } from '../domain/money.ts';
import { type Actor, holds, type NotPermitted } from '../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { shownLevels } from '../domain/signing.ts';
import { packagesOf } from '../ledger/packages.ts';
import { makersAsTold, waitingApproval } from './approve.ts';
import type { Desk } from './desk.ts';
import { meetsRequests, seesRequest, shownRequest } from './requests.ts';

/** What is usual for a payer; minor units of the payment's currency. */
export type Usual = {
  readonly ofDebtor: number;
  readonly toCreditor: number;
  readonly largest: bigint | null;
  readonly average: bigint | null;
};

export type ExportApprovalInput = {
  readonly submissionId: string;
  readonly things: readonly ThingNamed[];
  /** By the payment's id. */
  readonly usual: ReadonlyMap<number, Usual>;
  /** The file of a package and the hash over what it says; null where it would be too long. */
  readonly seal: (content: PackageContent) => { readonly hash: string } | null;
};

export type ExportApprovalRefusal =
  | NotPermitted
  | Refusal<
      | 'no_people'
      | 'payment_unknown'
      | 'payment_status_does_not_allow'
      | 'request_unknown'
      | 'request_decided'
      | 'not_carried_by_file'
      | 'package_too_large'
    >;

/** `package`: its name in hexadecimal; `expiresAt` is milliseconds UTC. */
export type Exported = { readonly package: string; readonly expiresAt: number };

const UNKNOWN_USUAL: Usual = { ofDebtor: 0, toCreditor: 0, largest: null, average: null };

/**
 * Keeps that a package left, and what it says by its hash. Refuses `not_permitted` (who may sign or
 * ask for nothing; of payments also who may not sign), `no_people` (nobody could answer), of each
 * thing in order `payment_unknown` or `request_unknown` (also to whom it is not shown),
 * `payment_status_does_not_allow` or `request_decided`, `not_carried_by_file` (what compliance decides
 * on stays in the house), then `package_too_large`.
 */
export function exportApproval(desk: Desk, input: ExportApprovalInput, context: Context) {
  const { book } = desk;
  const { submissionId, things } = input;
  const bound = things.flatMap(({ kind, id }) => [kind, id]);
  const call = { deed: 'exportApproval', submissionId, input: bound } as const;
  return book.perform<Exported, ExportApprovalRefusal>(call, context, (w) => {
    const { actor, ids } = context;
    const mayAny = holds(actor, 'sign') || meetsRequests(actor);
    const isPayment = things.some(({ kind }) => kind === 'payment');
    if (!mayAny || (isPayment && !holds(actor, 'sign'))) {
      const permission = 'sign';
      return refuse({ code: 'not_permitted', deed: call.deed, permission, actor: actor.id });
    }
    if (!book.people.exist()) return refuse({ code: 'no_people' });
    const shown: CarriedThing[] = [];
    for (const thing of things) {
      const found = carried(desk, thing, input.usual, context);
      if (!found.ok) return found;
      shown.push(found.value);
    }
    const name = Buffer.from(ids.bytes(16));
    const expiresAt = w.at + PACKAGE_GOOD_MS;
    const content: PackageContent = {
      package: name.toString('hex'),
      salt: Buffer.from(ids.bytes(16)).toString('hex'),
      book: packagesOf(book).bookId(),
      demo: book.demo,
      exportedBy: actor.id,
      exportedAt: w.at,
      expiresAt,
      things: shown,
    };
    const sealed = things.length > THINGS_MAX ? null : input.seal(content);
    if (sealed === null) return refuse({ code: 'package_too_large', most: THINGS_MAX });
    const kept = { package: name, content: Buffer.from(sealed.hash, 'hex') };
    packagesOf(book).keep(w, { ...kept, things: shown.length, expiresAt });
    return ok({ package: content.package, expiresAt });
  });
}

function carried(
  desk: Desk,
  { kind, id }: ThingNamed,
  usual: ReadonlyMap<number, Usual>,
  { actor, now }: Context,
): Result<CarriedThing, ExportApprovalRefusal> {
  return kind === 'payment'
    ? carriedPayment(desk, id, usual.get(id) ?? UNKNOWN_USUAL, now)
    : carriedRequest(desk, id, actor);
}

/** That and why a payment was held is left out: the file is read by whoever carries it. */
function carriedPayment(
  desk: Desk,
  paymentId: number,
  usual: Usual,
  at: number,
): Result<CarriedPayment, ExportApprovalRefusal> {
  const found = waitingApproval(desk, paymentId, at);
  if (!found.ok) return found;
  const { now, rule } = found.value;
  const { status: _status, reason: _reason, reasonCode: _code, amount, ...facts } = now.payment;
  const { currency } = amount;
  const inMajor = (minor: bigint | null) => {
    return minor === null ? null : formatMinor({ minor, currency });
  };
  return ok({
    kind: 'payment',
    ...facts,
    since: 0,
    makers: makersAsTold(desk, now.payment, false),
    amount: { amount: formatMinor(amount), currency },
    usual: { ...usual, largest: inMajor(usual.largest), average: inMajor(usual.average) },
    shown: now.hash.toString('hex'),
    rule: rule.id,
    order: rule.order,
    levels: shownLevels(found.value),
  });
}

function carriedRequest(
  desk: Desk,
  requestId: number,
  actor: Actor,
): Result<CarriedRequest, ExportApprovalRefusal> {
  const request = desk.book.requests.byId(requestId);
  const waiting = request === null ? null : shownRequest(desk, request);
  if (waiting === null || !seesRequest(waiting, actor)) {
    return refuse({ code: 'request_unknown', requestId });
  }
  const { state, maker, at, remark } = waiting.request;
  if (state !== 'waits') return refuse({ code: 'request_decided', requestId, state });
  const { rule, asked, effect, hash } = waiting;
  if (rule.levels.includes('comply')) return refuse({ code: 'not_carried_by_file', requestId });
  return ok({
    kind: 'request',
    requestId,
    deed: asked.deed,
    maker,
    at,
    remark,
    effect,
    shown: hash.toString('hex'),
    rule: rule.id,
    levels: shownLevels(waiting),
  });
}
