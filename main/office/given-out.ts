// When each answer of the office is told: one table over the deeds of the contract, from which the
// threshold keeps back what must not be told behind a lock, and from which the tests of that are made. A
// deed without a line does not compile, nor a line of what is no deed.
import type { Contract, MethodName, Output } from '../../preload/contract/contract.ts';
import type { CodeOf } from '../../preload/contract/method.ts';

/** Calls that carry a submission id. */
type DeedMethod = {
  [Name in MethodName]: 'submission_id_reused' extends CodeOf<Contract[Name]> ? Name : never;
}[MethodName];

/**
 * `outcome`: what became of a deed, which nobody else could use; told whatever became of the seat, and
 * the lock does not stop it. `gives`: a deed that gives something out, and the part of its answer that
 * is it, null where it gives nothing; neither done nor told once the seat was locked.
 */
type ToldWhen<Name extends DeedMethod> =
  | 'outcome'
  | { readonly gives: keyof Output<Name> & string };

/** Whatever is no deed is read, and told as long as the seat is open, with the same person and right. */
export const TOLD_WHEN = {
  setUpPeople: 'outcome',
  addPerson: { gives: 'firstPassphrase' },
  askGrant: 'outcome',
  decideGrant: { gives: 'firstPassphrase' },
  endGrant: 'outcome',
  markAbsent: 'outcome',
  endAbsence: 'outcome',
  endPerson: 'outcome',
  exportAccessReview: { gives: 'people' },

  addKeySlot: 'outcome',
  replaceKeySlot: 'outcome',
  removeKeySlot: 'outcome',
  showRecoveryKey: { gives: 'recoveryKey' },
  changeKey: 'outcome',

  startDemo: 'outcome',
  chooseRole: 'outcome',
  bringDemoPeople: 'outcome',
  importAccounts: 'outcome',
  setPolicy: 'outcome',

  submitBatch: 'outcome',
  revealAccount: { gives: 'account' },
  steerIntake: 'outcome',
  redrivePayments: 'outcome',

  decideReview: 'outcome',
  cancelPayment: 'outcome',
  approve: 'outcome',
  rejectApproval: 'outcome',
  amendPayment: 'outcome',
  remindPayment: 'outcome',

  decideRequest: 'outcome',
  overrideWait: 'outcome',
  acknowledgeOverride: 'outcome',

  exportApproval: { gives: 'file' },
  importApproval: 'outcome',
  enrolSigningKey: 'outcome',
  decideSigningKey: 'outcome',
  revokeSigningKey: 'outcome',

  setBranchKey: 'outcome',
  handOverBatch: 'outcome',
  answerHandOver: 'outcome',
  closeHandOver: 'outcome',

  settlePositions: 'outcome',
  dispatchPayments: 'outcome',
  acknowledgeBatch: 'outcome',
  rejectAcknowledged: 'outcome',
  closeCycle: 'outcome',
  settleCycle: 'outcome',
  unwindCycle: 'outcome',
  applyInward: 'outcome',
  releaseOutgoing: 'outcome',

  changeAccount: 'outcome',
  explainBreak: 'outcome',
  correctEntry: 'outcome',
  bookEvent: 'outcome',
  closeDay: 'outcome',
  importCoreBalances: 'outcome',

  proposeMasterChange: 'outcome',
  decideMasterChange: 'outcome',
  importMaster: 'outcome',

  exportTrail: 'outcome',
  exportFile: 'outcome',
  erasePersonalData: 'outcome',
  placeRetentionHold: 'outcome',
  liftRetentionHold: 'outcome',
} as const satisfies { readonly [Name in DeedMethod]: ToldWhen<Name> };

/** A deed whose answer may give something out. */
export type GivingMethod = {
  [Name in DeedMethod]: (typeof TOLD_WHEN)[Name] extends string ? never : Name;
}[DeedMethod];

type Line = 'outcome' | { readonly gives: string };
const LINES: ReadonlyMap<string, Line> = new Map(Object.entries(TOLD_WHEN));

/** The part of the answer of `method` that is given out; null where it is no such deed. */
function partGiven(method: string): string | null {
  const line = LINES.get(method);
  return typeof line === 'object' ? line.gives : null;
}

/** Whether `method` may give something out, and so is not done for a seat that was locked meanwhile. */
export function mayGiveOut(method: string): boolean {
  return partGiven(method) !== null;
}

/** Whether `answer` of `method` is kept back from a seat that is not open any more. */
export function isKeptBack(method: string, answer: unknown): boolean {
  const part = partGiven(method);
  if (part === null) return LINES.get(method) !== 'outcome';
  if (typeof answer !== 'object' || answer === null) return true;
  return new Map<string, unknown>(Object.entries(answer)).get(part) !== null;
}
