// The columns in which payments are listed: the same in the queue and in review.
import { Amount } from '../../components/amount.tsx';
import type { Column } from '../../components/grid/grid.tsx';
import { Status } from '../../components/status.tsx';
import type { Texts } from '../../texts.ts';
import styles from './queue-screen.module.css';
import type { PaymentRow } from './queue-store.ts';

/** `narrow`: with a detail beside the list, what the detail says anyway is left out. */
export function paymentColumns(texts: Texts, narrow: boolean): readonly Column<PaymentRow>[] {
  const columns = allColumns(texts);
  return narrow ? columns.filter(({ key }) => !SAID_BY_DETAIL.has(key)) : columns;
}

const SAID_BY_DETAIL: ReadonlySet<string> = new Set(['endToEndId', 'receivedAt']);

function allColumns({ t, code, format }: Texts): readonly Column<PaymentRow>[] {
  return [
    {
      key: 'status',
      title: t('column.status'),
      width: '132px',
      sortable: true,
      cell: ({ status }) => <Status status={status} word={code('status', status)} quiet />,
    },
    {
      key: 'amount',
      title: t('column.amount'),
      width: '150px',
      align: 'end',
      sortable: true,
      cell: ({ amount }) => <Amount money={amount} />,
    },
    {
      key: 'creditorName',
      title: t('column.creditor'),
      width: 'minmax(120px, 1.6fr)',
      cell: ({ creditorName, creditorAccount }) => <bdi>{creditorName ?? creditorAccount}</bdi>,
    },
    {
      key: 'debtorAccount',
      title: t('column.debtor'),
      width: 'minmax(110px, 1.2fr)',
      sortable: true,
      cell: ({ debtorName, debtorAccount }) => <bdi>{debtorName ?? debtorAccount}</bdi>,
    },
    {
      key: 'executionDate',
      title: t('column.executes'),
      width: '108px',
      sortable: true,
      cell: ({ executionDate }) => format.date(executionDate),
    },
    {
      key: 'reason',
      title: t('column.reason'),
      width: 'minmax(90px, 1.3fr)',
      cell: (row) => <span className={styles.reason}>{reasonText(row, code)}</span>,
    },
    {
      key: 'endToEndId',
      title: t('column.endToEndId'),
      width: 'minmax(96px, 1fr)',
      cell: ({ endToEndId }) => <span className={styles.id}>{endToEndId}</span>,
    },
    {
      key: 'receivedAt',
      title: t('column.received'),
      width: '78px',
      sortable: true,
      cell: ({ receivedAt }) => format.time(receivedAt),
    },
  ];
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
