// A payment as a person without the compliance right is told of it: its status, its reasons, its
// steps and the lines that say why, with nothing in them that tells one wait from another.
import {
  BEING_PROCESSED,
  CLASS_OF_WHY,
  CONCEALED_STATUSES,
  classOfReason,
  classOfReasonCode,
  PROCESSING_DEED,
  REASON_NOT_TOLD,
  SHOWN_AS,
  SHOWN_STATUSES,
  type ShownStatus,
} from './disclosure.ts';
import type { PaymentStatus } from './payment-status.ts';
import type { Deed } from './permissions.ts';
import type { Because, Why, WhyCode } from './why.ts';

/** The status as it is told; what is told already stays as it is. */
export function toldStatus(status: ShownStatus): ShownStatus {
  return status === BEING_PROCESSED ? status : SHOWN_AS[status];
}

/** The statuses that a filter means: each name of the one state asks for all of it. */
export function statusesMeant(
  statuses: readonly ShownStatus[],
  knows: boolean,
): readonly PaymentStatus[] {
  const meant = new Set<PaymentStatus>();
  for (const status of statuses) {
    if (status !== BEING_PROCESSED && (knows || SHOWN_AS[status] === status)) meant.add(status);
    else for (const concealed of CONCEALED_STATUSES) meant.add(concealed);
  }
  return [...meant];
}

type Reasons = { readonly reasonCode: string | null; readonly reason: string | null };

/** The reasons of a payment in `status`: none while it waits, and after it only what is open. */
export function toldReasons(status: ShownStatus, { reasonCode, reason }: Reasons): Reasons {
  if (toldStatus(status) === BEING_PROCESSED) return { reasonCode: null, reason: null };
  const open = reasonCode === null || classOfReasonCode(reasonCode) === 'open';
  return {
    reasonCode: open ? reasonCode : REASON_NOT_TOLD,
    reason: reason === null || classOfReason(reason) !== 'open' ? null : reason,
  };
}

/** Anything that has a status and the reasons of it. */
export function toldStanding<Row extends Reasons & { readonly status: ShownStatus }>(row: Row) {
  return { ...row, status: toldStatus(row.status), ...toldReasons(row.status, row) };
}

/** Taking a payment back is the customer's wish: whoever did it is told. */
const TAKEN_BACK = 'cancelPayment' satisfies Deed;

type Step = Reasons & {
  readonly actor: string;
  readonly deed: string;
  readonly from: ShownStatus | null;
  readonly to: ShownStatus;
  readonly remark: string | null;
};

/**
 * The steps as they are told: moves from one wait to another are left out, and a step into or out
 * of the one state says neither by which deed nor by whom.
 */
export function toldSteps<S extends Step>(steps: readonly S[]): S[] {
  return steps.flatMap((step) => {
    const from = step.from === null ? null : toldStatus(step.from);
    const to = toldStatus(step.to);
    const leaves = from === BEING_PROCESSED;
    if (leaves && to === BEING_PROCESSED) return [];
    const told = { ...step, from, to, ...toldReasons(to, step) };
    if (!leaves && to !== BEING_PROCESSED) return [told];
    if (step.deed === TAKEN_BACK) return [told];
    return [{ ...told, deed: PROCESSING_DEED, actor: '', remark: null }];
  });
}

function openLine(line: Because | null): Because | null {
  return line === null || CLASS_OF_WHY[line.code] === 'open' ? line : null;
}

type Standing = {
  readonly status: ShownStatus;
  /** As it is told. */
  readonly reasonCode: string | null;
  /** Whether it ever was in the one state. */
  readonly waited: boolean;
};

/** The lines that say why: after a wait nobody is told who or what ended it. */
export function toldWhy(why: Why, { status, reasonCode, waited }: Standing): Why {
  if (toldStatus(status) === BEING_PROCESSED) {
    const hold: Because = { code: 'held_being_processed', data: {} };
    return { valueDate: why.valueDate, hold, decision: null };
  }
  const { valueDate, hold, decision } = why;
  if (waited && decision !== null && ENDS_A_WAIT.has(decision.code)) {
    const declined: Because = { code: 'declined', data: { reasonCode: reasonCode ?? '' } };
    return { valueDate, hold: openLine(hold), decision: status === 'rejected' ? declined : null };
  }
  return { valueDate, hold: openLine(hold), decision: openLine(decision) };
}

const ENDS_A_WAIT: ReadonlySet<WhyCode> = new Set([
  'approved_by_rules',
  'approved_by_person',
  'declined_by_rules',
  'declined_by_person',
]);

/** Counts by status, those of the one state added up, in the order of a payment's life. */
export function toldCounts(counts: CountsByStatus): CountsByStatus {
  const sums = new Map<ShownStatus, number>();
  for (const status of SHOWN_STATUSES) {
    const count = counts[status];
    const told = toldStatus(status);
    if (count !== undefined) sums.set(told, (sums.get(told) ?? 0) + count);
  }
  const ordered: { [status in ShownStatus]?: number } = {};
  for (const status of SHOWN_STATUSES) {
    const sum = sums.get(status);
    if (sum !== undefined) ordered[status] = sum;
  }
  return ordered;
}

type CountsByStatus = { readonly [status in ShownStatus]?: number };
