// One believable input and answer of every method on what is carried by file.
import type { carriedMethods } from '../../preload/contract/carried.ts';
import type { MethodName } from '../../preload/contract/contract.ts';
import { approvalSamples } from './approval-samples.ts';
import type { SampleOf } from './samples.ts';

const submissionId = '01999999-0000-7000-8000-000000000041';
const at = 1_795_000_000_000;
const name = '0a'.repeat(16);
const publicKey = '1b'.repeat(32);
const card = { signInName: 'li.na', madeAt: at, publicKey, signature: '2c'.repeat(64) };
const proof = { passphrase: 'correct horse battery', code: '' };
/** Who is away is told to whom a payment waits for, and in no package. */
const {
  absentSigners: _absent,
  lapsed: _lapsed,
  inPlaceOf: _inPlaceOf,
  remindedAt: _reminded,
  ...view
} = approvalSamples.approvalView.output;
const word = { place: 0, word: 'rejected', reasonCode: 'NARR', remark: '金额不符' } as const;

export const carriedSamples: {
  readonly [Name in Extract<MethodName, keyof typeof carriedMethods>]: SampleOf<Name>;
} = {
  exportApproval: {
    input: {
      submissionId,
      things: [
        { kind: 'payment', id: 16_777_217 },
        { kind: 'request', id: 3 },
      ],
    },
    output: {
      package: name,
      expiresAt: at,
      fileName: 'approval-0a0a0a0a.package.json',
      file: '{"content":{}}\n',
    },
  },
  readCarried: {
    input: { file: '{"content":{}}\n' },
    output: {
      package: name,
      isOwn: false,
      demo: true,
      exportedBy: 'person:4',
      exportedAt: at,
      expiresAt: at + 1,
      things: [
        { kind: 'payment', view },
        {
          kind: 'request',
          requestId: 3,
          deed: 'changeAccount',
          maker: 'person:4',
          at,
          remark: null,
          effect: [{ what: 'status', before: 'open', after: 'debit_blocked' }],
          shown: 'cd'.repeat(32),
          rule: 'account_changes',
          levels: [{ permission: 'approve', person: null }],
        },
      ],
      answer: { publicKey, signedAt: at, words: [word] },
    },
  },
  signCarried: {
    input: {
      file: '{"content":{}}\n',
      words: [word],
      keyFile: '{}',
      keyPassphrase: proof.passphrase,
    },
    output: { fileName: 'approval-0a0a0a0a.answer.json', file: '{"said":{}}\n' },
  },
  importApproval: {
    input: { submissionId, file: '{"said":{}}\n', place: 0 },
    output: { kind: 'payment', id: 16_777_217, word: 'approved', person: 'person:5', open: 1 },
  },
  newSigningKey: {
    input: { signInName: 'li.na', passphrase: proof.passphrase },
    output: { fileName: 'signing-key-1b1b1b1b.json', file: '{}\n', card },
  },
  signingKeys: {
    input: {},
    output: {
      keys: [
        {
          key: 1,
          person: 5,
          publicKey,
          state: 'in_force',
          askedAt: at,
          decidedBy: 'person:1',
          decidedAt: at + 1,
        },
      ],
    },
  },
  enrolSigningKey: { input: { submissionId, ...proof, card }, output: { key: 1 } },
  decideSigningKey: {
    input: { submissionId, key: 1, decision: 'sign' },
    output: { person: 5 },
  },
  revokeSigningKey: { input: { submissionId, key: 1 }, output: { person: 5 } },
};
