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
  'open_accounts',
  'set_policy',
  'keep_book',
  'read_trail',
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
  decide: ['analyst', 'supervisor'],
  approve: ['supervisor'],
  settle: ['supervisor'],
  correct: ['supervisor'],
  open_accounts: ['administrator'],
  set_policy: ['administrator'],
  keep_book: ['administrator'],
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
  setPolicy: 'set_policy',
  erasePersonalData: 'keep_book',
  placeRetentionHold: 'keep_book',
  liftRetentionHold: 'keep_book',
  recordRestore: 'keep_book',
  backUp: 'keep_book',
  drillBackup: 'keep_book',
  releaseOutgoing: 'settle',
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
  const permitted = HELD_BY[permission].some((role) => actor.roles.includes(role));
  if (!permitted) return refuse({ code: 'not_permitted', deed, permission, actor: actor.id });
  return ok({ permission });
}

/** The one person of a book without people: holds every role until people are set up. */
export function localActor(id: string): Actor {
  return { id, name: id, roles: ROLES };
}
