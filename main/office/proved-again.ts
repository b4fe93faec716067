// For which calls whoever asks shows again, shortly before, that it is them: every signature, and what
// takes the whole of something out of the book or cannot be taken back. The threshold asks here.
import type { Input, MethodName } from '../../preload/contract/contract.ts';
import { SIGNED_DEEDS } from '../domain/approval-policy.ts';
import { signerProves } from '../domain/step-up.ts';

type Asks<Name extends MethodName> = (input: Input<Name>) => boolean;

const always = (): boolean => true;

/**
 * The calls of which some or all need a proof, each with which. Sending something back, taking it back
 * or ending a right lets nothing happen, and is never made harder than it was.
 */
const PROVED_AGAIN: { readonly [Name in MethodName]?: Asks<Name> } = {
  approve: () => signerProves('releasePayment'),
  decideRequest: ({ decision }) => decision === 'approved' && SIGNED_DEEDS.some(signerProves),
  overrideWait: always,
  decideMasterChange: ({ decision }) => decision === 'confirmed',
  decideGrant: ({ decision }) => decision === 'sign',
  decideSigningKey: ({ decision }) => decision === 'sign',
  exportTrail: always,
  exportFile: ({ file }) => file.of === 'exportMaster',
  exportAccessReview: always,
  // A backup beside the book stays with it; one to another place takes the whole book there.
  backUp: ({ to }) => to !== null,
  restoreBackup: always,
  erasePersonalData: always,
  addKeySlot: always,
  replaceKeySlot: always,
  removeKeySlot: always,
  showRecoveryKey: always,
  offerKey: always,
  changeKey: always,
};

/** The methods of which some call needs a proof, for the table of rights. */
export const METHODS_PROVED_AGAIN: readonly string[] = Object.keys(PROVED_AGAIN);

/** Whether a call of `method` with `input`, which fits its contract, needs a proof shortly before. */
export function isProvedAgain(method: string, input: unknown): boolean {
  if (!Object.hasOwn(PROVED_AGAIN, method)) return false;
  const asks = PROVED_AGAIN[method as MethodName] as ((input: unknown) => boolean) | undefined;
  return asks?.(input) ?? false;
}
