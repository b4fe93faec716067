// When each answer of the office is told: one table over the contract, from which the threshold keeps
// back what must not be told behind a lock, and from which the tests of that are made. A method without
// a line does not compile, nor one that has another's kind of line.
import type { Contract, MethodName, Output } from '../../preload/contract/contract.ts';
import type { CodeOf } from '../../preload/contract/method.ts';
import type { RIGHTS } from './rights.ts';

/** Calls that carry a submission id. */
type DeedMethod = {
  [Name in MethodName]: 'submission_id_reused' extends CodeOf<Contract[Name]> ? Name : never;
}[MethodName];

/**
 * `always`: at any seat, also behind the lock: it is how one comes to a seat. `while_open`: what is
 * read is told as long as the seat is open, with the same person and right. `outcome`: what became of
 * a deed, which nobody else could use; told whatever became of the seat, and the lock does not stop
 * it. `gives`: a deed that gives something out, and the part of its answer that is it, null where it
 * gives nothing; neither done nor told once the seat was locked.
 */
type ToldWhen<Name extends MethodName> = (typeof RIGHTS)[Name] extends 'always'
  ? 'always'
  : Name extends DeedMethod
    ? 'outcome' | { readonly gives: keyof Output<Name> & string }
    : 'while_open';

export const TOLD_WHEN = {
  session: 'always',
  sessionStanding: 'always',
  officeState: 'always',
  signIn: 'always',
  unlock: 'always',
  lock: 'always',
  signOut: 'always',
  noteInput: 'always',
  updateFeed: 'always',
  settings: 'while_open',

  stepUp: 'while_open',
  changePassphrase: 'while_open',
  offerAuthenticator: 'while_open',
  joinAuthenticator: 'while_open',
  leaveAuthenticator: 'while_open',
  preferences: 'while_open',
  keepPreferences: 'while_open',
  names: 'while_open',
  changed: 'while_open',

  setUpPeople: 'outcome',
  addPerson: { gives: 'firstPassphrase' },
  askGrant: 'outcome',
  decideGrant: { gives: 'firstPassphrase' },
  endGrant: 'outcome',
  markAbsent: 'outcome',
  endAbsence: 'outcome',
  endPerson: 'outcome',
  people: 'while_open',
  exportAccessReview: { gives: 'people' },

  bookKeys: 'while_open',
  addKeySlot: 'outcome',
  replaceKeySlot: 'outcome',
  removeKeySlot: 'outcome',
  showRecoveryKey: { gives: 'recoveryKey' },
  offerKey: 'while_open',
  changeKey: 'outcome',

  startDemo: 'outcome',
  chooseRole: 'outcome',
  demoDay: 'while_open',
  playScene: 'while_open',
  setDemoSpeed: 'while_open',
  demoPeople: 'always',
  bringDemoPeople: 'outcome',
  importAccounts: 'outcome',
  setPolicy: 'outcome',

  draftBatch: 'while_open',
  inspectFile: 'while_open',
  rehearseBatch: 'while_open',
  submitBatch: 'outcome',
  batchProgress: 'while_open',
  status: 'while_open',
  batch: 'while_open',
  pain002: 'while_open',
  queuePage: 'while_open',
  paymentTrail: 'while_open',
  revealAccount: { gives: 'account' },
  dayEquation: 'while_open',
  findPayment: 'while_open',
  engineStanding: 'while_open',
  steerIntake: 'outcome',
  redrivePayments: 'outcome',
  insightSeries: 'while_open',
  insightNow: 'while_open',
  rerun: 'while_open',
  accountMeasures: 'while_open',

  reviewList: 'while_open',
  decideReview: 'outcome',
  cancelPayment: 'outcome',
  approvalList: 'while_open',
  approvalView: 'while_open',
  approve: 'outcome',
  rejectApproval: 'outcome',
  amendPayment: 'outcome',
  remindPayment: 'outcome',

  requestList: 'while_open',
  decideRequest: 'outcome',
  overrideList: 'while_open',
  overrideWait: 'outcome',
  acknowledgeOverride: 'outcome',

  exportApproval: { gives: 'file' },
  readCarried: 'while_open',
  signCarried: 'while_open',
  importApproval: 'outcome',
  signingKeys: 'while_open',
  newSigningKey: 'while_open',
  enrolSigningKey: 'outcome',
  decideSigningKey: 'outcome',
  revokeSigningKey: 'outcome',

  branchKeys: 'while_open',
  setBranchKey: 'outcome',
  handOvers: 'while_open',
  handOverBatch: 'outcome',
  signHandOver: 'while_open',
  readHandOver: 'while_open',
  answerHandOver: 'outcome',
  closeHandOver: 'outcome',

  settlementView: 'while_open',
  clearingView: 'while_open',
  settlePositions: 'outcome',
  dispatchPayments: 'outcome',
  acknowledgeBatch: 'outcome',
  rejectAcknowledged: 'outcome',
  closeCycle: 'outcome',
  settleCycle: 'outcome',
  unwindCycle: 'outcome',
  applyInward: 'outcome',
  outgoingWaiting: 'while_open',
  releaseOutgoing: 'outcome',

  entryView: 'while_open',
  changeAccount: 'outcome',
  explainBreak: 'outcome',
  correctEntry: 'outcome',
  previewEvent: 'while_open',
  bookEvent: 'outcome',
  dayView: 'while_open',
  closeDay: 'outcome',
  accountStatement: 'while_open',
  balancesAt: 'while_open',
  coreJournal: 'while_open',
  previewCoreBalances: 'while_open',
  importCoreBalances: 'outcome',
  coreBalances: 'while_open',
  trialBalance: 'while_open',

  masterPage: 'while_open',
  masterRecord: 'while_open',
  searchMaster: 'while_open',
  masterWaiting: 'while_open',
  masterChange: 'while_open',
  masterProgress: 'while_open',
  exportMaster: 'while_open',
  previewMaster: 'while_open',
  proposeMasterChange: 'outcome',
  decideMasterChange: 'outcome',
  importMaster: 'outcome',

  audit: 'while_open',
  auditBook: 'while_open',
  trailPage: 'while_open',
  trailFile: 'while_open',
  exportTrail: 'outcome',
  exportFile: 'outcome',
  backups: 'while_open',
  keepingProgress: 'while_open',
  backUp: 'while_open',
  drillBackup: 'while_open',
  restoreBackup: 'while_open',
  stopKeeping: 'while_open',
  erasePersonalData: 'outcome',
  placeRetentionHold: 'outcome',
  liftRetentionHold: 'outcome',
} as const satisfies { readonly [Name in MethodName]: ToldWhen<Name> };

/** A deed whose answer may give something out. */
export type GivingMethod = {
  [Name in MethodName]: (typeof TOLD_WHEN)[Name] extends string ? never : Name;
}[MethodName];

type Line = 'always' | 'while_open' | 'outcome' | { readonly gives: string };
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
