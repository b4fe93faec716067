// One way to every refusal of the events that a person books.
import type { Client, Input } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { BEYOND, bounded } from './authority-scenarios.ts';
import { BRANDT } from './demo-bank.ts';
import type { RefusalWorld } from './refusal-world.ts';

type Scenario = (world: RefusalWorld) => Promise<Reply<unknown>>;
export type Told = Input<'previewEvent'>;

/** An event with what is said of it; all else is left empty. */
export function told(event: Told['event'], of: Partial<Told> = {}): Told {
  const nothing = { amounts: [], accounts: [], holds: [], originals: [], item: '' } as const;
  return { event, ...nothing, valueDate: null, settlementDate: null, ...of };
}

export function eur(name: Told['amounts'][number]['name'], minor: bigint): Told['amounts'] {
  return [{ name, amount: { minor, currency: 'EUR' } }];
}

const ACCOUNT = (role: Told['accounts'][number]['role'], account: string) => [{ role, account }];

/** A debit on the settlement account that nobody expected: it begins an open item. */
export const UNEXPECTED_DEBIT = told('H3.debit', {
  amounts: eur('principal', 31_240n),
  accounts: ACCOUNT('ownAccount', '1010'),
});

/** Ways to what is refused alike of an event that is shown and of one that is booked. */
const ALIKE = {
  account_unknown: () =>
    told('H3.debit', { amounts: eur('principal', 1n), accounts: ACCOUNT('ownAccount', 'NONE') }),
  account_of_other_kind: () =>
    told('H3.debit', {
      amounts: eur('principal', 1n),
      accounts: ACCOUNT('ownAccount', BRANDT.iban),
    }),
  event_has_its_own_deed: () => told('D6'),
  entry_belongs_to_a_payment: ({ entries }: RefusalWorld) =>
    told('H5', { originals: [entries.ofPayment] }),
  entry_belongs_to_a_cycle: ({ entries }: RefusalWorld) =>
    told('H5', { originals: [entries.ofCycle] }),
  event_cannot_be_booked: () => told('H3.debit'),
} as const;

const previewed = (how: (world: RefusalWorld) => Told): Scenario => {
  return (world) => world.client.previewEvent(how(world));
};
const booked = (how: (world: RefusalWorld) => Told, reference = 'advice 7'): Scenario => {
  return (world) => world.client.bookEvent({ submissionId: world.id(), ...how(world), reference });
};

/** A difference that is written off alone, above what one person may. */
async function writeOff(client: Client, id: () => string, reference: string) {
  const opened = await client.bookEvent({
    submissionId: id(),
    ...UNEXPECTED_DEBIT,
    reference: '',
  });
  const item = opened.ok ? `entry ${opened.value.entries[0]}` : '';
  const off = told('H4.written_off', { amounts: eur('principal', 31_240n), item });
  return client.bookEvent({ submissionId: id(), ...off, reference });
}

export const EVENT_CALLS = {
  previewEvent: {
    account_unknown: previewed(ALIKE.account_unknown),
    account_of_other_kind: previewed(ALIKE.account_of_other_kind),
    event_has_its_own_deed: previewed(ALIKE.event_has_its_own_deed),
    entry_belongs_to_a_payment: previewed(ALIKE.entry_belongs_to_a_payment),
    entry_belongs_to_a_cycle: previewed(ALIKE.entry_belongs_to_a_cycle),
    event_cannot_be_booked: previewed(ALIKE.event_cannot_be_booked),
  },
  bookEvent: {
    account_unknown: booked(ALIKE.account_unknown),
    account_of_other_kind: booked(ALIKE.account_of_other_kind),
    event_has_its_own_deed: booked(ALIKE.event_has_its_own_deed),
    entry_belongs_to_a_payment: booked(ALIKE.entry_belongs_to_a_payment),
    entry_belongs_to_a_cycle: booked(ALIKE.entry_belongs_to_a_cycle),
    event_cannot_be_booked: booked(ALIKE.event_cannot_be_booked),
    reference_required: ({ client, id }: RefusalWorld) => writeOff(client, id, ' '),
    ...BEYOND((beyond) => (world) => {
      const asked = { submissionId: world.id(), ...UNEXPECTED_DEBIT, reference: '' };
      return bounded(world, 'supervisor', beyond).bookEvent(asked);
    }),
    // Nobody else could sign in a book without people: there is nothing to ask for.
    second_person_required: ({ client, id }: RefusalWorld) => writeOff(client, id, 'unexplained'),
  },
};
