// A credit transfer as a row of columns: how payments cross threads, from the reader of the file
// through the operators to the writer.
import { known } from '../domain/assert.ts';
import type { CreditTransfer, PaymentInformation } from '../domain/payment.ts';
import { type ColumnsView, defineColumns } from '../stream/columns.ts';
import { ColumnsWriter, type WriterLimits } from '../stream/columns-writer.ts';

/** Booleans are 0 and 1. `occurredAt` is when the batch was received, milliseconds UTC. */
export const PAYMENT_COLUMNS = defineColumns({
  debtorKey: 'text',
  occurredAt: 'f64',
  payment: 'i64',
  record: 'u32',
  paymentInformation: 'u32',
  line: 'u32',
  amount: 'i64',
  currency: 'text',
  endToEndId: 'text',
  instructionId: 'text',
  uetr: 'text',
  creditorName: 'text',
  creditorAccount: 'text',
  creditorAccountIsIban: 'u8',
  creditorAgent: 'text',
  creditorAgentIsBic: 'u8',
  creditorCountry: 'text',
  remittance: 'text',
  purpose: 'text',
  chargeBearer: 'text',
});
export type PaymentColumns = typeof PAYMENT_COLUMNS.columns;
export type PaymentsView = ColumnsView<PaymentColumns>;

export function paymentsWriter(limits: WriterLimits): ColumnsWriter<PaymentColumns> {
  return new ColumnsWriter(PAYMENT_COLUMNS, limits);
}

/** What a row says beside the transfer itself. `payment` is the payment's id in the book. */
export type RowOrigin = {
  readonly information: PaymentInformation;
  readonly occurredAt: number;
  readonly payment: number;
};

/** Appends one transfer; false when it does not fit and must open the next batch of columns. */
export function writeTransfer(
  writer: ColumnsWriter<PaymentColumns>,
  transfer: CreditTransfer,
  origin: RowOrigin,
): boolean {
  writer.text('debtorKey', origin.information.debtorAccount);
  writer.f64('occurredAt', origin.occurredAt);
  writer.i64('payment', BigInt(origin.payment));
  writer.u32('record', transfer.record);
  writer.u32('paymentInformation', transfer.paymentInformation);
  writer.u32('line', transfer.line);
  writer.i64('amount', transfer.amount.minor);
  writer.text('currency', transfer.amount.currency);
  writer.text('endToEndId', transfer.endToEndId);
  writer.text('instructionId', transfer.instructionId);
  writer.text('uetr', transfer.uetr);
  writer.text('creditorName', transfer.creditorName);
  writer.text('creditorAccount', transfer.creditorAccount);
  writer.u8('creditorAccountIsIban', transfer.creditorAccountIsIban ? 1 : 0);
  writer.text('creditorAgent', transfer.creditorAgent);
  writer.u8('creditorAgentIsBic', transfer.creditorAgentIsBic ? 1 : 0);
  writer.text('creditorCountry', transfer.creditorCountry);
  writer.text('remittance', transfer.remittance);
  writer.text('purpose', transfer.purpose);
  writer.text('chargeBearer', transfer.chargeBearer);
  return writer.endRow();
}

/** The transfer in `row`, as it was written. */
export function readTransfer(view: PaymentsView, row: number): CreditTransfer {
  const at = (cells: { readonly [row: number]: number | undefined }): number =>
    known(cells[row], 'the row lies in the batch');
  return {
    record: at(view.u32('record')),
    paymentInformation: at(view.u32('paymentInformation')),
    line: at(view.u32('line')),
    endToEndId: known(view.text('endToEndId', row), 'a transfer has its end-to-end id'),
    instructionId: view.text('instructionId', row),
    uetr: view.text('uetr', row),
    amount: {
      minor: known(view.i64('amount')[row], 'the row lies in the batch'),
      currency: known(view.text('currency', row), 'a transfer has its currency'),
    },
    creditorName: view.text('creditorName', row),
    creditorAccount: view.text('creditorAccount', row),
    creditorAccountIsIban: at(view.u8('creditorAccountIsIban')) === 1,
    creditorAgent: view.text('creditorAgent', row),
    creditorAgentIsBic: at(view.u8('creditorAgentIsBic')) === 1,
    creditorCountry: view.text('creditorCountry', row),
    remittance: view.text('remittance', row),
    purpose: view.text('purpose', row),
    chargeBearer: view.text('chargeBearer', row),
  };
}
