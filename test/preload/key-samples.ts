// A right input and answer of each method of the keys.
import type { MethodName } from '../../preload/contract/contract.ts';
import type { keyMethods } from '../../preload/contract/keys.ts';
import type { SampleOf } from './samples.ts';

const submissionId = '018f-keys-1';

const view = {
  state: 'encrypted',
  keyId: '0f'.repeat(16),
  madeAt: 1_795_689_720_000,
  madeBy: 'anna',
  slots: [
    { id: 'a1b2c3d4', kind: 'passphrase', madeAt: 1_795_689_720_000, madeBy: 'anna', backend: '' },
    {
      id: 'e5f60718',
      kind: 'keyring',
      madeAt: 1_795_689_721_000,
      madeBy: '',
      backend: 'gnome_libsecret',
    },
  ],
  earlier: 1,
} as const;

const secret = 'correct horse battery staple';
const asked = { submissionId, secret };
const chosen = { from: view.keyId, secrets: [secret], passphrase: '', dropOthers: true };

export const keySamples = {
  bookKeys: { input: {}, output: { ...view, room: { needed: 9_000_000, free: 90_000_000 } } },
  addKeySlot: { input: { ...asked, passphrase: 'plum ladder 4 quiet' }, output: view },
  replaceKeySlot: { input: { ...asked, passphrase: 'plum ladder 4 quiet' }, output: view },
  removeKeySlot: { input: { ...asked, slot: 'e5f60718' }, output: view },
  showRecoveryKey: { input: asked, output: { recoveryKey: 'ABCD-EFGH' } },
  offerKey: {
    input: { requestId: submissionId, ...chosen },
    output: { keyId: 'f0'.repeat(16), recoveryKey: 'ABCD-EFGH' },
  },
  changeKey: {
    input: {
      submissionId,
      ...chosen,
      to: 'f0'.repeat(16),
    },
    output: { keyId: 'f0'.repeat(16) },
  },
} as const satisfies {
  readonly [Name in MethodName & keyof typeof keyMethods]: SampleOf<Name>;
};
