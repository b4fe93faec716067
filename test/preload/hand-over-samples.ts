// One believable input and answer of every method on what goes from branch to branch.
import type { MethodName } from '../../preload/contract/contract.ts';
import type { handOverMethods } from '../../preload/contract/hand-overs.ts';
import type { SampleOf } from './samples.ts';

const submissionId = '01999999-0000-7000-8000-000000000042';
const at = 1_795_000_000_000;
const name = '0a'.repeat(16);
const publicKey = '1b'.repeat(32);
const book = '01999999-0000-7000-8000-000000000043';
const key = { book, name: '浦东分行', publicKey, state: 'trusted' } as const;
const file = '{"said":{}}\n';
const people = { handedOverBy: 'person:4', releasedBy: 'person:5' } as const;

export const handOverSamples: {
  readonly [Name in Extract<MethodName, keyof typeof handOverMethods>]: SampleOf<Name>;
} = {
  branchKeys: { input: {}, output: { book: `${book}-here`, keys: [key] } },
  setBranchKey: { input: { submissionId, ...key }, output: { keys: 1 } },
  handOvers: {
    input: {},
    output: {
      given: [
        {
          ...{ handOver: 1, name, batchId: 3, to: book, branch: key.name, payments: 12, at },
          stayed: 1,
          ...people,
          state: 'taken',
          endedAt: at + 1,
        },
      ],
      taken: [
        {
          ...{ takeOver: 2, name, from: book, branch: null, word: 'declined', batchId: 0 },
          ...{ theirBatchId: 9, payments: 12, saidBy: 'person:4', at },
        },
      ],
    },
  },
  handOverBatch: {
    input: { submissionId, batchId: 3, to: book },
    output: { handOver: 1, payments: 11, stayed: 1 },
  },
  signHandOver: {
    input: {
      ...{ kind: 'receipt', id: 2, sequence: 9, keyFile: '{}' },
      keyPassphrase: 'nine brass knobs turn',
    },
    output: { fileName: 'hand-over-0a0a0a0a.receipt.json', file },
  },
  readHandOver: {
    input: { file },
    output: {
      kind: 'hand_over',
      ...{ name, from: book, to: `${book}-here`, isForHere: true, demo: false, branch: key.name },
      ...{ publicKey, batchId: 3, messageId: 'PAYROLL-11', payments: 12, at, ...people },
      stayed: 0,
      sums: [{ amount: '1200.50', currency: 'EUR' }],
      said: null,
    },
  },
  answerHandOver: {
    input: { submissionId, file, word: 'taken' },
    output: { takeOver: 2, batchId: 4 },
  },
  closeHandOver: {
    input: { submissionId, file },
    output: { handOver: 1, batchId: 3, state: 'taken_back' },
  },
};
