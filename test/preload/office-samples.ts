// The samples of what is asked of the office itself: its audit, its policy, and how it stands.

import { peopleSamples } from './people-samples.ts';

const submissionId = '01999999-0000-7000-8000-000000000001';

export const officeSamples = {
  revealAccount: {
    input: {
      submissionId: '0198f1c2-0001',
      paymentId: 16_777_217,
      party: 'creditor',
      reason: 'customer_asks',
    },
    output: { account: 'DE89370400440532013000' },
  },
  ...peopleSamples,
  audit: {
    input: {},
    output: {
      ok: true,
      checks: [{ name: 'conservation', ok: true, detail: '' }],
      head: '0123456789abcdef'.repeat(4),
      count: 12,
    },
  },
  startDemo: {
    input: { submissionId, role: 'participant', scene: '12:30' },
    output: { batches: [1, 2], at: 1_795_689_720_000 },
  },
  demoDay: {
    input: {},
    item: {
      hasBegun: true,
      at: 1_795_689_720_000,
      speed: 10,
      isPlaying: false,
      scenes: [{ scene: '12:30', isPast: false }],
    },
  },
  playScene: { input: { scene: '12:30' }, output: { at: 1_795_696_200_000 } },
  setDemoSpeed: { input: { speed: 60 }, output: { speed: 60 } },
  demoPeople: {
    input: {},
    output: {
      passphrase: 'told on the screen',
      people: [{ signInName: 'li.na', name: '李娜', roles: ['submitter', 'supervisor'] }],
    },
  },
  bringDemoPeople: { input: { submissionId }, output: { people: 11 } },
  setPolicy: {
    input: { submissionId, name: 'reviewAbove:EUR', value: '100' },
    output: { name: 'reviewAbove:EUR' },
  },
  settings: {
    input: {},
    output: {
      settings: [
        { name: 'duplicateWindowDays', value: '7', source: 'book', default: '14' },
        { name: 'railLimit:EUR', value: '99999999999', source: 'default', default: '99999999999' },
      ],
      policyFile: '/etc/counterfoil/policy.json',
    },
  },
  updateFeed: { input: {}, output: { feed: 'https://updates.bank.example/stable.release' } },
  session: {
    input: {},
    output: {
      actor: { id: 'li', name: '李', roles: ['submitter'] },
      authorities: [
        {
          role: 'submitter',
          branch: 'B1',
          rail: null,
          currency: 'EUR',
          singleLimit: 1_000_000n,
          dailyLimit: null,
        },
      ],
      shell: 'loopback',
      deeds: ['submitBatch'],
      standing: 'open',
      person: 3,
      awayUntil: null,
      methods: ['queuePage', 'submitBatch'],
      demo: true,
      role: 'participant',
      businessDate: '2026-11-26',
    },
  },
  chooseRole: { input: { submissionId, role: 'clearing' }, output: { role: 'clearing' } },
  officeState: {
    input: {},
    item: {
      phase: 'checking_the_book',
      fault: null,
      check: { name: 'file_is_sound', fraction: 0.25, remaining: 3000 },
      businessDate: '2026-11-26',
      demo: true,
      intake: { state: 'draining', left: 12 },
      role: 'participant',
    },
  },
  changed: { input: {}, item: { topic: 'payments', ids: [16_777_217, 16_777_218] } },
} as const;
