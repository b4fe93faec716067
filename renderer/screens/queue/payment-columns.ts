// The columns in which payments are listed: the same in the queue and in review.
import type { Cell, Column } from '../../components/grid/column.ts';
import { lookOf } from '../../components/status.tsx';
import type { Texts } from '../../texts.ts';
import type { PaymentRow } from './queue-store.ts';

/** Without these a row says nothing. */
export const STAYING_COLUMNS: ReadonlySet<string> = new Set(['status', 'amount', 'creditorName']);
const SAID_BY_DETAIL: ReadonlySet<string> = new Set(['endToEndId', 'receivedAt']);

export type ColumnChoice = {
  /** With a detail beside the list, what the detail says anyway is left out. */
  readonly beside: boolean;
  /** The keys of columns that the person leaves out. */
  readonly hidden: readonly string[];
};

export function paymentColumns(
  texts: Texts,
  { beside, hidden }: ColumnChoice,
): readonly Column<PaymentRow>[] {
  return allColumns(texts).filter(
    ({ key }) =>
      STAYING_COLUMNS.has(key) || !(hidden.includes(key) || (beside && SAID_BY_DETAIL.has(key))),
  );
}

function allColumns({ t, code, format }: Texts): readonly Column<PaymentRow>[] {
  return [
    {
      key: 'status',
      title: t('column.status'),
      width: { least: 132 },
      sortable: true,
      content: ({ status }) => ({ text: code('status', status), mark: lookOf(status) }),
    },
    {
      key: 'amount',
      title: t('column.amount'),
      width: { least: 138 },
      align: 'end',
      sortable: true,
      content: ({ amount }) => amountCell(amount, format),
    },
    {
      key: 'creditorName',
      title: t('column.creditor'),
      width: { least: 120, share: 1.6 },
      look: 'name',
      content: ({ creditorName, creditorAccount }) => ({
        text: creditorName ?? creditorAccount ?? '',
      }),
    },
    {
      key: 'debtorAccount',
      title: t('column.debtor'),
      width: { least: 110, share: 1.2, yields: 2 },
      sortable: true,
      look: 'name',
      content: ({ debtorName, debtorAccount }) => ({ text: debtorName ?? debtorAccount ?? '' }),
    },
    {
      key: 'executionDate',
      title: t('column.executes'),
      width: { least: 100, yields: 1 },
      sortable: true,
      content: ({ executionDate }) => ({ text: format.date(executionDate) }),
    },
    {
      key: 'reason',
      title: t('column.reason'),
      width: { least: 96, share: 1.3, yields: 3 },
      look: 'soft',
      content: (row) => ({ text: reasonText(row, code) }),
    },
    {
      key: 'endToEndId',
      title: t('column.endToEndId'),
      width: { least: 96, share: 1, yields: 5 },
      look: 'mono',
      content: ({ endToEndId }) => ({ text: endToEndId }),
    },
    {
      key: 'receivedAt',
      title: t('column.received'),
      width: { least: 84, yields: 4 },
      sortable: true,
      content: ({ receivedAt }) => ({ text: format.time(receivedAt) }),
    },
  ];
}

/** Digits in line, the currency quiet behind them. */
export function amountCell(amount: PaymentRow['amount'], format: Texts['format']): Cell {
  return { text: format.amount(amount), after: amount.currency };
}

export function reasonText(
  { reason, reasonCode }: Pick<PaymentRow, 'reason' | 'reasonCode'>,
  code: Texts['code'],
): string {
  const words = reason === null || reason === '' ? '' : code('reason', reason);
  if (reasonCode === null) return words;
  return words === '' ? reasonCode : `${reasonCode} · ${words}`;
}

/** A name that no other row has: the end-to-end id may repeat, the payment's id may not. */
export function paymentName(row: PaymentRow, { code, format }: Texts): string {
  const { paymentId, creditorName, amount, status } = row;
  return `${paymentId}: ${creditorName ?? ''} ${format.money(amount)}, ${code('status', status)}`;
}
