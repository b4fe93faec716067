// How payments are taken in: as they come, not at all, or only what has come already. People say
// which, and it stands until they say otherwise, also over a restart.

/** What can be asked for. `draining` judges what had come before, and keeps what comes after. */
export const INTAKE_ORDERS = ['running', 'paused', 'draining'] as const;
export type IntakeOrder = (typeof INTAKE_ORDERS)[number];

/** As it is seen: a drain that has nothing left under way is `drained`. */
export const INTAKE_STATES = [...INTAKE_ORDERS, 'drained'] as const;
export type IntakeState = (typeof INTAKE_STATES)[number];

/** The order that stands. */
export type IntakeTold = {
  readonly order: IntakeOrder;
  /** Its deed in the trail: what was submitted before has a smaller one. 0 where none was given. */
  readonly sequence: number;
  /** Milliseconds UTC; null where none was ever given. */
  readonly since: number | null;
  readonly by: string | null;
  /** What the person wrote beside it; null where nothing was, or where it was erased. */
  readonly reason: string | null;
};
