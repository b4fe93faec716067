// One believable input and answer of every method that keeps the book.
import type { MethodName } from '../../preload/contract/contract.ts';
import type { keepingMethods } from '../../preload/contract/keeping.ts';
import type { SampleOf } from './samples.ts';

const submissionId = '01999999-0000-7000-8000-000000000002';
const at = 1_795_689_720_000;
const backup = {
  name: '20261126T104200Z-4f1c',
  madeAt: at,
  why: 'daily',
  good: true,
  failed: '',
  head: 'ab'.repeat(32),
  count: 812,
  bytes: 26_000_000,
  originals: 41,
  missing: 0,
  proof: { at, ok: true, detail: '' },
} as const;

export const keepingSamples = {
  backups: {
    input: {},
    output: {
      folder: '/srv/book/backups',
      backups: [backup],
      backupDue: false,
      drillDue: true,
      restores: 1,
    },
  },
  backUp: { input: { to: '/media/usb' }, output: { ...backup, proof: null } },
  drillBackup: { input: {}, output: { name: backup.name, at, ok: true, detail: '' } },
  restoreBackup: { input: { restoreId: submissionId, name: backup.name }, output: { held: 3 } },
  stopKeeping: { input: {}, output: {} },
  keepingProgress: {
    input: {},
    item: { job: 'backup', phase: 'verifying', done: 5_000, total: 1_000_000 },
  },
  outgoingWaiting: {
    input: {},
    output: {
      batches: [
        {
          batchId: 4,
          messageId: 'MSG-4',
          stretches: [{ firstRecord: 0, lastRecord: 2 }],
          accepted: 1,
          dispatched: 2,
          acknowledged: 0,
        },
      ],
    },
  },
  releaseOutgoing: {
    input: {
      submissionId,
      batchId: 4,
      firstRecord: 0,
      lastRecord: 2,
      word: 'sent',
      reference: 'CAMT-77',
    },
    output: { payments: 1 },
  },
  erasePersonalData: {
    input: { submissionId, subject: { kind: 'batch', id: 4 } },
    output: { rows: 1242, original: 'cd'.repeat(32) },
  },
  placeRetentionHold: {
    input: { submissionId, subject: { kind: 'account', id: 7 }, reason: 'Order 4' },
    output: { hold: 1 },
  },
  liftRetentionHold: { input: { submissionId, hold: 1, reason: 'ended' }, output: { hold: 1 } },
} as const satisfies {
  readonly [Name in MethodName & keyof typeof keepingMethods]: SampleOf<Name>;
};
