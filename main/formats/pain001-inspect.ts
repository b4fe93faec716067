// Reads a pain.001 whole for a preview: what it is, what it holds, and everything wrong with it,
// the faults of single payments included. Nothing in it grows with the file.
import type { Money, SumsByCurrency } from '../domain/money.ts';
import { createSumsByCurrency } from '../domain/money.ts';
import type { FileCounts, GroupHeader, PaymentInformation } from '../domain/payment.ts';
import type { Problem } from '../domain/problem.ts';
import { PROBLEMS_KEPT } from '../domain/problem.ts';
import type { TransferFault } from '../domain/transfer-faults.ts';
import { paymentInformationFaults, transferFaults } from '../domain/transfer-faults.ts';
import { collectControl, type InspectedControl } from './pain001-control.ts';
import { createPain001Reader } from './pain001-reader.ts';

/** A payment information block as the preview shows it. */
export type PaymentInformationPreview = {
  readonly paymentInformationId: string;
  /** Readable items and their sums; equal to all items when the file is accepted. */
  readonly transactions: number;
  readonly sums: readonly Money[];
  /** `YYYY-MM-DD` */
  readonly requestedExecutionDate: string;
  readonly batchBooking: boolean | null;
  readonly debtorAccount: string;
  readonly debtorName: string | null;
};

export type Pain001Preview = {
  /** `pain.001.001.09`, or null when the file never said what it is. */
  readonly kind: string | null;
  readonly accepted: boolean;
  readonly header: GroupHeader | null;
  readonly counts: FileCounts;
  /** The largest payment of each currency, ordered by currency code. */
  readonly largest: readonly Money[];
  /** The first {@link BLOCKS_KEPT}; `counts.paymentInformations` counts all. */
  readonly perPaymentInformation: readonly PaymentInformationPreview[];
  /** In file order, the first {@link PROBLEMS_KEPT} at most; `problemCount` counts all. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
  readonly control: InspectedControl;
};

export const BLOCKS_KEPT = 1000;

/** Problems of single payments kept, so that they leave room for what refuses the file. */
const FAULTS_KEPT = 150;

type Block = {
  readonly information: PaymentInformation;
  readonly firstRecord: number;
  transactions: number;
  readonly sums: SumsByCurrency;
};

/** A preview under way, fed as a reader is. */
export type Pain001Inspector = {
  push(chunk: Uint8Array): void;
  end(): Pain001Preview;
};

export function createPain001Inspector(): Pain001Inspector {
  const problems: Problem[] = [];
  const blocks: Block[] = [];
  const largest = new Map<string, bigint>();
  const control = collectControl();
  let block: Block | null = null;
  let faultCount = 0;
  const keepFaults = (faults: readonly TransferFault[], line: number, path: string): void => {
    control.faults(faults);
    for (const fault of faults) {
      faultCount += 1;
      if (faultCount <= FAULTS_KEPT) problems.push(problemOf(fault, line, path));
    }
  };
  const reader = createPain001Reader({
    group: (_header, authorisation) => control.signed(authorisation),
    paymentInformation(information, firstRecord) {
      block = { information, firstRecord, transactions: 0, sums: createSumsByCurrency() };
      if (blocks.length < BLOCKS_KEPT) blocks.push(block);
      control.block(information);
      keepFaults(paymentInformationFaults(information), information.line, blockPath(information));
    },
    transaction(transfer) {
      if (block === null) return;
      block.transactions += 1;
      block.sums.add(transfer.amount);
      const { currency, minor } = transfer.amount;
      if (minor > (largest.get(currency) ?? 0n)) largest.set(currency, minor);
      const faults = transferFaults(block.information, transfer);
      if (faults.length === 0) return;
      const index = transfer.record - block.firstRecord + 1;
      keepFaults(faults, transfer.line, `${blockPath(block.information)}/CdtTrfTxInf[${index}]`);
    },
    problem(problem) {
      problems.push(problem);
      control.problem(problem);
    },
  });
  return {
    push: (chunk) => reader.push(chunk),
    end() {
      const { messageType, accepted, header, counts, problemCount } = reader.end();
      return {
        kind: messageType,
        accepted,
        header,
        counts,
        largest: [...largest]
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([currency, minor]) => ({ minor, currency })),
        perPaymentInformation: blocks.map(blockPreview),
        problems: problems.slice(0, PROBLEMS_KEPT),
        problemCount: problemCount + faultCount,
        control: control.end(accepted, problems),
      };
    },
  };
}

function blockPath(information: PaymentInformation): string {
  return `CstmrCdtTrfInitn/PmtInf[${information.ordinal + 1}]`;
}

function problemOf(fault: TransferFault, line: number, path: string): Problem {
  return {
    code: fault.code,
    reasonCode: fault.reasonCode,
    severity: fault.severity,
    place: { line, path: `${path}/${fault.field}` },
    data: {},
  };
}

function blockPreview({ information, transactions, sums }: Block): PaymentInformationPreview {
  return {
    paymentInformationId: information.paymentInformationId,
    transactions,
    sums: sums.sums(),
    requestedExecutionDate: information.requestedExecutionDate,
    batchBooking: information.batchBooking,
    debtorAccount: information.debtorAccount,
    debtorName: information.debtorName,
  };
}
