// One way to every refusal of settlement: out to the rail, its answers, the cycle, corrections and
// inward money.
import type { Reply } from '../../preload/contract/method.ts';
import { BEYOND, bounded } from './authority-scenarios.ts';
import { CLOSED, closedAccount } from './ledger-scenarios.ts';
import type { RefusalWorld } from './refusal-world.ts';
import { asksFirst } from './request-scenarios.ts';

type Scenario = (world: RefusalWorld) => Promise<Reply<unknown>>;

const UNKNOWN = 987_654;

export function correct(entry: (world: RefusalWorld) => number): Scenario {
  return (world) => {
    const entryId = entry(world);
    return world.client.correctEntry({ submissionId: world.id(), entryId, remark: 'x' });
  };
}

export function reject(payment: (world: RefusalWorld) => number): Scenario {
  return (world) => {
    const asked = { submissionId: world.id(), paymentId: payment(world), reasonCode: 'AC04' };
    return world.client.rejectAcknowledged(asked);
  };
}

export function unwind(cycle: (world: RefusalWorld) => number): Scenario {
  return (world) => {
    const cycleId = cycle(world);
    return world.client.unwindCycle({ submissionId: world.id(), cycleId, remark: 'not settled' });
  };
}

export function inward(of: {
  readonly cycle: (world: RefusalWorld) => number;
  readonly amount: bigint;
  readonly account: string | null;
}): Scenario {
  const { cycle, amount, account } = of;
  return (world) => {
    const cycleId = cycle(world);
    return world.client.applyInward({ submissionId: world.id(), cycleId, account, amount });
  };
}

export const SETTLEMENT_CALLS = {
  settlementView: {},
  dispatchPayments: {
    batch_unknown: ({ client, id }) =>
      client.dispatchPayments({ submissionId: id(), batchId: UNKNOWN }),
    batch_not_judged: ({ client, id, batches }) =>
      client.dispatchPayments({ submissionId: id(), batchId: batches.fresh }),
    outgoing_waits: ({ client, id, batches }) =>
      client.dispatchPayments({ submissionId: id(), batchId: batches.restored }),
  },
  acknowledgeBatch: {
    batch_unknown: ({ client, id }) =>
      client.acknowledgeBatch({ submissionId: id(), batchId: UNKNOWN, fromRecord: 0 }),
    nothing_dispatched: ({ client, id, batches }) =>
      client.acknowledgeBatch({ submissionId: id(), batchId: batches.closed, fromRecord: 0 }),
  },
  closeCycle: {
    cycle_unknown: ({ client, id }) =>
      client.closeCycle({ submissionId: id(), cycleId: UNKNOWN, grossIn: 0n }),
    cycle_not_open: ({ client, id, cycles }) =>
      client.closeCycle({ submissionId: id(), cycleId: cycles.closed, grossIn: 0n }),
  },
  settleCycle: {
    cycle_unknown: ({ client, id }) =>
      client.settleCycle({ submissionId: id(), cycleId: UNKNOWN, advised: 0n }),
    cycle_not_closed: ({ client, id, cycles }) =>
      client.settleCycle({ submissionId: id(), cycleId: cycles.open, advised: 0n }),
  },
  unwindCycle: {
    second_person_required: asksFirst.unwindCycle,
    cycle_unknown: unwind(() => UNKNOWN),
    cycle_not_closed: unwind(({ cycles }) => cycles.open),
    cycle_was_drawn_on: async (world) => {
      const cycle = (): number => world.cycles.closed;
      await inward({ cycle, amount: 1n, account: null })(world);
      return unwind(cycle)(world);
    },
  },
  entryView: { entry_unknown: ({ client }) => client.entryView({ entryId: UNKNOWN }) },
  correctEntry: {
    ...BEYOND((beyond) => (world) => {
      const asked = { submissionId: world.id(), entryId: world.entries.spent, remark: 'x' };
      return bounded(world, 'supervisor', beyond).correctEntry(asked);
    }),
    second_person_required: asksFirst.correctEntry,
    entry_unknown: correct(() => UNKNOWN),
    entry_belongs_to_a_payment: correct(({ entries }) => entries.ofPayment),
    entry_belongs_to_a_cycle: correct(({ entries }) => entries.ofCycle),
    entry_already_corrected: correct(({ entries }) => entries.corrected),
    insufficient_funds: correct(({ entries }) => entries.spent),
  },
  rejectAcknowledged: {
    payment_unknown: reject(() => UNKNOWN),
    payment_status_does_not_allow: reject(({ payments }) => payments.suspectedRepeat),
    cycle_not_open: reject(({ payments }) => payments.inClosedCycle),
  },
  applyInward: {
    cycle_unknown: inward({ cycle: () => UNKNOWN, amount: 1n, account: null }),
    cycle_not_closed: inward({ cycle: ({ cycles }) => cycles.open, amount: 1n, account: null }),
    inward_exceeded: inward({
      cycle: ({ cycles }) => cycles.closed,
      amount: 101_00n,
      account: null,
    }),
    account_unknown: inward({ cycle: ({ cycles }) => cycles.closed, amount: 1n, account: 'NONE' }),
    account_is_closed: async (world) => {
      await closedAccount(world);
      const cycle = (): number => world.cycles.closed;
      return inward({ cycle, amount: 1n, account: CLOSED })(world);
    },
  },
} satisfies { readonly [method: string]: { readonly [code: string]: Scenario } };
