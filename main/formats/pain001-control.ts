// What agreements are checked against, collected while a pain.001 is read: per payment information
// its totals and its first fault, and who signed the file.
import {
  CONTROLLED_BLOCKS_MAX,
  type ControlledBlock,
  type Mistake,
  signersIn,
} from '../domain/file-control.ts';
import type { PaymentInformation } from '../domain/payment.ts';
import type { Problem } from '../domain/problem.ts';
import type { TransferFault } from '../domain/transfer-faults.ts';
import { REFUSALS_KEPT } from './pain001-problems.ts';

/** What agreements are checked against; a file may be taken under one that refuses itself. */
export type InspectedControl = {
  /** The first {@link CONTROLLED_BLOCKS_MAX}. */
  readonly blocks: readonly ControlledBlock[];
  readonly signedBy: readonly string[];
  /**
   * Whether totals of payment informations that differ are all that refuses the file, and `blocks`
   * are all of them: else one that nobody kept might be taken although its totals differ.
   */
  readonly onlyTotals: boolean;
};

/** Whether a problem is with the totals that a payment information states of itself. */
export function isOfBlockTotals({ severity, reasonCode }: Problem): boolean {
  return severity === 'refuses' && (reasonCode === 'AM17' || reasonCode === 'AM20');
}

/** A collection under way, told what the reader tells, in file order. */
export type ControlCollector = {
  readonly signed: (authorisation: string | null) => void;
  readonly block: (information: PaymentInformation) => void;
  readonly faults: (faults: readonly TransferFault[]) => void;
  readonly problem: (problem: Problem) => void;
  /** `problems` are all that were told of the file. */
  readonly end: (accepted: boolean, problems: readonly Problem[]) => InspectedControl;
};

type Controlled = { -readonly [field in keyof ControlledBlock]: ControlledBlock[field] };

export function collectControl(): ControlCollector {
  const blocks: Controlled[] = [];
  let signedBy: readonly string[] = [];
  let current: Controlled | null = null;
  let seen = 0;
  return {
    signed: (authorisation) => {
      signedBy = signersIn(authorisation);
    },
    block: ({ ordinal, line, debtorAccount }) => {
      current = { ordinal, line, debtorAccount, totals: null, fault: null };
      seen += 1;
      if (seen <= CONTROLLED_BLOCKS_MAX) blocks.push(current);
    },
    faults: (faults) => {
      const fault = faults.find(({ severity }) => severity === 'repairs');
      if (current !== null && fault !== undefined) current.fault ??= mistakeOf(fault);
    },
    problem: (problem) => {
      if (current !== null && isOfBlockTotals(problem)) current.totals ??= mistakeOf(problem);
    },
    end: (accepted, problems) => {
      const refusals = problems.filter(({ severity }) => severity === 'refuses');
      // What is refused beyond those that are told is of some other kind, for all one knows.
      const areAllTold = refusals.length < REFUSALS_KEPT && seen === blocks.length;
      const onlyTotals = !accepted && areAllTold && refusals.every(isOfBlockTotals);
      return { blocks, signedBy, onlyTotals };
    },
  };
}

function mistakeOf({ code, reasonCode }: Mistake): Mistake {
  return { code, reasonCode };
}
