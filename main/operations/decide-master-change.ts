// Decides a change of master data that another person proposed; its maker may take it back.
import type { Context } from '../domain/context.ts';
import type { Actor } from '../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { asSecond } from '../domain/second-person.ts';
import type { MasterChange } from '../ledger/master.ts';
import { remarkOf } from '../ledger/remarks.ts';
import type { Desk } from './desk.ts';
import { baseMoved } from './master-editions.ts';
import { effectiveFrom, isAlone } from './master-steps.ts';
import { takenBy } from './taken-up.ts';

export const MASTER_DECISIONS = ['confirmed', 'rejected', 'withdrawn'] as const;
export type MasterDecision = (typeof MASTER_DECISIONS)[number];

export type DecideMasterChangeInput = {
  readonly submissionId: string;
  readonly changeId: number;
  readonly decision: MasterDecision;
  readonly reason: string;
};

export type DecideMasterChangeRefusal = Refusal<
  | 'master_change_unknown'
  | 'master_change_decided'
  | 'only_its_maker_withdraws'
  | 'master_change_not_all_there'
  | 'second_person_must_differ'
  | 'remark_required'
  | 'master_change_overtaken'
  | 'master_edition_base_differs'
>;

/**
 * Confirms, rejects or withdraws a change. Refuses `master_change_unknown`,
 * `master_change_decided`, `only_its_maker_withdraws`, `master_change_not_all_there` (an import
 * whose file is still being read; it can be withdrawn), `second_person_must_differ`,
 * `remark_required` (a rejection without a reason), then `master_change_overtaken` (a record in it
 * was changed since; it is proposed anew), `master_edition_base_differs` (another edition of the
 * directory is held since).
 */
export function decideMasterChange(desk: Desk, input: DecideMasterChangeInput, context: Context) {
  const { book } = desk;
  const { submissionId, changeId, decision, reason } = input;
  const call = {
    deed: 'decideMasterChange',
    submissionId,
    input: [changeId, decision],
    remark: remarkOf(reason, null),
  } as const;
  type Decided = { readonly changeId: number; readonly state: MasterDecision };
  return book.perform<Decided, DecideMasterChangeRefusal>(call, context, (w) => {
    const change = book.master.change(changeId);
    if (change === null) return refuse({ code: 'master_change_unknown', changeId });
    if (change.state !== 'staging' && change.state !== 'proposed') {
      return refuse({ code: 'master_change_decided', changeId, state: change.state });
    }
    const signed = signers(desk, change, decision, context.actor);
    if (!signed.ok) return signed;
    if (decision === 'rejected' && reason.trim() === '') return refuse({ code: 'remark_required' });
    const overtaken = decision === 'confirmed' ? book.master.overtaken(changeId) : null;
    if (overtaken !== null) return refuse({ code: 'master_change_overtaken', key: overtaken });
    const moved = decision === 'confirmed' ? baseMoved(book.master, change) : null;
    if (moved !== null) return refuse(moved);
    const { validFrom, added, changed } = change;
    const effectiveOn = effectiveFrom(desk, validFrom, context.now);
    const { first, second } = signed.value;
    const persons = { firstPerson: first, secondPerson: second };
    const step = { step: decision, effectiveOn, ...persons, added, changed };
    book.master.addStep(w, changeId, step);
    return ok({ changeId, state: decision });
  });
}

type Signers = { readonly first: string; readonly second: string };

/** Who proposed and who decides; `second` is '' for whoever withdraws, and for an only person. */
function signers(
  desk: Desk,
  { id, state, maker }: MasterChange,
  decision: MasterDecision,
  actor: Actor,
): Result<Signers, DecideMasterChangeRefusal> {
  const alone = isAlone(desk, actor);
  const isMaker = maker === '' || maker === actor.id || alone;
  if (decision === 'withdrawn') {
    if (!isMaker) return refuse({ code: 'only_its_maker_withdraws', maker });
    return ok({ first: actor.id, second: '' });
  }
  if (state === 'staging') return refuse({ code: 'master_change_not_all_there', changeId: id });
  if (maker === actor.id && alone) return ok({ first: maker, second: '' });
  // Whoever proposed it had the right to when they did; whoever decides needs it now.
  const sequence = desk.book.master.proposedIn(id);
  const taken = takenBy(desk, [{ person: maker, sequence, permission: 'maintain' }]);
  if (asSecond(actor, 'maintain', taken) !== null) return ok({ first: maker, second: actor.id });
  return refuse({ code: 'second_person_must_differ', actor: actor.id });
}
