// What each method of the contract needs: one table, from which the threshold of the office, the
// screens and the printed table of rights all read. A method without a line does not compile.
import type { MethodName } from '../../preload/contract/contract.ts';
import { FILES_OUT } from '../domain/files-out.ts';
import { DEEDS, type Permission } from '../domain/permissions.ts';

/** `always`: also before anybody has signed in, and behind the lock. */
export type MethodRight = Permission | 'always';

export const RIGHTS = {
  session: 'always',
  sessionStanding: 'always',
  officeState: 'always',
  signIn: 'always',
  unlock: 'always',
  lock: 'always',
  signOut: 'always',
  noteInput: 'always',
  // Where updates are looked for is asked by the shell itself, and tells nothing of the bank.
  updateFeed: 'always',
  settings: 'see_master',

  stepUp: 'be_here',
  changePassphrase: 'be_here',
  offerAuthenticator: 'be_here',
  joinAuthenticator: 'be_here',
  leaveAuthenticator: 'be_here',
  preferences: 'be_here',
  keepPreferences: 'be_here',
  names: 'be_here',
  changed: 'be_here',

  setUpPeople: DEEDS.setUpPeople,
  addPerson: DEEDS.addPerson,
  askGrant: DEEDS.askGrant,
  decideGrant: DEEDS.decideGrant,
  endGrant: DEEDS.endGrant,
  markAbsent: DEEDS.markAbsent,
  endAbsence: DEEDS.endAbsence,
  endPerson: DEEDS.endPerson,
  people: 'see_people',
  exportAccessReview: DEEDS.exportAccessReview,

  bookKeys: 'keep_book',
  addKeySlot: DEEDS.addKeySlot,
  replaceKeySlot: DEEDS.replaceKeySlot,
  removeKeySlot: DEEDS.removeKeySlot,
  showRecoveryKey: DEEDS.showRecoveryKey,
  offerKey: DEEDS.changeKey,
  changeKey: DEEDS.changeKey,

  startDemo: DEEDS.startDemo,
  chooseRole: DEEDS.chooseRole,
  // A demonstration is anybody's to play: there is no money in it.
  demoDay: 'be_here',
  playScene: 'be_here',
  setDemoSpeed: 'be_here',
  // Told before anybody has signed in, for it is how they do; a live book has none to tell of.
  demoPeople: 'always',
  bringDemoPeople: DEEDS.bringDemoPeople,
  importAccounts: DEEDS.openAccounts,
  setPolicy: DEEDS.setPolicy,

  draftBatch: DEEDS.draftBatch,
  inspectFile: DEEDS.draftBatch,
  rehearseBatch: DEEDS.submitBatch,
  submitBatch: DEEDS.submitBatch,
  batchProgress: 'see_payments',
  status: 'see_payments',
  batch: 'see_payments',
  pain002: FILES_OUT.pain002,
  queuePage: 'see_payments',
  paymentTrail: 'see_payments',
  revealAccount: DEEDS.revealAccount,
  dayEquation: 'see_payments',
  findPayment: 'see_payments',
  engineStanding: 'see_payments',
  steerIntake: DEEDS.steerIntake,
  redrivePayments: DEEDS.redrivePayments,
  insightSeries: 'see_payments',
  insightNow: 'see_payments',
  rerun: DEEDS.decideReview,
  accountMeasures: 'see_payments',

  reviewList: 'see_reviews',
  decideReview: DEEDS.decideReview,
  cancelPayment: DEEDS.cancelPayment,
  approvalList: 'sign',
  approvalView: 'sign',
  approve: DEEDS.approve,
  rejectApproval: DEEDS.rejectApproval,
  amendPayment: DEEDS.amendPayment,
  remindPayment: DEEDS.remindPayment,

  requestList: 'be_here',
  decideRequest: DEEDS.decideRequest,
  // That one stands is told to everybody; what it was only to who oversees the book.
  overrideList: 'be_here',
  overrideWait: DEEDS.overrideWait,
  acknowledgeOverride: DEEDS.acknowledgeOverride,

  // Who may have a use for what is carried by file is looked at in the deeds themselves.
  exportApproval: DEEDS.exportApproval,
  readCarried: 'be_here',
  signCarried: 'be_here',
  importApproval: DEEDS.importApproval,
  signingKeys: 'be_here',
  newSigningKey: 'be_here',
  enrolSigningKey: DEEDS.enrolSigningKey,
  decideSigningKey: DEEDS.decideSigningKey,
  revokeSigningKey: DEEDS.revokeSigningKey,

  // Whose word counts is everybody's to know; a branch that cannot be named cannot be asked.
  branchKeys: 'be_here',
  setBranchKey: DEEDS.setBranchKey,
  handOvers: 'see_payments',
  handOverBatch: DEEDS.handOverBatch,
  signHandOver: FILES_OUT.signHandOver,
  readHandOver: 'see_payments',
  answerHandOver: DEEDS.answerHandOver,
  closeHandOver: DEEDS.closeHandOver,

  settlementView: 'see_settlement',
  clearingView: 'see_settlement',
  settlePositions: DEEDS.settlePositions,
  dispatchPayments: DEEDS.dispatchPayments,
  acknowledgeBatch: DEEDS.acknowledgeBatch,
  rejectAcknowledged: DEEDS.rejectAcknowledged,
  closeCycle: DEEDS.closeCycle,
  settleCycle: DEEDS.settleCycle,
  unwindCycle: DEEDS.unwindCycle,
  applyInward: DEEDS.applyInward,
  outgoingWaiting: 'see_settlement',
  releaseOutgoing: DEEDS.releaseOutgoing,

  entryView: 'see_ledger',
  changeAccount: DEEDS.changeAccount,
  explainBreak: DEEDS.explainBreak,
  correctEntry: DEEDS.correctEntry,
  previewEvent: DEEDS.bookEvent,
  bookEvent: DEEDS.bookEvent,
  dayView: 'see_ledger',
  closeDay: DEEDS.closeDay,
  accountStatement: FILES_OUT.accountStatement,
  balancesAt: 'see_ledger',
  coreJournal: FILES_OUT.coreJournal,
  previewCoreBalances: DEEDS.importCoreBalances,
  importCoreBalances: DEEDS.importCoreBalances,
  coreBalances: 'see_ledger',
  trialBalance: 'see_ledger',

  masterPage: 'see_master',
  masterRecord: 'see_master',
  searchMaster: 'see_master',
  masterWaiting: 'see_master',
  masterChange: 'see_master',
  masterProgress: 'see_master',
  exportMaster: FILES_OUT.exportMaster,
  previewMaster: DEEDS.importMaster,
  proposeMasterChange: DEEDS.proposeMasterChange,
  decideMasterChange: DEEDS.decideMasterChange,
  importMaster: DEEDS.importMaster,

  audit: 'see_book',
  auditBook: 'see_book',
  trailPage: 'read_trail',
  trailFile: 'read_trail',
  exportTrail: DEEDS.exportTrail,
  // What a file is of decides who may take it out: looked at in the deed itself.
  exportFile: DEEDS.exportFile,
  backups: 'see_book',
  keepingProgress: 'see_book',
  backUp: DEEDS.backUp,
  drillBackup: DEEDS.drillBackup,
  restoreBackup: DEEDS.recordRestore,
  stopKeeping: DEEDS.backUp,
  erasePersonalData: DEEDS.erasePersonalData,
  placeRetentionHold: DEEDS.placeRetentionHold,
  liftRetentionHold: DEEDS.liftRetentionHold,
} as const satisfies Record<MethodName, MethodRight>;

/** What `method` needs; null for what is no method of the contract. */
export function rightOf(method: string): MethodRight | null {
  return Object.hasOwn(RIGHTS, method) ? RIGHTS[method as MethodName] : null;
}

/** Open to who must choose an own passphrase first, beside what is always open. */
export const WHILE_CHANGING: readonly MethodName[] = ['changePassphrase'];

/** They say themselves that there are people already: also one that waited while the first came. */
export const FIRST_PEOPLE: readonly MethodName[] = ['setUpPeople', 'bringDemoPeople'];

/** Whether a right is that of a deed, which looks at roles also in a book without people. */
export function isOfDeed(right: Permission): boolean {
  return Object.values(DEEDS).some((each) => each === right);
}
