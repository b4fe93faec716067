// Reads a pain.001 whole for a preview: what it is, what it holds, and everything wrong with it,
// the faults of single payments included. Nothing in it grows with the file.
import {
  CONTROLLED_BLOCKS_MAX,
  type ControlledBlock,
  type Mistake,
  signersIn,
} from '../domain/file-control.ts';
import type { Money, SumsByCurrency } from '../domain/money.ts';
import { createSumsByCurrency } from '../domain/money.ts';
import type { FileCounts, GroupHeader, PaymentInformation } from '../domain/payment.ts';
import type { Problem } from '../domain/problem.ts';
import { PROBLEMS_KEPT } from '../domain/problem.ts';
import type { TransferFault } from '../domain/transfer-faults.ts';
import { paymentInformationFaults, transferFaults } from '../domain/transfer-faults.ts';
import { REFUSALS_KEPT } from './pain001-problems.ts';
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

/** What agreements are checked against; a file may be taken under one that refuses itself. */
export type InspectedControl = {
  /** The first {@link CONTROLLED_BLOCKS_MAX}. */
  readonly blocks: readonly ControlledBlock[];
  readonly signedBy: readonly string[];
  /** Whether totals of payment informations that differ are all that refuses the file. */
  readonly onlyTotals: boolean;
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

type Controlled = { -readonly [field in keyof ControlledBlock]: ControlledBlock[field] };

/** Whether a problem is with the totals that a payment information states of itself. */
export function isOfBlockTotals({ severity, reasonCode }: Problem): boolean {
  return severity === 'refuses' && (reasonCode === 'AM17' || reasonCode === 'AM20');
}

/** A preview under way, fed as a reader is. */
export type Pain001Inspector = {
  push(chunk: Uint8Array): void;
  end(): Pain001Preview;
};

export function createPain001Inspector(): Pain001Inspector {
  const problems: Problem[] = [];
  const blocks: Block[] = [];
  const largest = new Map<string, bigint>();
  const controlled: Controlled[] = [];
  let signedBy: readonly string[] = [];
  let totalsWrong = 0;
  let block: Block | null = null;
  let inControl: Controlled | null = null;
  let faultCount = 0;
  const keepFaults = (faults: readonly TransferFault[], line: number, path: string): void => {
    if (inControl !== null) {
      inControl.fault ??= mistakeOf(faults.find(({ severity }) => severity === 'repairs'));
    }
    for (const fault of faults) {
      faultCount += 1;
      if (faultCount <= FAULTS_KEPT) problems.push(problemOf(fault, line, path));
    }
  };
  const reader = createPain001Reader({
    group: (_header, authorisation) => {
      signedBy = signersIn(authorisation);
    },
    paymentInformation(information, firstRecord) {
      block = { information, firstRecord, transactions: 0, sums: createSumsByCurrency() };
      if (blocks.length < BLOCKS_KEPT) blocks.push(block);
      inControl = inControlOf(information);
      if (controlled.length < CONTROLLED_BLOCKS_MAX) controlled.push(inControl);
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
      if (!isOfBlockTotals(problem)) return;
      totalsWrong += 1;
      if (inControl !== null) inControl.totals ??= mistakeOf(problem);
    },
  });
  return {
    push: (chunk) => reader.push(chunk),
    end() {
      const { messageType, accepted, header, counts, problemCount } = reader.end();
      const refusals = problems.filter(({ severity }) => severity === 'refuses').length;
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
        control: {
          blocks: controlled,
          signedBy,
          // What is refused beyond those that are told is of some other kind, for all one knows.
          onlyTotals: !accepted && refusals === totalsWrong && refusals < REFUSALS_KEPT,
        },
      };
    },
  };
}

function mistakeOf(found: Mistake | undefined): Mistake | null {
  return found === undefined ? null : { code: found.code, reasonCode: found.reasonCode };
}

function inControlOf({ ordinal, line, debtorAccount }: PaymentInformation): Controlled {
  return { ordinal, line, debtorAccount, totals: null, fault: null };
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
