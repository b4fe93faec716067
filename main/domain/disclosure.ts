// What may be told to whom (domain.md §4): every status, hold and reason has a disclosure class,
// and a person without the compliance right is told of a compliance hold, an approval wait and a
// technical wait as one state. Tables, so that they can be reviewed; the office applies them.
import type { PaymentStatus } from './payment-status.ts';
import { type Actor, type Deed, holds } from './permissions.ts';
import type { EventCode } from './posting-table.ts';
import type { WhyCode } from './why.ts';
import { TERM_OF_STATUS, WORKLISTS, type Worklist } from './worklists.ts';

/**
 * `open`: told with its reason. `freeze`: the officer's letter is the only word. `fraud_delay`: the
 * payer must be told, with what to do. `suspicion`: nothing, ever. To one with the compliance right
 * all four are told.
 */
export const DISCLOSURE_CLASSES = ['open', 'freeze', 'fraud_delay', 'suspicion'] as const;
export type DisclosureClass = (typeof DISCLOSURE_CLASSES)[number];

/** Why something stands in a status, at its worst: what the status alone would give away. */
export const CLASS_OF_STATUS = {
  draft: 'open',
  received: 'open',
  warehoused: 'open',
  in_repair: 'open',
  in_review: 'suspicion',
  awaiting_approval: 'open',
  awaiting_liquidity: 'open',
  suspended: 'open',
  accepted: 'open',
  dispatched: 'open',
  acknowledged: 'open',
  unknown: 'open',
  settled: 'open',
  rejected: 'open',
  cancelled: 'open',
  blocked: 'freeze',
  handed_over: 'open',
} as const satisfies Record<PaymentStatus, DisclosureClass>;

/** The one state that stands for every wait that a compliance hold could be taken for. */
export const BEING_PROCESSED = 'being_processed';
export type ShownStatus = PaymentStatus | typeof BEING_PROCESSED;

/**
 * What a person without the compliance right is shown for a status. Hiding only what is not open
 * would tell it by what is left, so the open waits that look like it are shown alike.
 */
export const SHOWN_AS: Readonly<Record<PaymentStatus, ShownStatus>> = {
  draft: 'draft',
  received: 'received',
  warehoused: 'warehoused',
  in_repair: 'in_repair',
  in_review: BEING_PROCESSED,
  awaiting_approval: BEING_PROCESSED,
  awaiting_liquidity: BEING_PROCESSED,
  suspended: BEING_PROCESSED,
  accepted: 'accepted',
  dispatched: 'dispatched',
  acknowledged: 'acknowledged',
  unknown: 'unknown',
  settled: 'settled',
  rejected: 'rejected',
  cancelled: 'cancelled',
  blocked: BEING_PROCESSED,
  handed_over: 'handed_over',
};

/** In the order of a payment's life; the one state stands where the first that it hides stood. */
export const SHOWN_STATUSES = [
  'draft',
  'received',
  'warehoused',
  'in_repair',
  BEING_PROCESSED,
  'in_review',
  'awaiting_approval',
  'awaiting_liquidity',
  'suspended',
  'accepted',
  'dispatched',
  'acknowledged',
  'unknown',
  'settled',
  'rejected',
  'cancelled',
  'blocked',
  'handed_over',
] as const satisfies readonly ShownStatus[];

/** What the one state may be. */
export const CONCEALED_STATUSES: readonly PaymentStatus[] = [
  'in_review',
  'awaiting_approval',
  'awaiting_liquidity',
  'suspended',
  'blocked',
];

/** Whether a payment in `status` waits for somebody: what the one state stands for. */
export function isWait(status: PaymentStatus): boolean {
  return CONCEALED_STATUSES.includes(status);
}

/** The one worklist in which everything that is being processed is counted. */
export const PROCESSING = 'processing';
export type ShownWorklist = Worklist | typeof PROCESSING;

/** What a person without the compliance right is shown for a worklist. */
export function shownWorklist(worklist: ShownWorklist): ShownWorklist {
  const concealed = CONCEALED_STATUSES.some((status) => TERM_OF_STATUS[status] === worklist);
  return concealed ? PROCESSING : worklist;
}

/** In the order of a payment's life. */
export const SHOWN_WORKLISTS: readonly ShownWorklist[] = WORKLISTS.flatMap(
  (worklist): readonly ShownWorklist[] =>
    worklist === 'review' ? [PROCESSING, worklist] : [worklist],
);

/** Whether `actor` is told compliance holds, freezes and their reasons for what they are. */
export function hasComplianceRight(actor: Actor): boolean {
  return holds(actor, 'know_compliance');
}

/** The statuses a person with or without the right can meet, in the order of a payment's life. */
export function statusesShownTo(knows: boolean): readonly ShownStatus[] {
  return SHOWN_STATUSES.filter((status) =>
    status === BEING_PROCESSED ? !knows : knows || SHOWN_AS[status] === status,
  );
}

/** The worklists that are counted in one that is shown. */
export function worklistsBehind(shown: ShownWorklist): readonly Worklist[] {
  return WORKLISTS.filter((worklist) =>
    shown === PROCESSING ? shownWorklist(worklist) === shown : worklist === shown,
  );
}

/** The worklists a person with or without the right can meet, in the order of a payment's life. */
export function worklistsShownTo(knows: boolean): readonly ShownWorklist[] {
  return SHOWN_WORKLISTS.filter((worklist) =>
    worklist === PROCESSING ? !knows : knows || shownWorklist(worklist) === worklist,
  );
}

/** The class of each line that says why a payment is as it is. */
export const CLASS_OF_WHY = {
  value_date_moved_past: 'open',
  value_date_not_a_business_day: 'open',
  waits_for_execution_date: 'open',
  held_until_judged: 'open',
  held_for_repair: 'open',
  held_by_rule: 'suspicion',
  held_suspected_repeat: 'open',
  held_for_approval: 'open',
  held_for_liquidity: 'open',
  held_by_person: 'open',
  held_by_law: 'freeze',
  held_being_processed: 'open',
  held_by_another_branch: 'open',
  held_until_dispatched: 'open',
  held_until_acknowledged: 'open',
  held_until_settled: 'open',
  held_answer_unknown: 'open',
  approved_by_rules: 'open',
  approved_by_person: 'suspicion',
  declined: 'open',
  declined_by_rules: 'open',
  declined_for_funds: 'open',
  declined_by_person: 'suspicion',
  declined_by_rail: 'open',
  cancelled_by_person: 'open',
} as const satisfies Record<WhyCode, DisclosureClass>;

/** Rows of the posting rules by which funds are frozen and set free (domain.md, A6, A8, C5). */
export const FREEZE_EVENTS: ReadonlySet<string> = new Set([
  'A6',
  'A8.back',
  'A8.on',
  'C5.frozen',
] satisfies readonly EventCode[]);

/**
 * `wait`: the deed ends or prolongs a wait that is one state to those without the right; they are
 * told that something was done, neither what nor by whom.
 */
export const DEED_TOLD = {
  startDemo: 'told',
  chooseRole: 'told',
  openAccounts: 'told',
  draftBatch: 'told',
  submitBatch: 'told',
  commitEpoch: 'told',
  releaseWarehoused: 'told',
  decideReview: 'wait',
  approve: 'wait',
  rejectApproval: 'wait',
  amendPayment: 'wait',
  // The same of every wait, whatever it is for.
  remindPayment: 'told',
  steerIntake: 'told',
  redrivePayments: 'told',
  commitRedrive: 'told',
  cancelPayment: 'told',
  dispatchPayments: 'told',
  acknowledgeBatch: 'told',
  rejectAcknowledged: 'told',
  closeCycle: 'told',
  settleCycle: 'told',
  unwindCycle: 'told',
  applyInward: 'told',
  settlePositions: 'told',
  correctEntry: 'told',
  bookEvent: 'told',
  changeAccount: 'told',
  askForDeed: 'told',
  decideRequest: 'told',
  overrideWait: 'wait',
  acknowledgeOverride: 'told',
  // Both tell of a wait for a signature, as the words do that they carry.
  exportApproval: 'wait',
  importApproval: 'wait',
  enrolSigningKey: 'told',
  decideSigningKey: 'told',
  revokeSigningKey: 'told',
  setBranchKey: 'told',
  handOverBatch: 'told',
  answerHandOver: 'told',
  closeHandOver: 'told',
  importCoreBalances: 'told',
  explainBreak: 'told',
  closeDay: 'told',
  setPolicy: 'told',
  erasePersonalData: 'told',
  placeRetentionHold: 'told',
  liftRetentionHold: 'told',
  recordRestore: 'told',
  backUp: 'told',
  drillBackup: 'told',
  addKeySlot: 'told',
  replaceKeySlot: 'told',
  removeKeySlot: 'told',
  showRecoveryKey: 'told',
  changeKey: 'told',
  releaseOutgoing: 'told',
  revealAccount: 'told',
  exportTrail: 'told',
  exportFile: 'told',
  stageMaster: 'told',
  importMaster: 'told',
  proposeMasterChange: 'told',
  decideMasterChange: 'told',
  setUpPeople: 'told',
  bringDemoPeople: 'told',
  addPerson: 'told',
  askGrant: 'told',
  decideGrant: 'told',
  endGrant: 'told',
  markAbsent: 'told',
  endAbsence: 'told',
  endPerson: 'told',
  exportAccessReview: 'told',
  signIn: 'told',
  unlock: 'told',
  stepUp: 'told',
  lockSession: 'told',
  signOut: 'told',
  changeCredential: 'told',
  joinAuthenticator: 'told',
  leaveAuthenticator: 'told',
  refuseCall: 'told',
  // Of which deed it is, is in its answer alone, which is told as that deed is.
  withholdAnswer: 'told',
} as const satisfies Record<Deed, 'told' | 'wait'>;

/** What stands for a deed that ends a wait. */
export const PROCESSING_DEED = 'processing';

/** The deeds that are told to everybody who reads the trail; any other, also an unknown one, is not. */
export const TOLD_DEEDS: readonly string[] = Object.entries(DEED_TOLD).flatMap(([deed, told]) =>
  told === 'told' ? [deed] : [],
);

/**
 * Deeds that are told without the words beside them: those may name an order to freeze or an
 * investigation.
 */
export const WORDLESS_DEEDS = [
  'bookEvent',
  'placeRetentionHold',
  'liftRetentionHold',
] as const satisfies readonly Deed[];

/** Reasons that are not open; every other names data, funds or a technical cause. */
const CLASS_OF_REASON: { readonly [reason: string]: DisclosureClass } = {
  declined_in_review: 'suspicion',
};

export function classOfReason(reason: string): DisclosureClass {
  return CLASS_OF_REASON[reason] ?? 'open';
}

/**
 * ISO 20022 reason codes that say a payment was refused on compliance grounds. RR04 goes from bank
 * to bank where the scheme allows it, and to nobody else.
 */
const CLASS_OF_REASON_CODE: { readonly [reasonCode: string]: DisclosureClass } = {
  RR04: 'suspicion',
  FRAD: 'suspicion',
  LEGL: 'freeze',
};

/** What stands for a reason code that is not told. */
export const REASON_NOT_TOLD = 'MS03';

export function classOfReasonCode(reasonCode: string): DisclosureClass {
  return CLASS_OF_REASON_CODE[reasonCode] ?? 'open';
}
