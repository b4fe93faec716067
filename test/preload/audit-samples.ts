// One believable input and answer of the trail's and the audit's methods.
import type { SampleOf } from './samples.ts';

const at = 1_795_689_720_000;
const head = '0123456789abcdef'.repeat(4);
const filter = {
  actor: 'lena',
  deed: 'decideReview',
  outcome: 'done',
  from: at,
  to: at + 1,
  after: 3,
  payment: 16_777_217,
  batch: 1,
  text: '~"\u2028',
} as const;

export const auditSamples = {
  auditBook: {
    input: {},
    item: {
      kind: 'verdict',
      verdict: {
        ok: false,
        checks: [{ name: 'file_is_sound', ok: true, detail: '' }],
        head,
        count: 9,
      },
    },
  },
  trailPage: {
    input: { filter, before: null, limit: 100 },
    output: {
      total: 1,
      count: 9,
      anchored: null,
      actors: ['lena', '李'],
      rows: [
        {
          sequence: 9,
          at,
          actor: 'lena',
          deed: 'decideReview',
          outcome: 'refused',
          refusal: 'remark_required',
          subject: { kind: 'payment', id: 16_777_217 },
          remark: '~"\u2028',
          file: null,
        },
        {
          sequence: 8,
          at,
          actor: 'lena',
          deed: 'exportFile',
          outcome: 'done',
          refusal: null,
          subject: null,
          remark: null,
          file: {
            of: 'accountStatement',
            name: '2026-11-26',
            format: '',
            account: '2003',
            currency: 'EUR',
          },
        },
      ],
    },
  },
  exportTrail: {
    input: { submissionId: '01999999-0000-7000-8000-000000000001', filter, format: 'csv' },
    output: { sequence: 9 },
  },
  exportFile: {
    input: {
      submissionId: '01999999-0000-7000-8000-000000000001',
      file: { of: 'coreJournal', day: '2026-11-26', format: 'jsonl' },
    },
    output: { sequence: 9 },
  },
  trailFile: {
    input: { filter, format: 'csv', sequence: 9 },
    item: { kind: 'piece', text: '"=1"' },
  },
} as const satisfies {
  readonly [Name in
    | 'auditBook'
    | 'trailPage'
    | 'exportTrail'
    | 'exportFile'
    | 'trailFile']: SampleOf<Name>;
};
