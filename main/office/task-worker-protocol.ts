// What the office and the task threads say to each other.
import type { PaymentInformation } from '../domain/payment.ts';
import type { InspectedAccount } from '../pipeline/inspect-account.ts';
import type { EpochWork, Stage, TaskResult } from '../stream/task.ts';

/** The policies set in the book, in the order of setting. */
export type PolicyValues = readonly (readonly [name: string, value: string])[];

/** What the operators look things up in; replaced between two epochs. */
export type TaskTables = {
  readonly directory: SharedArrayBuffer;
  readonly policies: PolicyValues;
  /** Whether the book is live, not a demonstration. */
  readonly live: boolean;
};

export type TaskStart = TaskTables & {
  readonly task: number;
  readonly tasks: number;
  /** A snapshot of the operators' state and the deltas after it, in order. */
  readonly images: readonly Uint8Array[];
};

export type TaskRequest =
  | InspectRequest
  | {
      readonly kind: 'work';
      readonly id: number;
      readonly work: EpochWork;
      readonly stage: Stage;
      readonly informations: readonly PaymentInformation[];
    }
  | (TaskTables & { readonly kind: 'tables' });

/** What the measures hold of one account is asked of every task; one of them has it. */
export type InspectRequest = {
  readonly kind: 'inspect';
  readonly id: number;
  readonly account: string;
  readonly currency: string;
  /** The watermark, milliseconds UTC. */
  readonly now: number;
};

export type TaskAnswer =
  | { readonly kind: 'inspected'; readonly id: number; readonly account: InspectedAccount | null }
  | { readonly kind: 'result'; readonly id: number; readonly result: TaskResult }
  | { readonly kind: 'failed'; readonly id: number; readonly detail: string };
