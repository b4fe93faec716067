// One way to every refusal of the methods that ask the ledger itself.

import type { Client } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { clientOf } from './approval-scenarios.ts';
import { BRANDT } from './demo-bank.ts';
import type { RefusalWorld } from './refusal-world.ts';
import { asksFirst } from './request-scenarios.ts';
import { importList } from './running-office.ts';

type Scenario = (world: RefusalWorld) => Promise<Reply<unknown>>;

type Asked = {
  readonly day?: string;
  readonly rates?: readonly { readonly currency: string; readonly rate: string }[];
  readonly carried?: readonly string[];
};

/** Before anything was booked in the world: a day that closes without touching the others. */
const QUIET_DAY = '2026-11-20';
const USD = [{ currency: 'USD', rate: '1.0825' }];

function close({ day = QUIET_DAY, rates = USD, carried = [] }: Asked): Scenario {
  return ({ client, id }) =>
    client.closeDay({ submissionId: id(), day, rates, carried, remark: '' });
}

/** Closes with everything carried that can be, after something was left unapplied. */
function closeCarrying(asked: Asked): Scenario {
  return async (world) => {
    await unapplied(world);
    const view = await world.client.dayView({});
    const carried = view.ok ? view.value.work.filter(isCarried).map((each) => each.reference) : [];
    return close({ ...asked, carried })(world);
  };
}

function isCarried({ kind }: { readonly kind: string }): boolean {
  return ['payment_unknown', 'item_unapplied', 'item_difference', 'item_claim'].includes(kind);
}

/** One cent of inward money that no account fits. */
function unapplied({ client, id, cycles }: RefusalWorld): Promise<Reply<unknown>> {
  const inward = { cycleId: cycles.closed, account: null, amount: 1n };
  return client.applyInward({ submissionId: id(), ...inward });
}

/** An account that was opened empty and closed at once. */
export const CLOSED = 'WORLD-CLOSED';

export async function closedAccount(world: RefusalWorld): Promise<void> {
  const header = 'account,name,currency,kind,openingBalance,accountLimit';
  const list = world.write('closed.csv', `${header}\n${CLOSED},Gone,EUR,customer,0.00,0\n`);
  await importList(world.on, list, world.id());
  await change(CLOSED, 'closed')(world);
}

function change(account: string, status: 'open' | 'closed'): Scenario {
  return ({ client, id }) =>
    client.changeAccount({ submissionId: id(), account, currency: 'EUR', status });
}

/** One balance of core's list for a day, taken in. */
function core(day: string, balance: string, account = BRANDT.iban): Scenario {
  return async (world) => {
    const row = `${account},EUR,${balance},open,${day}`;
    const list = `account,currency,balance,status,asOf\n${row}\n#total,EUR,1,${balance}\n`;
    const drafted = await world.client.draftBatch({ path: world.write('core.csv', list) });
    if (!drafted.ok) return drafted;
    const { originalHash } = drafted.value;
    return world.client.importCoreBalances({ submissionId: world.id(), originalHash });
  };
}

const ALIKE = { account: '•••• 01', currency: 'EUR' } as const;

/** An auditor's client, in a book with two accounts that are told alike. */
async function amongLookalikes({ on, write }: RefusalWorld): Promise<Client> {
  const rows = ['ALIKE-A-01', 'ALIKE-B-01'].map((number) => `${number},Alike,EUR,customer,0.00,0`);
  const header = 'account,name,currency,kind,openingBalance,accountLimit';
  await importList(on, write('alike.csv', `${[header, ...rows].join('\n')}\n`), 'alike');
  return clientOf(on, 'otto', ['auditor']);
}

/** What the engine holds of an account, asked by somebody to whom it looks like another. */
export const measuresOfLookalike: Scenario = async (world) =>
  (await amongLookalikes(world)).accountMeasures(ALIKE);

/** Of a link that noted something else. */
const STATEMENT = { day: QUIET_DAY, offset: 0, sequence: 1 } as const;

const takeOut = (account: string, currency: string) => {
  return { of: 'accountStatement', account, currency, day: QUIET_DAY } as const;
};

/** Files that are taken out. */
export const FILE_CALLS = {
  exportFile: {
    batch_unknown: ({ client, id }: RefusalWorld) =>
      client.exportFile({ submissionId: id(), file: { of: 'pain002', batchId: 987_654 } }),
    account_unknown: ({ client, id }: RefusalWorld) =>
      client.exportFile({ submissionId: id(), file: takeOut('NONE', 'EUR') }),
    accounts_look_alike: async (world: RefusalWorld) => {
      const file = takeOut(ALIKE.account, ALIKE.currency);
      const auditor = await amongLookalikes(world);
      return auditor.exportFile({ submissionId: world.id(), file });
    },
    hand_over_unknown: ({ client, id }: RefusalWorld) => {
      const file = { of: 'signHandOver', kind: 'receipt', id: 987_654 } as const;
      return client.exportFile({ submissionId: id(), file });
    },
  },
};

export const LEDGER_CALLS = {
  dayView: {},
  closeDay: {
    day_already_closed: async (world: RefusalWorld) => {
      await closeCarrying({ day: '2026-11-19' })(world);
      return close({ day: '2026-11-18' })(world);
    },
    day_has_not_begun: close({ day: '2099-01-02' }),
    earlier_day_is_open: close({ day: '2026-11-26' }),
    carried_item_unknown: close({ carried: ['nothing'] }),
    day_has_blockers: async (world: RefusalWorld) => {
      await unapplied(world);
      return close({})(world);
    },
    rate_unreadable: closeCarrying({ rates: [{ currency: 'USD', rate: '1,08' }] }),
    rate_missing: closeCarrying({ day: '2026-11-25', rates: [] }),
  },
  changeAccount: {
    second_person_required: asksFirst.changeAccount,
    account_unknown: change('NONE', 'closed'),
    account_status_is_that: change(BRANDT.iban, 'open'),
    account_is_closed: async (world: RefusalWorld) => {
      await closedAccount(world);
      return change(CLOSED, 'open')(world);
    },
    account_is_not_empty: change(BRANDT.iban, 'closed'),
  },
  explainBreak: {
    second_person_required: asksFirst.explainBreak,
    break_unknown: ({ client, id }: RefusalWorld) =>
      client.explainBreak({ submissionId: id(), breakId: 987_654, reason: 'timing' }),
    reason_required: async ({ client, id, cycles }: RefusalWorld) => {
      const advised = { cycleId: cycles.closed, advised: 7n };
      const settled = await client.settleCycle({ submissionId: id(), ...advised });
      const breakId = settled.ok ? settled.value.breakId : 0;
      return client.explainBreak({ submissionId: id(), breakId, reason: ' ' });
    },
  },
  accountStatement: {
    account_unknown: ({ client }: RefusalWorld) =>
      client.accountStatement({ ...STATEMENT, account: 'NONE', currency: 'EUR' }),
    accounts_look_alike: async (world: RefusalWorld) => {
      const auditor = await amongLookalikes(world);
      return auditor.accountStatement({ ...STATEMENT, ...ALIKE });
    },
    export_unknown: ({ client }: RefusalWorld) =>
      client.accountStatement({ ...STATEMENT, account: BRANDT.iban, currency: 'EUR' }),
  },
  trialBalance: {},
  balancesAt: {},
  coreJournal: {
    export_unknown: ({ client }: RefusalWorld) =>
      client.coreJournal({ day: QUIET_DAY, format: 'csv', sequence: 1, after: 0, limit: 1 }),
  },
  importCoreBalances: {
    original_unknown: ({ client, id }: RefusalWorld) =>
      client.importCoreBalances({ submissionId: id(), originalHash: 'ab'.repeat(32) }),
    core_list_has_problems: core('2026-11-26', '1,5'),
    core_day_has_not_begun: core('2099-01-02', '1.00'),
    core_date_goes_back: async (world: RefusalWorld) => {
      await core('2026-11-26', '1.00')(world);
      return core('2026-11-20', '1.00')(world);
    },
    core_accounts_unknown: core('2026-11-26', '1.00', 'NONE'),
  },
  coreBalances: {},
  previewCoreBalances: {
    original_unknown: ({ client }: RefusalWorld) =>
      client.previewCoreBalances({ originalHash: 'ab'.repeat(32) }),
    core_list_has_problems: async ({ client, write }: RefusalWorld) => {
      const drafted = await client.draftBatch({ path: write('wrong.csv', 'account\n1\n') });
      if (!drafted.ok) return drafted;
      return client.previewCoreBalances({ originalHash: drafted.value.originalHash });
    },
  },
};
