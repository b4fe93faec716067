// Who may do what. Every deed passes `authorise`, in one place, from the first deed on.
import { ok, type Refusal, type Result, refuse } from './result.ts';

export const ROLES = [
  'submitter',
  'reconciler',
  'analyst',
  'sanctions_officer',
  'reporting_officer',
  'treasury',
  'supervisor',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

/** What a deed needs: permissions are held by roles, and roles by people. */
export const PERMISSIONS = [
  'bring_file',
  'submit',
  'repair',
  'steer',
  'decide',
  'approve',
  'sign',
  'remind',
  'settle',
  'correct',
  'book',
  'comply',
  'know_compliance',
  'close_day',
  'open_accounts',
  'set_policy',
  'maintain',
  'keep_book',
  'read_trail',
  'see_accounts',
  'reveal_account',
  'override',
  'acknowledge_override',
  'manage_people',
  'see_people',
  'see_payments',
  'see_reviews',
  'see_settlement',
  'see_ledger',
  'see_master',
  'see_book',
  'be_here',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** The person who acts. `id` is stable and appears in the trail; `name` is for reading. */
export type Actor = {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Where and up to which amounts each role holds; without it the roles hold everywhere. */
  readonly authorities?: readonly Authority[];
};

/** One role within its bounds; null stands for every branch, rail or currency, or for no limit. */
export type Authority = {
  readonly role: Role;
  readonly branch: string | null;
  readonly rail: string | null;
  readonly currency: string | null;
  /** Minor units of one payment, and of all that the person took up in one day. */
  readonly singleLimit: bigint | null;
  readonly dailyLimit: bigint | null;
  /** Whose it is, where somebody stands in for them; absent of what a person holds themselves. */
  readonly lentBy?: string;
  /** The daily limit that it has for whose it is, where that is not `dailyLimit`. */
  readonly lenderDaily?: bigint | null;
};

/** Everybody who reads payments; an administrator never does. */
const READERS: readonly Role[] = ROLES.filter((role) => role !== 'administrator');

/**
 * Those with the compliance right; to everybody else a wait is a wait. An auditor is among them: who
 * proves how holds were decided reads them with their reasons, and decides none. What is kept from an
 * auditor are suspicion reports (domain.md §4): they are no holds, and not behind this right.
 */
const COMPLIANCE: readonly Role[] = [
  'analyst',
  'sanctions_officer',
  'reporting_officer',
  'auditor',
];

const HELD_BY: Record<Permission, readonly Role[] | 'everyone'> = {
  // A file is only kept by this: what may become of it needs a right of its own.
  bring_file: ['submitter', 'reconciler', 'supervisor', 'administrator'],
  submit: ['submitter'],
  repair: ['submitter', 'supervisor'],
  // Nothing is lost by a pause: whoever first sees that something is wrong stops it.
  steer: ['submitter', 'supervisor'],
  // Whoever decides must know what is decided on, so only those with the compliance right do.
  decide: ['analyst', 'sanctions_officer'],
  approve: ['supervisor'],
  sign: ['analyst', 'supervisor'],
  // Whoever waits for it, and whoever may be waited for: they need not know for whom it waits.
  remind: ['submitter', 'analyst', 'sanctions_officer', 'supervisor'],
  settle: ['supervisor'],
  correct: ['supervisor'],
  book: ['supervisor', 'reconciler', 'analyst', 'treasury'],
  comply: ['analyst', 'sanctions_officer'],
  know_compliance: COMPLIANCE,
  close_day: ['supervisor'],
  open_accounts: ['administrator'],
  set_policy: ['administrator'],
  maintain: ['administrator', 'supervisor'],
  keep_book: ['administrator'],
  // Whoever works on payments needs the numbers; to all others a list shows them masked.
  see_accounts: [
    'submitter',
    'reconciler',
    'treasury',
    'analyst',
    'sanctions_officer',
    'supervisor',
  ],
  reveal_account: ['auditor', 'supervisor', 'administrator'],
  read_trail: READERS,
  // Those who answer for the work and for the book; who oversees them sees the report afterwards.
  override: ['supervisor', 'administrator'],
  acknowledge_override: ['supervisor', 'auditor'],
  manage_people: ['administrator'],
  see_people: ['administrator', 'auditor', 'supervisor'],
  see_payments: READERS,
  see_reviews: COMPLIANCE,
  see_settlement: ['supervisor', 'treasury', 'reconciler', 'auditor'],
  see_ledger: ['supervisor', 'treasury', 'reconciler', 'reporting_officer', 'auditor'],
  see_master: ROLES,
  // Whether the book is sound and its copies are good says nothing of any payment.
  see_book: ['administrator', 'supervisor', 'auditor'],
  // What a person does to their own session and credential, whatever else they may do.
  be_here: 'everyone',
};

/** Whether one of the actor's roles holds `permission`. */
export function holds(actor: Actor, permission: Permission): boolean {
  const holders = HELD_BY[permission];
  return holders === 'everyone' || holders.some((role) => actor.roles.includes(role));
}

/** The roles that hold `permission`, or everyone. */
export function holdersOf(permission: Permission): readonly Role[] | 'everyone' {
  return HELD_BY[permission];
}

/** Who acts, whatever the account or role: what two signatures are told apart by. */
export function personOf({ id }: Pick<Actor, 'id'>): string {
  return id;
}

/** Every deed and the permission it needs: one name per deed in every room. */
export const DEEDS = {
  startDemo: 'open_accounts',
  chooseRole: 'open_accounts',
  openAccounts: 'open_accounts',
  draftBatch: 'bring_file',
  submitBatch: 'submit',
  commitEpoch: 'submit',
  releaseWarehoused: 'submit',
  decideReview: 'decide',
  approve: 'sign',
  rejectApproval: 'sign',
  amendPayment: 'submit',
  remindPayment: 'remind',
  steerIntake: 'steer',
  redrivePayments: 'repair',
  commitRedrive: 'submit',
  // Whoever may do what they ask for, and whoever its rule names: looked at in the deeds themselves.
  askForDeed: 'be_here',
  decideRequest: 'be_here',
  overrideWait: 'override',
  acknowledgeOverride: 'acknowledge_override',
  exportApproval: 'be_here',
  importApproval: 'bring_file',
  enrolSigningKey: 'be_here',
  decideSigningKey: 'manage_people',
  revokeSigningKey: 'be_here',
  setBranchKey: 'set_policy',
  handOverBatch: 'submit',
  answerHandOver: 'submit',
  closeHandOver: 'submit',
  cancelPayment: 'submit',
  dispatchPayments: 'settle',
  acknowledgeBatch: 'settle',
  rejectAcknowledged: 'settle',
  closeCycle: 'settle',
  settleCycle: 'settle',
  unwindCycle: 'settle',
  applyInward: 'settle',
  settlePositions: 'settle',
  correctEntry: 'correct',
  bookEvent: 'book',
  changeAccount: 'approve',
  importCoreBalances: 'book',
  explainBreak: 'book',
  closeDay: 'close_day',
  setPolicy: 'set_policy',
  proposeMasterChange: 'maintain',
  decideMasterChange: 'maintain',
  importMaster: 'maintain',
  stageMaster: 'maintain',
  erasePersonalData: 'keep_book',
  placeRetentionHold: 'keep_book',
  liftRetentionHold: 'keep_book',
  recordRestore: 'keep_book',
  backUp: 'keep_book',
  drillBackup: 'keep_book',
  addKeySlot: 'keep_book',
  replaceKeySlot: 'keep_book',
  removeKeySlot: 'keep_book',
  showRecoveryKey: 'keep_book',
  changeKey: 'keep_book',
  releaseOutgoing: 'settle',
  exportTrail: 'read_trail',
  // Whoever may see what the file is of: looked at in the deed itself.
  exportFile: 'be_here',
  revealAccount: 'reveal_account',
  setUpPeople: 'manage_people',
  bringDemoPeople: 'manage_people',
  addPerson: 'manage_people',
  askGrant: 'manage_people',
  decideGrant: 'manage_people',
  endGrant: 'manage_people',
  // Oneself, or whoever keeps the people: looked at in the deeds themselves.
  markAbsent: 'be_here',
  endAbsence: 'be_here',
  endPerson: 'manage_people',
  exportAccessReview: 'see_people',
  signIn: 'be_here',
  unlock: 'be_here',
  stepUp: 'be_here',
  lockSession: 'be_here',
  signOut: 'be_here',
  changeCredential: 'be_here',
  joinAuthenticator: 'be_here',
  leaveAuthenticator: 'be_here',
  refuseCall: 'be_here',
  withholdAnswer: 'be_here',
} as const satisfies Record<string, Permission>;

export type Deed = keyof typeof DEEDS;

export type NotPermitted = Refusal<'not_permitted'>;

/**
 * Whether `actor` may do `deed` with `input`. Refuses `not_permitted` (with the permission that is
 * missing). `input` is looked at by the limits and the four-eyes policy that grow here.
 */
export function authorise(
  deed: Deed,
  actor: Actor,
  _input: unknown,
): Result<{ readonly permission: Permission }, NotPermitted> {
  const permission = DEEDS[deed];
  if (!holds(actor, permission)) {
    return refuse({ code: 'not_permitted', deed, permission, actor: actor.id });
  }
  return ok({ permission });
}

/** Whether this is the one person of a book without people, beside whom nobody can sign. */
export function isOnlyPerson(actor: Actor): boolean {
  return ROLES.every((role) => actor.roles.includes(role));
}

/** The one person of a book without people: holds every role until people are set up. */
export function localActor(id: string): Actor {
  return { id, name: id, roles: ROLES };
}
