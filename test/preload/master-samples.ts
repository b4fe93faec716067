// One believable input and answer of every method about master data.
import type { MethodName } from '../../preload/contract/contract.ts';
import type { masterMethods } from '../../preload/contract/master.ts';
import type { SampleOf } from './samples.ts';

const submissionId = '01999999-0000-7000-8000-000000000009';
const originalHash = 'ab'.repeat(32);
const validFrom = '2026-11-26';
const content = { customer: 'C-2003', form: 'person', name: '陈伟', status: 'active' };
const edition = {
  scope: 'delta',
  edition: '2026-11-B',
  base: '2026-11-A',
  validUntil: '2026-12-31',
} as const;
const change = {
  changeId: 4,
  kind: 'customer',
  origin: 'entry',
  state: 'proposed',
  validFrom,
  reason: 'moved house',
  maker: 'anna',
  added: 0,
  changed: 1,
  edition,
} as const;
const counts = { added: 2, changed: 1, ended: 3, unchanged: 7 };

export const masterSamples: {
  readonly [Name in Extract<MethodName, keyof typeof masterMethods>]: SampleOf<Name>;
} = {
  masterPage: {
    input: { kind: 'customer', offset: 0, limit: 100 },
    output: {
      total: 1,
      edition: { edition: '2026-11-A', validUntil: '', effectiveOn: validFrom },
      rows: [{ key: 'C-2003', content, ended: false, effectiveOn: validFrom }],
    },
  },
  masterRecord: {
    input: { kind: 'customer', key: 'C-2003' },
    output: {
      versions: [
        {
          versionId: 9,
          changeId: 4,
          content,
          ended: false,
          state: 'confirmed',
          effectiveOn: validFrom,
          reason: 'moved house',
          maker: 'anna',
          checker: 'ben',
          at: 1_795_689_720_000,
        },
      ],
    },
  },
  searchMaster: {
    input: { text: 'cw', kind: null, limit: 20 },
    output: {
      hits: [{ kind: 'customer', key: 'C-2003', content, ended: false }],
      complete: true,
    },
  },
  masterWaiting: {
    input: {},
    output: { changes: [{ ...change, at: 1_795_689_720_000 }] },
  },
  masterChange: {
    input: { changeId: 4, offset: 0, limit: 100 },
    output: { change, rows: [{ key: 'C-2003', before: null, after: content, ended: false }] },
  },
  proposeMasterChange: {
    input: {
      submissionId,
      kind: 'customer',
      written: content,
      ended: false,
      validFrom,
      reason: 'moved house',
    },
    output: { changeId: 4, state: 'proposed' },
  },
  decideMasterChange: {
    input: { submissionId, changeId: 4, decision: 'confirmed', reason: '' },
    output: { changeId: 4, state: 'confirmed' },
  },
  previewMaster: {
    input: { kind: 'customer', originalHash },
    item: {
      kind: 'preview',
      accepted: true,
      rows: 10,
      ...counts,
      held: '2026-11-A',
      problems: [],
      problemCount: 0,
    },
  },
  importMaster: {
    input: {
      submissionId,
      kind: 'bank',
      originalHash,
      validFrom,
      reason: 'the list of the month',
    },
    output: { changeId: 5 },
  },
  masterProgress: {
    input: { changeId: 5 },
    item: {
      change: { ...change, origin: 'import', state: 'staging', maker: '' },
      rows: 2000,
      bytes: 1 << 20,
      done: false,
    },
  },
  exportMaster: {
    input: { kind: 'customer', format: 'csv', sequence: 9 },
    item: { kind: 'piece', text: 'C-2003,person,陈伟\r\n', rows: 1 },
  },
};
