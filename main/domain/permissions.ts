// Who may do what. Every deed passes `authorise`, in one place, from the first deed on.
import { ok, type Refusal, type Result, refuse } from './result.ts';

export const ROLES = [
  'submitter',
  'reconciler',
  'analyst',
  'supervisor',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

/** What a deed needs: permissions are held by roles, and roles by people. */
export const PERMISSIONS = [
  'submit',
  'repair',
  'decide',
  'approve',
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
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** The person who acts. `id` is stable and appears in the trail; `name` is for reading. */
export type Actor = {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
};

const HELD_BY: Record<Permission, readonly Role[]> = {
  submit: ['submitter'],
  repair: ['submitter'],
  // Whoever decides must know what is decided on, so only those with the compliance right do.
  decide: ['analyst'],
  approve: ['supervisor'],
  settle: ['supervisor'],
  correct: ['supervisor'],
  book: ['supervisor', 'reconciler', 'analyst'],
  comply: ['analyst'],
  know_compliance: ['analyst', 'auditor'],
  close_day: ['supervisor'],
  open_accounts: ['administrator'],
  set_policy: ['administrator'],
  maintain: ['administrator', 'supervisor'],
  keep_book: ['administrator'],
  // Whoever works on payments needs the numbers; to all others a list shows them masked.
  see_accounts: ['submitter', 'reconciler', 'analyst', 'supervisor'],
  reveal_account: ['auditor', 'supervisor', 'administrator'],
  read_trail: ['auditor', 'supervisor', 'analyst', 'submitter', 'reconciler'],
};

/** Every deed and the permission it needs: one name per deed in every room. */
export const DEEDS = {
  startDemo: 'open_accounts',
  openAccounts: 'open_accounts',
  draftBatch: 'submit',
  submitBatch: 'submit',
  commitEpoch: 'submit',
  releaseWarehoused: 'submit',
  decideReview: 'decide',
  cancelPayment: 'submit',
  dispatchPayments: 'settle',
  acknowledgeBatch: 'settle',
  rejectAcknowledged: 'settle',
  closeCycle: 'settle',
  settleCycle: 'settle',
  applyInward: 'settle',
  correctEntry: 'correct',
  bookEvent: 'book',
  changeAccount: 'approve',
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
  releaseOutgoing: 'settle',
  exportTrail: 'read_trail',
  revealAccount: 'reveal_account',
} as const satisfies Record<string, Permission>;

export type Deed = keyof typeof DEEDS;

/** Whether one of the actor's roles holds `permission`. */
export function holds(actor: Actor, permission: Permission): boolean {
  return HELD_BY[permission].some((role) => actor.roles.includes(role));
}

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

/** What is signed by two persons, who each need this permission. */
export type Duty = Extract<Permission, 'comply' | 'approve' | 'maintain'>;

export type NotSigned = Refusal<
  'second_person_required' | 'second_person_must_differ' | 'signer_not_permitted'
>;

/**
 * Whether two persons may stand for what `duty` guards. Refuses `second_person_required` (nobody
 * signed beside the first), `second_person_must_differ` (one person under whatever role), then
 * `signer_not_permitted`, which names the one who lacks the permission.
 */
export function authoriseTwo(
  duty: Duty,
  first: Actor,
  second: Actor | null,
): Result<{ readonly first: string; readonly second: string }, NotSigned> {
  if (second === null) return refuse({ code: 'second_person_required', duty });
  if (second.id === first.id) {
    return refuse({ code: 'second_person_must_differ', duty, actor: first.id });
  }
  for (const signer of [first, second]) {
    if (holds(signer, duty)) continue;
    return refuse({ code: 'signer_not_permitted', duty, actor: signer.id });
  }
  return ok({ first: first.id, second: second.id });
}

/** Whether this is the one person of a book without people, beside whom nobody can sign. */
export function isOnlyPerson(actor: Actor): boolean {
  return ROLES.every((role) => actor.roles.includes(role));
}

/** The one person of a book without people: holds every role until people are set up. */
export function localActor(id: string): Actor {
  return { id, name: id, roles: ROLES };
}
