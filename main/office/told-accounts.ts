// Whether somebody is told account numbers whole: one place, which every answer of the office passes
// on its way out, so that no method has to think of it.
import type { MethodName } from '../../preload/contract/contract.ts';
import { accountAsked, maskedAnswer, toldForm } from '../domain/masked.ts';
import { type Actor, holds } from '../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { Reader } from './reader.ts';

/**
 * Methods that answer whole numbers to whoever may ask them at all, and why: each is a number that
 * was asked for with a reason, the asker's own words, or a text that is signed or checked byte for
 * byte and would be worth nothing with a sign changed.
 */
export const WHOLE_TO_ALL = [
  // The deed that says why the number is asked for, and leaves that in the trail.
  'revealAccount',
  // A person's own choices come back as they were kept: else a mask would be kept for the number.
  'preferences',
  'keepPreferences',
  // A signature is bound to these bytes; who may take them out is looked at in the deeds.
  'exportApproval',
  'signCarried',
  'signHandOver',
  // The digest of each link is made from these bytes; taking them out is a deed with a new proof.
  'trailFile',
] as const satisfies readonly MethodName[];

/**
 * Methods about master data. Who maintains it sees it whole although they need not hold
 * `see_accounts`: a change states the whole record, so a masked number would be proposed, confirmed
 * and from then on paid to (nothing is lost, design.md); two persons stand for each change, and an
 * exported list must be one that can be brought in again.
 */
export const WHOLE_TO_MAINTAINERS = [
  'masterPage',
  'masterRecord',
  'searchMaster',
  'masterWaiting',
  'masterChange',
  'masterProgress',
  'previewMaster',
  'proposeMasterChange',
  'decideMasterChange',
  'importMaster',
  'exportMaster',
] as const satisfies readonly MethodName[];

const TO_ALL: ReadonlySet<string> = new Set(WHOLE_TO_ALL);
const TO_MAINTAINERS: ReadonlySet<string> = new Set(WHOLE_TO_MAINTAINERS);

/** Whether `actor` is told account numbers whole by `method`; by one that is unknown, as by any other. */
export function seesWhole(method: string, actor: Actor): boolean {
  if (holds(actor, 'see_accounts') || TO_ALL.has(method)) return true;
  return TO_MAINTAINERS.has(method) && holds(actor, 'maintain');
}

/**
 * The account that somebody means who asks `method` about one: the number as it is, or where they are
 * told numbers masked the one that is told like it, whatever its hidden digits, and of several the one
 * at the place they named (`accountAsked`). Refuses `account_unknown`, or `accounts_look_alike` with how
 * many there are where several are and none of them was named.
 */
export async function accountMeant(
  { reader }: { readonly reader: Reader },
  method: string,
  { account, currency }: { readonly account: string; readonly currency: string },
  actor: Actor,
): Promise<Result<string, Refusal<'account_unknown' | 'accounts_look_alike'>>> {
  if (seesWhole(method, actor)) return ok(account);
  const asked = accountAsked(account);
  const { number, alike } = await reader.ask('accountTold', { ...asked, currency });
  if (number !== null) return ok(number);
  const told = { account: toldForm(asked.account), currency };
  return alike > 1
    ? refuse({ code: 'accounts_look_alike', ...told, alike })
    : refuse({ code: 'account_unknown', ...told });
}

/** A value, an item or a refusal of `method` as `actor` is told it. */
export function toldAccounts(method: string, told: unknown, actor: Actor): unknown {
  return seesWhole(method, actor) ? told : maskedAnswer(told);
}
