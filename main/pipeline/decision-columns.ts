// What the operators answer per payment, as numbers in columns, and how the writer reads it.
import { known } from '../domain/assert.ts';
import type { Decision, Outcome } from '../domain/decision.ts';
import { OUTCOMES } from '../domain/decision.ts';
import { type ColumnsView, defineColumns } from '../stream/columns.ts';
import { MEASURE_COLUMNS, type MeasureColumns, readMeasures } from './measure-columns.ts';
import { reasonAt } from './reasons.ts';

/** `outcome` indexes OUTCOMES, `reason` the table of reasons (0: none); accounts are ids or 0. */
const JUDGED = {
  outcome: 'u8',
  reason: 'u8',
  onUs: 'u8',
  debtorAccount: 'u32',
  creditorAccount: 'u32',
  relatedPayment: 'i64',
} as const;
export type DecisionColumns = typeof JUDGED & MeasureColumns;
export const DECISION_COLUMNS = defineColumns<DecisionColumns>({ ...JUDGED, ...MEASURE_COLUMNS });
export type DecisionsView = ColumnsView<DecisionColumns>;

/** The place of an outcome in OUTCOMES, which the column keeps. */
export function outcomeIndex(outcome: Outcome): number {
  return OUTCOMES.indexOf(outcome);
}

export const APPROVE = outcomeIndex('approve');

/** The decision in `row`. Its measures are read when they are asked for. */
export function readDecision(view: DecisionsView, row: number): Decision {
  const at = (cells: { readonly [row: number]: number | undefined }): number =>
    known(cells[row], 'the row lies in the batch');
  const { reasonCode, reason } = reasonAt(at(view.u8('reason')));
  return {
    outcome: known(OUTCOMES[at(view.u8('outcome'))], 'an outcome of the table'),
    reasonCode,
    reason,
    debtorAccount: at(view.u32('debtorAccount')),
    creditorAccount: at(view.u32('creditorAccount')),
    rail: at(view.u8('onUs')) === 1 ? 'on_us' : 'batch',
    relatedPayment: Number(known(view.i64('relatedPayment')[row], 'the row lies in the batch')),
    get measures() {
      return readMeasures(view, row);
    },
  };
}
