// One way to every refusal of the methods about master data. Two persons are needed for most: a
// maker and a checker, each with one role, beside the only person of the world.
import { localActor, type Role } from '../../main/domain/permissions.ts';
import { createClient } from '../../preload/client.ts';
import { type Client, contract } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import type { RefusalWorld } from './refusal-world.ts';

type Scenario = (world: RefusalWorld) => Promise<Reply<unknown>>;

const UNKNOWN = 987_654;
const UNKNOWN_HASH = 'ab'.repeat(32);
const FAR = '2027-03-01';

function clientOf({ on }: RefusalWorld, id: string, role: Role): Client {
  const actor = { ...localActor(id), roles: [role] };
  return createClient(contract, on.office.open({ actor, shell: 'cli' }));
}

const maker = (world: RefusalWorld): Client => clientOf(world, 'mia', 'administrator');
const checker = (world: RefusalWorld): Client => clientOf(world, 'chen', 'supervisor');

type Given = {
  readonly key?: string;
  readonly name?: string;
  readonly ended?: boolean;
  readonly validFrom?: string;
  readonly reason?: string;
};

function propose(
  client: Client,
  { id }: RefusalWorld,
  { key = id(), name = 'Anna', ended = false, validFrom = FAR, reason = 'new' }: Given,
) {
  const written = { customer: key, form: 'person', name, status: 'active' };
  const change = { kind: 'customer' as const, written, ended, validFrom, reason };
  return client.proposeMasterChange({ submissionId: id(), ...change });
}

/** A change that waits, as the maker proposed it. */
async function waiting(world: RefusalWorld, given: Given = {}): Promise<number> {
  const proposed = await propose(maker(world), world, given);
  if (!proposed.ok) throw new Error('the proposal was not taken');
  return proposed.value.changeId;
}

/** A full edition of a kind, or what is given; each has a record of its own. */
async function edition(
  world: RefusalWorld,
  kind: 'bank' | 'routing' | 'participant' | 'customer',
  name: string,
  given: { readonly scope?: 'full' | 'delta'; readonly base?: string } = {},
) {
  const { client, write } = world;
  const lists = {
    bank: 'bic,name\nABCDDEFFXXX,Bank\n',
    routing: `system,code,name\nDEBLZ,${world.id()},Bank\n`,
    participant: `participant,bic,name,status\n${world.id()},ABCDDEFFXXX,Bank,active\n`,
    customer: `customer,form,name,status\n${world.id()},person,Anna,active\n`,
  };
  const draft = await client.draftBatch({ path: write(`${kind}.csv`, lists[kind]) });
  if (!draft.ok) throw new Error('the list was not kept');
  const { originalHash } = draft.value;
  const of = { scope: 'full' as const, base: '', validUntil: '' as const, ...given };
  const asked = { kind, originalHash, validFrom: FAR, reason: 'list' };
  const named = { ...asked, edition: { ...of, edition: name } };
  return maker(world).importMaster({ submissionId: world.id(), ...named });
}

type Decision = 'confirmed' | 'rejected' | 'withdrawn';

function decide(client: Client, { id }: RefusalWorld, changeId: number, decision: Decision) {
  return client.decideMasterChange({ submissionId: id(), changeId, decision, reason: '' });
}

async function drafted({ client, write }: RefusalWorld, rows: readonly string[]): Promise<string> {
  const path = write('master.csv', `customer,form,name,status\n${rows.join('\n')}\n`);
  const draft = await client.draftBatch({ path });
  if (!draft.ok) throw new Error('the list was not kept');
  return draft.value.originalHash;
}

async function bringIn(
  world: RefusalWorld,
  rows: readonly string[],
  { reason = 'list', validFrom = FAR }: Given = {},
) {
  const originalHash = await drafted(world, rows);
  const asked = { kind: 'customer' as const, originalHash, validFrom, reason };
  return maker(world).importMaster({ submissionId: world.id(), ...asked });
}

/** Long enough that its epochs are under way while something else is asked. */
function longList(prefix: string): readonly string[] {
  return Array.from({ length: 30_000 }, (_, at) => `${prefix}-${at},person,Name ${at},active`);
}

const proposing =
  (given: Given): Scenario =>
  (world) =>
    propose(world.client, world, given);

export const MASTER_CALLS = {
  masterPage: {},
  masterRecord: {
    master_record_unknown: ({ client }: RefusalWorld) =>
      client.masterRecord({ kind: 'customer', key: 'NOBODY' }),
  },
  searchMaster: {},
  masterWaiting: {},
  masterChange: {
    master_change_unknown: ({ client }: RefusalWorld) =>
      client.masterChange({ changeId: UNKNOWN, offset: 0, limit: 10 }),
  },
  proposeMasterChange: {
    remark_required: proposing({ reason: ' ' }),
    master_content_invalid: proposing({ name: '' }),
    master_date_in_past: proposing({ validFrom: '2026-01-02' }),
    master_change_waits: async (world: RefusalWorld) => {
      const key = world.id();
      await waiting(world, { key });
      return propose(world.client, world, { key });
    },
    master_record_unknown: proposing({ ended: true }),
    master_nothing_changed: async (world: RefusalWorld) => {
      const key = world.id();
      await propose(world.client, world, { key });
      return propose(world.client, world, { key });
    },
    master_date_before_newest: async (world: RefusalWorld) => {
      const key = world.id();
      await propose(world.client, world, { key });
      return propose(world.client, world, { key, name: 'Bea', validFrom: '2027-02-01' });
    },
  },
  decideMasterChange: {
    master_change_unknown: (world: RefusalWorld) =>
      decide(world.client, world, UNKNOWN, 'confirmed'),
    master_change_decided: async (world: RefusalWorld) => {
      const changeId = await waiting(world);
      await decide(checker(world), world, changeId, 'confirmed');
      return decide(checker(world), world, changeId, 'confirmed');
    },
    only_its_maker_withdraws: async (world: RefusalWorld) =>
      decide(checker(world), world, await waiting(world), 'withdrawn'),
    master_change_not_all_there: async (world: RefusalWorld) => {
      const begun = await bringIn(world, longList('LONG'));
      const changeId = begun.ok ? begun.value.changeId : 0;
      const early = await decide(checker(world), world, changeId, 'confirmed');
      await decide(maker(world), world, changeId, 'withdrawn');
      return early;
    },
    second_person_must_differ: async (world: RefusalWorld) =>
      decide(maker(world), world, await waiting(world), 'confirmed'),
    remark_required: async (world: RefusalWorld) =>
      decide(checker(world), world, await waiting(world), 'rejected'),
    master_change_overtaken: async (world: RefusalWorld) => {
      const key = world.id();
      const imported = await bringIn(world, [`${key},person,From the list,active`]);
      const changeId = imported.ok ? imported.value.changeId : 0;
      await standing(world, changeId, 'proposed');
      const other = await bringIn(world, [`${key},person,From another,active`]);
      const otherId = other.ok ? other.value.changeId : 0;
      await standing(world, otherId, 'proposed');
      await decide(checker(world), world, otherId, 'confirmed');
      return decide(checker(world), world, changeId, 'confirmed');
    },
    master_edition_base_differs: async (world: RefusalWorld) => {
      const one = await edition(world, 'routing', world.id());
      const other = await edition(world, 'routing', world.id());
      const ids = [one, other].map((begun) => (begun.ok ? begun.value.changeId : 0));
      for (const id of ids) await standing(world, id, 'proposed');
      const [first = 0, second = 0] = ids;
      await decide(checker(world), world, first, 'confirmed');
      return decide(checker(world), world, second, 'confirmed');
    },
  },
  importMaster: {
    original_unknown: ({ client, id }: RefusalWorld) =>
      client.importMaster({
        submissionId: id(),
        kind: 'customer',
        originalHash: UNKNOWN_HASH,
        validFrom: FAR,
        reason: 'list',
      }),
    master_list_has_problems: (world: RefusalWorld) => bringIn(world, ['X,person,,active']),
    remark_required: (world: RefusalWorld) =>
      bringIn(world, ['X,person,Xu,active'], { reason: '' }),
    master_date_in_past: (world: RefusalWorld) =>
      bringIn(world, ['X,person,Xu,active'], { validFrom: '2026-01-02' }),
    master_edition_not_of_kind: (world: RefusalWorld) => edition(world, 'customer', 'E-1'),
    master_edition_held: async (world: RefusalWorld) => {
      const name = world.id();
      const begun = await edition(world, 'bank', name);
      const changeId = begun.ok ? begun.value.changeId : 0;
      await standing(world, changeId, 'proposed');
      await decide(checker(world), world, changeId, 'confirmed');
      return edition(world, 'bank', name);
    },
    master_edition_base_differs: (world: RefusalWorld) =>
      edition(world, 'participant', 'E-2', { scope: 'delta', base: 'E-0' }),
    master_import_runs: async (world: RefusalWorld) => {
      const begun = await bringIn(world, longList('OTHER'));
      const refused = await bringIn(world, ['X,person,Xu,active']);
      const changeId = begun.ok ? begun.value.changeId : 0;
      await decide(maker(world), world, changeId, 'withdrawn');
      return refused;
    },
  },
};

/** Waits until a change stands so. */
async function standing({ client }: RefusalWorld, changeId: number, state: string): Promise<void> {
  for await (const { change, done } of client.masterProgress({ changeId })) {
    if (done && change.state === state) return;
  }
  throw new Error(`change ${changeId} never was ${state}`);
}

export const MASTER_STREAMS = {
  previewMaster: {
    original_unknown: ({ client }: RefusalWorld) =>
      client.previewMaster({ kind: 'customer', originalHash: UNKNOWN_HASH }),
  },
  masterProgress: {},
  exportMaster: {
    export_unknown: ({ client }: RefusalWorld) =>
      client.exportMaster({ kind: 'customer', format: 'csv', sequence: 1 }),
  },
};
