// One way to every refusal of every method, keyed by the contract's own names: a refusal that is
// declared without a way to it does not compile.
import { gzipSync } from 'node:zlib';
import type { Client, Contract, Item, MethodName } from '../../preload/contract/contract.ts';
import type { CodeOf, Reply, StreamMethod } from '../../preload/contract/method.ts';
import type { deedRefusals } from '../../preload/contract/values.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { APPROVAL_CALLS } from './approval-scenarios.ts';
import { BEYOND_TO_DECIDE, BEYOND_TO_SUBMIT, MAKER_DECIDES } from './authority-scenarios.ts';
import { CARRIED_CALLS } from './carried-scenarios.ts';
import { POSITION, settling, submitToHouse } from './clearing-scenarios.ts';
import { ADLER, BRANDT, supplierIban } from './demo-bank.ts';
import { EVENT_CALLS } from './event-scenarios.ts';
import { HAND_OVER_CALLS } from './hand-over-scenarios.ts';
import { INTAKE_CALLS } from './intake-scenarios.ts';
import { KEEPING_CALLS } from './keeping-scenarios.ts';
import { KEY_CALLS } from './key-scenarios.ts';
import { FILE_CALLS, LEDGER_CALLS, measuresOfLookalike } from './ledger-scenarios.ts';
import { MASTER_CALLS, MASTER_STREAMS } from './master-scenarios.ts';
import { notedFile } from './noted-file.ts';
import { OVERRIDE_CALLS } from './override-scenarios.ts';
import { PEOPLE_CALLS } from './people-scenarios.ts';
import { outsiderOf, type RefusalWorld, SET_BY_FILE } from './refusal-world.ts';
import { asksFirst, REQUEST_CALLS } from './request-scenarios.ts';
import { submitFile } from './running-office.ts';
import { SETTLEMENT_CALLS } from './settlement-scenarios.ts';

/** What every deed may refuse; the walk reaches these for all deeds alike. */
export type DeedRefusal = (typeof deedRefusals)[number];

export type CallName = {
  [Name in MethodName]: Contract[Name] extends StreamMethod ? never : Name;
}[MethodName];
export type StreamName = Exclude<MethodName, CallName>;

/** The codes of a call that are its own: those of every deed stand apart. */
export type OwnCode<Name extends CallName> =
  | Exclude<Extract<CodeOf<Contract[Name]>, string>, DeedRefusal>
  | ('submissionId' extends keyof Parameters<Client[Name]>[0]
      ? never
      : Extract<CodeOf<Contract[Name]>, 'not_permitted'>);

/** The codes that a stream ends with instead of its answer. */
export type StreamCode<Name extends StreamName> = Extract<
  Item<Name>,
  { readonly kind: 'refused' }
>['code'];

export type Scenario = (world: RefusalWorld) => Promise<Reply<unknown>>;
type StreamScenario = (world: RefusalWorld) => AsyncIterable<unknown>;

const UNKNOWN = 987_654;
const UNKNOWN_HASH = 'ab'.repeat(32);
const HEADER = 'account,name,currency,kind,openingBalance,accountLimit';

function revealed(id: RefusalWorld['id']) {
  return { submissionId: id(), party: 'creditor', reason: 'audit' } as const;
}

/** Imports a list with these rows. */
function list(...rows: readonly string[]): Scenario {
  return ({ client, id, write }) =>
    client.importAccounts({
      submissionId: id(),
      path: write('list.csv', `${[HEADER, ...rows].join('\n')}\n`),
    });
}

function importPath(path: (world: RefusalWorld) => string): Scenario {
  return (world) => world.client.importAccounts({ submissionId: world.id(), path: path(world) });
}

function draftPath(path: (world: RefusalWorld) => string): Scenario {
  return (world) => world.client.draftBatch({ path: path(world) });
}

/** Submits a file that differs from a right one in what is given. */
export function submitDiffering(differing: Partial<Parameters<typeof smallPain001>[0]>): Scenario {
  return ({ on, write }) => {
    const items = [{ to: supplierIban(9), amount: '1.00' }];
    const file = { messageId: 'DIFFERING', debtor: ADLER, items, ...differing };
    return submitFile(on, write('differing.xml', smallPain001(file)));
  };
}

/** Amounts that no batch can sum up: the largest a file may state, often. */
export const TOO_MUCH = Array.from({ length: 50 }, (_, at) => ({
  to: supplierIban(at),
  amount: '999999999999999.99',
}));

const missing = (): string => '/nowhere/at/all.xml';
const empty = ({ write }: RefusalWorld): string => write('empty.xml', '');
const huge = ({ hugeFile }: RefusalWorld): string => hugeFile;

/** A scene asked for in a demonstration of which only the deed it begins with was done. */
function playing(scene: '06:45' | '14:20'): Scenario {
  return async ({ client, write }) => {
    const path = write('begun.csv', `${HEADER}\nBEGUN,B,EUR,customer,0,0\n`);
    await client.importAccounts({ submissionId: 'demo.accounts', path });
    return client.playScene({ scene });
  };
}

export const CALLS: { readonly [Name in CallName]: Record<OwnCode<Name>, Scenario> } = {
  importAccounts: {
    original_unknown: ({ client, id }) =>
      client.importAccounts({ submissionId: id(), originalHash: UNKNOWN_HASH }),
    file_cannot_be_read: importPath(missing),
    file_is_empty: importPath(empty),
    file_is_too_large: importPath(huge),
    // Half of a packed list is none.
    file_is_not_an_account_list: importPath(({ write }) =>
      write('list.csv.gz', gzipSync(HEADER).subarray(0, 20)),
    ),
    account_list_has_problems: list('X-1,X,EURO,customer,1.00,0'),
    // Only a live book refuses it.
    account_of_demo_bank: async ({ newOffice, id, write }) => {
      const list = `${HEADER}\nDE81999999990000002001,X,EUR,customer,1.00,0\n`;
      const asked = { submissionId: id(), path: write('list.csv', list) };
      return (await newOffice()).importAccounts(asked);
    },
    account_kind_not_of_this_book: list('P-1,P,EUR,participant_position,0.00,0'),
    account_open_with_other_terms: list(`${ADLER.iban},Adler,EUR,nostro,0.00,0`),
    account_overdrawn: list('X-2,X,EUR,customer,-1.00,0'),
  },
  draftBatch: {
    not_permitted: ({ outsider }) => outsider.draftBatch({ path: missing() }),
    file_cannot_be_read: draftPath(missing),
    file_is_empty: draftPath(empty),
    file_is_too_large: draftPath(huge),
  },
  submitBatch: {
    original_unknown: ({ client, id }) =>
      client.submitBatch({ submissionId: id(), originalHash: UNKNOWN_HASH, fileName: 'x.xml' }),
    file_has_refusing_problems: submitDiffering({ controlSum: '2.00' }),
    file_not_of_this_book: submitToHouse,
    duplicate_file: ({ on, write, first }) =>
      submitFile(on, write('again.xml', smallPain001(first))),
    duplicate_message_id: ({ on, write, first }) => {
      const items = first.items.slice(1);
      return submitFile(on, write('other.xml', smallPain001({ ...first, items })));
    },
    batch_too_large: submitDiffering({ items: TOO_MUCH }),
    ...BEYOND_TO_SUBMIT,
  },
  status: {},
  batch: { batch_unknown: ({ client }) => client.batch({ batchId: UNKNOWN }) },
  queuePage: {},
  paymentTrail: {
    payment_unknown: ({ client }) => client.paymentTrail({ paymentId: UNKNOWN }),
  },
  dayEquation: {},
  findPayment: {},
  trailPage: {
    not_permitted: ({ outsider }) => outsider.trailPage({ filter: {}, before: null, limit: 1 }),
  },
  exportTrail: {},
  ...FILE_CALLS,
  reviewList: {
    not_permitted: ({ on }) => outsiderOf(on).reviewList({ offset: 0, limit: 1 }),
  },
  decideReview: {
    payment_unknown: ({ client, id }) =>
      client.decideReview({ ...declined(id), paymentId: UNKNOWN }),
    payment_status_does_not_allow: ({ client, id, payments }) =>
      client.decideReview({ ...declined(id), paymentId: payments.inClosedCycle }),
    second_person_must_differ: MAKER_DECIDES,
    remark_required: ({ client, id, payments }) =>
      client.decideReview({ ...declined(id), remark: ' ', paymentId: payments.suspectedRepeat }),
    ...BEYOND_TO_DECIDE,
  },
  revealAccount: {
    given_before: async ({ client, id, payments }) => {
      const asked = { ...revealed(id), paymentId: payments.inClosedCycle };
      await client.revealAccount(asked);
      return client.revealAccount(asked);
    },
    payment_unknown: ({ client, id }) =>
      client.revealAccount({ ...revealed(id), paymentId: UNKNOWN }),
  },
  ...APPROVAL_CALLS,
  // While the intake stands still, for one of them is of what waits to be judged.
  ...HAND_OVER_CALLS,
  cancelPayment: {
    payment_unknown: ({ client, id }) =>
      client.cancelPayment({ submissionId: id(), paymentId: UNKNOWN }),
    payment_status_does_not_allow: ({ client, id, payments }) =>
      client.cancelPayment({ submissionId: id(), paymentId: payments.inClosedCycle }),
  },
  ...SETTLEMENT_CALLS,
  audit: {},
  chooseRole: {
    book_is_not_empty: ({ client, id }) =>
      client.chooseRole({ submissionId: id(), role: 'clearing' }),
  },
  settlePositions: {
    second_person_required: asksFirst.settlePositions,
    book_is_no_clearing_house: ({ client, id }) =>
      client.settlePositions({ submissionId: id(), currency: 'EUR' }),
    participant_without_settlement: settling(POSITION),
    participant_short_of_cover: settling(
      `${POSITION}\n2420/ALPNATWW,Alpen,EUR,participant_settlement,1.00,0`,
    ),
  },
  clearingView: {},
  startDemo: {
    scene_not_offered: ({ client, id }) =>
      client.startDemo({ submissionId: id(), role: 'participant', scene: '14:20' }),
    book_is_not_empty: ({ client, id }) =>
      client.startDemo({ submissionId: id(), role: 'participant' }),
  },
  setDemoSpeed: {
    book_is_no_demonstration: ({ client }) => client.setDemoSpeed({ speed: 60 }),
  },
  playScene: {
    book_is_no_demonstration: ({ client }) => client.playScene({ scene: '16:20' }),
    scene_not_offered: playing('14:20'),
    scene_is_past: playing('06:45'),
  },
  ...REQUEST_CALLS,
  ...OVERRIDE_CALLS,
  ...CARRIED_CALLS,
  setPolicy: {
    policy_set_by_file: policy(SET_BY_FILE.name, '20'),
    policy_unknown: policy('noSuchPolicy', '7'),
    policy_value_invalid: policy('duplicateWindowDays', 'soon'),
    second_person_required: asksFirst.setPolicy,
  },
  updateFeed: {},
  settings: {},
  session: {},
  preferences: {},
  keepPreferences: {},
  ...KEEPING_CALLS,
  ...LEDGER_CALLS,
  ...EVENT_CALLS,
  ...MASTER_CALLS,
  ...PEOPLE_CALLS,
  ...KEY_CALLS,
  accountMeasures: { accounts_look_alike: measuresOfLookalike },
  engineStanding: {},
  ...INTAKE_CALLS,
  insightNow: {},
  insightSeries: {},
};

async function* report(client: Client, submissionId: string, batchId: number) {
  const noted = await notedFile(client, submissionId, { of: 'pain002', batchId });
  yield* client.pain002({ batchId, ...noted });
}

/** The report on a batch that is with the rail, after its payer agreed on these status messages. */
async function* reportAsAgreed({ client, id, batches }: RefusalWorld, statusMessages: string) {
  const [agreement, customer] = [id(), id()];
  const says = { agreement, customer, status: 'active', statusMessages };
  const account = { account: BRANDT.iban, currency: 'EUR', customer, agreement };
  for (const [kind, written] of [['agreement', says] as const, ['account', account] as const]) {
    const change = { kind, written, ended: false, validFrom: '2026-11-26', reason: 'agreed' };
    await client.proposeMasterChange({ submissionId: id(), ...change });
  }
  yield* report(client, id(), batches.closed);
}

export const STREAMS: { readonly [Name in StreamName]: Record<StreamCode<Name>, StreamScenario> } =
  {
    demoDay: {},
    inspectFile: {
      original_unknown: ({ client }) => client.inspectFile({ originalHash: UNKNOWN_HASH }),
    },
    rehearseBatch: {
      original_unknown: ({ client }) => client.rehearseBatch({ originalHash: UNKNOWN_HASH }),
      file_has_refusing_problems: async function* ({ client, write }) {
        const draft = await client.draftBatch({ path: write('no.xml', '<no/>') });
        if (!draft.ok) return;
        yield* client.rehearseBatch({ originalHash: draft.value.originalHash });
      },
    },
    batchProgress: {},
    pain002: {
      export_unknown: ({ client, batches }) =>
        client.pain002({ batchId: batches.closed, sequence: 1 }),
      batch_not_judged: ({ client, id, batches }) => report(client, id(), batches.fresh),
      status_report_not_agreed: (world) => reportAsAgreed(world, 'none'),
      batch_not_final: (world) => reportAsAgreed(world, 'final'),
    },
    ...MASTER_STREAMS,
    rerun: {
      not_permitted: ({ outsider }) => outsider.rerun({ since: { epoch: 1 }, policies: [] }),
      rerun_under_way: async function* ({ client }) {
        const standing = await client.engineStanding({});
        if (!standing.ok) return;
        const input = { since: { epoch: standing.value.epoch }, policies: [] };
        // It starts a thread, and so is not done when the second one is heard.
        const first = drain(client.rerun(input));
        try {
          yield* client.rerun(input);
        } finally {
          await first;
        }
      },
      epoch_unknown: ({ client }) => client.rerun({ since: { epoch: UNKNOWN }, policies: [] }),
      policy_unknown: tryPolicy('noSuchPolicy', '7'),
      policy_value_invalid: tryPolicy('duplicateWindowDays', 'soon'),
      // The first epochs are of a batch whose file was erased.
      original_unknown: ({ client }) => client.rerun({ since: { epoch: 1 }, policies: [] }),
    },
    keepingProgress: {},
    officeState: {},
    changed: {},
    auditBook: {},
    trailFile: {
      export_unknown: ({ client }) => client.trailFile({ filter: {}, format: 'csv', sequence: 1 }),
    },
    sessionStanding: {},
  };

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _item of stream);
}

function tryPolicy(name: string, value: string): StreamScenario {
  return ({ client }) => client.rerun({ since: { epoch: 1 }, policies: [{ name, value }] });
}

function declined(id: () => string) {
  const words = { reasonCode: 'NARR', remark: 'seen' };
  return { submissionId: id(), outcome: 'decline' as const, ...words };
}

export function policy(name: string, value: string): Scenario {
  return ({ client, id }) => client.setPolicy({ submissionId: id(), name, value });
}
