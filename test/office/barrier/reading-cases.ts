// What is asked of two books that differ only in why payments wait: a question for every method of
// the contract that reads. A new method without one does not compile.

import type { Contract, Input, MethodName } from '../../../preload/contract/contract.ts';
import type { CodeOf } from '../../../preload/contract/method.ts';
import { THURSDAY_MORNING } from '../../operations/test-desk.ts';
import { told } from '../event-scenarios.ts';
import { SUBJECTS } from './twin-books.ts';

/** A deed is told by what every deed may refuse first. */
type DeedName = {
  [Name in MethodName]: 'office_is_not_ready' extends CodeOf<Contract[Name]> ? Name : never;
}[MethodName];

/** Methods that change what stands beside the book, or tell of that. */
type BesideName =
  | 'draftBatch'
  | 'keepPreferences'
  | 'backUp'
  | 'drillBackup'
  | 'restoreBackup'
  | 'stopKeeping'
  | 'offerKey'
  | 'playScene'
  | 'setDemoSpeed';

export type ReadName = Exclude<MethodName, DeedName | BesideName>;

export type ReadCase<Name extends MethodName> = {
  readonly inputs: readonly Input<Name>[];
  /** Whether a person with the right is told the two books apart by it. */
  readonly tells: boolean;
  /** Whether those who sign are answered by it what waits for them, and all others nothing. */
  readonly signers?: true;
};

const NO_PROOF = { passphrase: 'none', code: '' } as const;
const EVERYTHING = { filter: {}, offset: 0, limit: 100 } as const;
const NEWEST = { by: 'receivedAt', descending: true } as const;
const HOUR = 3_600_000;

const WAITS = [
  'in_review',
  'awaiting_approval',
  'awaiting_liquidity',
  'suspended',
  'being_processed',
  'accepted',
] as const;

const WORKLISTS = [
  'review',
  'approval',
  'liquidity',
  'suspended',
  'processing',
  'dispatch',
] as const;

const SORTS = ['receivedAt', 'amount', 'executionDate', 'status', 'debtorAccount'] as const;

const pages: readonly Input<'queuePage'>[] = [
  ...SORTS.flatMap((by) =>
    [true, false].map((descending) => ({ ...EVERYTHING, sort: { by, descending } })),
  ),
  ...WAITS.map((status) => ({ ...EVERYTHING, filter: { statuses: [status] }, sort: NEWEST })),
  ...WORKLISTS.map((worklist) => ({ ...EVERYTHING, filter: { worklist }, sort: NEWEST })),
  ...WORKLISTS.map((worklist) => ({
    ...EVERYTHING,
    filter: { worklist, statuses: ['in_review' as const, 'accepted' as const] },
    sort: NEWEST,
  })),
  { filter: { text: 'review' }, sort: NEWEST, offset: 0, limit: 100 },
  { filter: { text: 'E2E' }, sort: NEWEST, offset: 1, limit: 2 },
];

const trails: readonly Input<'trailPage'>[] = [
  {},
  { actor: 'anna' },
  { actor: 'lena' },
  { actor: 'sam' },
  { deed: 'decideReview' },
  { deed: 'processing' },
  { outcome: 'refused' as const },
  { after: 3 },
  { payment: SUBJECTS.letGo },
  { payment: SUBJECTS.takenBack },
  { batch: 2 },
  { text: 'lena' },
  { text: 'listed' },
].flatMap((filter) => [
  { filter, before: null, limit: 100 },
  { filter, before: 9, limit: 2 },
]);

const batches = [{ batchId: 1 }, { batchId: 2 }, { batchId: 9 }];

export const READING: { readonly [Name in ReadName]: ReadCase<Name> } = {
  queuePage: { inputs: pages, tells: true },
  paymentTrail: {
    inputs: Object.values(SUBJECTS).map((paymentId) => ({ paymentId })),
    tells: true,
  },
  dayEquation: { inputs: [{}, { receivedOn: '2026-11-26' }], tells: true },
  findPayment: {
    inputs: [{ text: String(SUBJECTS.waits) }, { text: 'E2E-1' }, { text: 'WAITING' }],
    tells: true,
  },
  reviewList: { inputs: [{ offset: 0, limit: 10 }], tells: true },
  approvalList: { inputs: [{ offset: 0, limit: 10 }], tells: true, signers: true },
  approvalView: { inputs: [{ paymentId: SUBJECTS.waits }], tells: true, signers: true },
  requestList: { inputs: [{}], tells: false },
  overrideList: { inputs: [{}], tells: false },
  readCarried: { inputs: [{ file: 'none' }], tells: false },
  signCarried: {
    inputs: [{ file: 'none', words: [], keyFile: 'none', keyPassphrase: 'none' }],
    tells: false,
  },
  newSigningKey: { inputs: [{ signInName: 'ada', passphrase: 'none' }], tells: false },
  signingKeys: { inputs: [{}], tells: false },
  branchKeys: { inputs: [{}], tells: false },
  handOvers: { inputs: [{}], tells: false },
  readHandOver: { inputs: [{ file: 'none' }], tells: false },
  signHandOver: {
    inputs: [{ kind: 'hand_over', id: 9, sequence: 1, keyFile: 'none', keyPassphrase: 'none' }],
    tells: false,
  },
  status: { inputs: [{}], tells: true },
  batch: { inputs: batches, tells: true },
  batchProgress: { inputs: batches, tells: true },
  pain002: { inputs: batches.map((each) => ({ ...each, sequence: 1 })), tells: false },
  inspectFile: { inputs: [{ originalHash: '0'.repeat(64) }], tells: false },
  rehearseBatch: { inputs: [{ originalHash: '0'.repeat(64) }], tells: false },
  settlementView: { inputs: [{}], tells: false },
  clearingView: { inputs: [{}], tells: false },
  entryView: { inputs: [{ entryId: 1 }, { entryId: 3 }, { entryId: 9_999 }], tells: false },
  outgoingWaiting: { inputs: [{}], tells: false },
  dayView: { inputs: [{}], tells: false },
  previewEvent: { inputs: [told('B4', { holds: [{ name: 'funds', entryId: 1 }] })], tells: false },
  accountStatement: {
    inputs: [{ account: 'payer', currency: 'EUR', day: '2026-11-26', offset: 0, sequence: 1 }],
    tells: false,
  },
  coreJournal: {
    inputs: [{ day: '2026-11-26', format: 'csv', sequence: 1, after: 0, limit: 500 }],
    tells: false,
  },
  coreBalances: { inputs: [{ offset: 0, limit: 100 }], tells: false },
  previewCoreBalances: { inputs: [{ originalHash: 'ab'.repeat(32) }], tells: false },
  balancesAt: { inputs: [{ at: null, offset: 0, limit: 100 }], tells: false },
  trialBalance: { inputs: [{}], tells: false },
  engineStanding: { inputs: [{}], tells: false },
  accountMeasures: { inputs: [{ account: 'payer', currency: 'EUR' }], tells: false },
  rerun: { inputs: [{ since: { epoch: 1 }, policies: [] }], tells: false },
  insightSeries: {
    inputs: (['minute', 'hour', 'day'] as const).map((resolution) => ({
      resolution,
      from: THURSDAY_MORNING - HOUR,
      to: THURSDAY_MORNING + HOUR,
      rail: null,
    })),
    tells: false,
  },
  insightNow: { inputs: [{ currency: 'EUR', people: 2 }], tells: true },
  audit: { inputs: [{}], tells: false },
  auditBook: { inputs: [{}], tells: false },
  trailFile: { inputs: [{ filter: {}, format: 'jsonl', sequence: 3 }], tells: false },
  trailPage: { inputs: trails, tells: true },
  session: { inputs: [{}], tells: false },
  officeState: { inputs: [{}], tells: false },
  changed: { inputs: [{}], tells: false },
  preferences: { inputs: [{}], tells: false },
  updateFeed: { inputs: [{}], tells: false },
  settings: { inputs: [{}], tells: false },
  masterPage: { inputs: [{ kind: 'customer', offset: 0, limit: 10 }], tells: false },
  masterRecord: { inputs: [{ kind: 'customer', key: 'C-1' }], tells: false },
  searchMaster: { inputs: [{ text: 'payer', kind: null, limit: 10 }], tells: false },
  masterWaiting: { inputs: [{}], tells: false },
  masterChange: { inputs: [{ changeId: 1, offset: 0, limit: 10 }], tells: false },
  previewMaster: {
    inputs: [{ kind: 'customer', originalHash: '0'.repeat(64) }],
    tells: false,
  },
  masterProgress: { inputs: [{ changeId: 1 }], tells: false },
  exportMaster: { inputs: [{ kind: 'customer', format: 'csv', sequence: 1 }], tells: false },
  people: { inputs: [{}], tells: false },
  names: { inputs: [{}], tells: false },
  sessionStanding: { inputs: [{}], tells: false },
  signIn: { inputs: [{ signInName: 'ada', ...NO_PROOF }], tells: false },
  unlock: { inputs: [NO_PROOF], tells: false },
  stepUp: { inputs: [NO_PROOF], tells: false },
  changePassphrase: { inputs: [{ ...NO_PROOF, chosen: 'x' }], tells: false },
  offerAuthenticator: { inputs: [{}], tells: false },
  joinAuthenticator: { inputs: [{ ...NO_PROOF, offeredCode: '0' }], tells: false },
  leaveAuthenticator: { inputs: [NO_PROOF], tells: false },
  lock: { inputs: [{}], tells: false },
  signOut: { inputs: [{}], tells: false },
  noteInput: { inputs: [{}], tells: false },
  backups: { inputs: [{}], tells: false },
  bookKeys: { inputs: [{}], tells: false },
  keepingProgress: { inputs: [{}], tells: false },
  demoDay: { inputs: [{}], tells: false },
  demoPeople: { inputs: [{}], tells: false },
};
