// Seeded calls against a real office with people: every method, from open seats of every role and
// from seats that are closed, with inputs that are believable, near the truth, or wild. What was done
// is read from the book afterwards and held against the rights on record.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { actorId } from '../../main/domain/people.ts';
import { localActor, ROLES } from '../../main/domain/permissions.ts';
import { type Channel, decode, encode, replyFrame } from '../../preload/channel.ts';
import { accountsCsv } from '../fixtures/generate-accounts.ts';
import { ownIban } from '../fixtures/parties.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { addEveryRole, type PeopleWorld, peopleWorld, value } from '../office/people-world.ts';
import { lookInto, unsound } from '../office/running-office.ts';
import { samples } from '../preload/samples.ts';
import { anyValue, type Seeded, seeded } from '../preload/seeded.ts';

export type Fuzzed = {
  readonly calls: number;
  /** How often each answer was given: `done`, or the code of a refusal or fault. */
  readonly answers: ReadonlyMap<string, number>;
  /** What should not have been: a deed without the right to it, a crash, a fault of our own. */
  readonly found: readonly string[];
  /** Deeds that are found when the record lets nobody do anything: the judge is not blind. */
  readonly planted: number;
  /** Resident memory of the office after each fifth of the calls, in bytes; empty where not known. */
  readonly memory: readonly number[];
};

type Call = { readonly method: string; readonly input: unknown; readonly isStream: boolean };

/** Calls that one seat has under way. */
const ABREAST = 8;

/** The seats behind which nobody may do anything, each with the person it belongs to. */
const CLOSED_SEATS = ['signed out', 'locked', 'must change'] as const;

/** What anybody may do to their own seat: it is left alone, or the rest would meet closed doors. */
const OF_ONES_OWN_SEAT = new Set(['lock', 'signOut']);

/**
 * What changes who sits where, or ends an office or a person's rights on purpose: from an open seat
 * these are asked with wild inputs only.
 */
const ENDS_MORE_THAN_ITSELF = new Set([
  // A wrong passphrase counts, and ten of them turn the person out.
  ...['changePassphrase', 'unlock', 'signIn', 'stepUp'],
  ...['offerAuthenticator', 'joinAuthenticator', 'leaveAuthenticator'],
  ...['restoreBackup', 'endPerson', 'endGrant', 'markAbsent'],
]);

/** Slow on purpose, or working for long: asked less often than the rest. */
const SLOW = new Set([
  ...['signIn', 'unlock', 'stepUp', 'changePassphrase', 'addPerson', 'setUpPeople'],
  ...['backUp', 'drillBackup', 'audit', 'auditBook', 'rerun'],
]);

const METHODS: readonly Call[] = Object.entries(samples)
  .filter(([method]) => !OF_ONES_OWN_SEAT.has(method))
  .map(([method, sample]) => ({ method, input: sample.input, isStream: 'item' in sample }));

/** Makes the office, its people and some payments, asks it `count` times and judges what is left. */
export async function fuzzCalls(
  t: Pick<TestContext, 'after'>,
  count: number,
  seed: number,
): Promise<Fuzzed> {
  const world = await peopleWorld(t);
  const closed = await prepare(world);
  const chance = seeded(seed);
  const nextId = newIds();
  const pid = world.on.office.pid();
  const mark = Number(
    lookInto(world.on.folder, (db) =>
      db.prepare<[], bigint>('SELECT max(sequence) FROM deeds').pluck().get(),
    ),
  );
  const answers = new Map<string, number>();
  const seats = ['ada', ...ROLES.filter((role) => role !== 'administrator'), ...CLOSED_SEATS].map(
    (name) => seatOf(world, name, answers),
  );
  const found: string[] = [];
  const memory: number[] = [];
  for (let calls = 0; calls < count; calls += ABREAST) {
    const seat = chance.pick(seats);
    await Promise.all(
      Array.from({ length: ABREAST }, () => seat.ask(nextCall(chance, isOpen(seat.name), nextId))),
    );
    if (Math.floor(((calls + ABREAST) * 5) / count) > Math.floor((calls * 5) / count)) {
      memory.push(...memoryOf(pid));
    }
  }
  if (world.on.office.pid() !== pid) found.push('the office ended and was started again');
  for (const [code, times] of answers) {
    if (code === 'fault unexpected') found.push(`${times} faults of our own`);
  }
  await world.on.stop();
  const { folder } = world.on;
  const record = readFileSync(join(import.meta.dirname, '../golden/rights.txt'), 'utf8').split(
    '\n',
  );
  found.push(...deedsWithoutRight(folder, mark, closed, record), ...unsound(folder));
  const nobody = record.map((line) => line.slice(0, line.indexOf(' ') + 1));
  const planted = deedsWithoutRight(folder, mark, closed, nobody).length;
  return { calls: count, answers, found, planted, memory };
}

const isOpen = (seat: string): boolean => !CLOSED_SEATS.some((closed) => closed === seat);

/** One person for each role, the closed seats, and a few payments; the persons of closed seats. */
async function prepare(world: PeopleWorld): Promise<ReadonlySet<string>> {
  await addEveryRole(world);
  const locked = await world.add('locked', ['supervisor', 'submitter']);
  value(await (await world.as('locked')).lock({}));
  const ada = await world.as('ada');
  const bo = await world.as('bo');
  const asked = { submissionId: world.id(), signInName: 'must', name: 'Must Change' };
  const { person, firstPassphrase } = value(await ada.addPerson(asked));
  assert.ok(firstPassphrase !== null);
  const given = { passphrase: firstPassphrase, code: '' };
  value(await world.at('must change').signIn({ signInName: 'must', ...given }));
  const { folder } = world.on;
  const debtor = { name: 'Ferrum GmbH', iban: ownIban(1) };
  const account = { account: debtor.iban, name: debtor.name, currency: 'EUR' } as const;
  const row = {
    ...account,
    kind: 'customer',
    openingBalance: 10_000_000n,
    accountLimit: 0n,
  } as const;
  const [list, file] = [join(folder, 'accounts.csv'), join(folder, 'payments.xml')];
  writeFileSync(list, accountsCsv([row]));
  const items = Array.from({ length: 12 }, (_, at) => ({
    amount: `${at + 1}.00`,
    to: ownIban(90 + at),
  }));
  writeFileSync(file, smallPain001({ messageId: 'FUZZ', debtor, items }));
  value(await bo.importAccounts({ submissionId: world.id(), path: list }));
  const submitter = await world.as('submitter');
  const { submissionId, originalHash, fileName } = value(
    await submitter.draftBatch({ path: file }),
  );
  const { batchId } = value(await submitter.submitBatch({ submissionId, originalHash, fileName }));
  for await (const { done } of submitter.batchProgress({ batchId })) if (done) break;
  return new Set([actorId(locked), actorId(person)]);
}

type Asking = { readonly name: string; readonly ask: (call: Call) => Promise<void> };

/** A seat's own channel, opened anew when the office closes it; every call of it is answered. */
function seatOf(world: PeopleWorld, name: string, answers: Map<string, number>): Asking {
  const stated = { actor: localActor('anna'), shell: 'loopback', seat: name } as const;
  let channel: Channel | null = null;
  let seq = 0;
  let waiting = new Map<number, () => void>();
  const count = (answer: string) => answers.set(answer, (answers.get(answer) ?? 0) + 1);
  const opened = (): Channel => {
    const fresh = world.on.office.open(stated);
    const mine = new Map<number, () => void>();
    [channel, seq, waiting] = [fresh, 0, mine];
    fresh.onFrame((text) => {
      const frame = replyFrame.parse(decode(text));
      if (frame.kind === 'item') return;
      const { reply } = frame;
      if (reply.ok) count('done');
      else count('refusal' in reply ? reply.refusal.code : `fault ${reply.fault.code}`);
      mine.get(frame.seq)?.();
      mine.delete(frame.seq);
    });
    fresh.onClose(() => {
      if (channel === fresh) channel = null;
      for (const answered of mine.values()) answered();
      mine.clear();
    });
    return fresh;
  };
  return {
    name,
    ask({ method, input, isStream }) {
      const on = channel ?? opened();
      seq += 1;
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.set(seq, resolve);
      const call = { seq, method, input };
      on.send(encode(isStream ? { kind: 'open', ...call, credit: 1 } : { kind: 'call', ...call }));
      if (isStream) on.send(encode({ kind: 'cancel', seq }));
      return promise;
    },
  };
}

/** Submission ids that were not used before. */
function newIds(): () => string {
  let made = 0;
  return () => {
    made += 1;
    return `fuzz-${made}`;
  };
}

function nextCall(chance: Seeded, fromOpenSeat: boolean, nextId: () => string): Call {
  const { int, pick } = chance;
  const { method, input, isStream } = pick(METHODS);
  if (SLOW.has(method) && int(40) > 0) return nextCall(chance, fromOpenSeat, nextId);
  const isWild = int(4) === 0 || (fromOpenSeat && ENDS_MORE_THAN_ITSELF.has(method));
  return {
    method,
    isStream,
    input: isWild ? anyValue(chance, 3) : near(input, '', { chance, nextId }),
  };
}

type Source = { readonly chance: Seeded; readonly nextId: () => string };

/** The input with other values of the same kind here and there: rows that exist, fresh ids, noise. */
function near(given: unknown, key: string, by: Source): unknown {
  const { int, pick } = by.chance;
  if (key === 'submissionId' && int(8) > 0) return by.nextId();
  if (int(40) === 0) return anyValue(by.chance, 2);
  if (typeof given === 'number') return int(3) === 0 ? given : pick([0, 1, 2, 3, int(40), -1]);
  if (typeof given === 'bigint') return int(2) === 0 ? given : BigInt(int(5000));
  if (Array.isArray(given)) return given.map((each) => near(each, '', by));
  if (typeof given === 'object' && given !== null && !(given instanceof Uint8Array)) {
    return Object.fromEntries(
      Object.entries(given).map(([name, each]) => [name, near(each, name, by)]),
    );
  }
  return given;
}

/** The methods of the contract by which a deed of another name is asked for. */
const ASKED_BY: Readonly<Record<string, readonly string[]>> = {
  openAccounts: ['importAccounts'],
  lockSession: ['lock'],
  changeCredential: ['changePassphrase'],
  recordRestore: ['restoreBackup'],
  stageMaster: ['importMaster'],
  askForDeed: [
    'setPolicy',
    'changeAccount',
    'correctEntry',
    'explainBreak',
    'releaseOutgoing',
    'settlePositions',
    'unwindCycle',
    'setBranchKey',
    'handOverBatch',
    'offerKey',
    'changeKey',
    'bookEvent',
  ],
};

/** Deeds that are done after `mark` by somebody who holds no role that the record lets do them. */
function deedsWithoutRight(
  folder: string,
  mark: number,
  closed: ReadonlySet<string>,
  record: readonly string[],
): string[] {
  type Row = {
    readonly actor: string;
    readonly deed: string;
    readonly roles: string;
    readonly times: bigint;
  };
  const rows = lookInto(folder, (db) =>
    db
      .prepare<[number], Row>(
        `SELECT actor, deed, count(*) AS times,
           coalesce((SELECT group_concat(DISTINCT role) FROM grants
             JOIN grant_marks ON grant_id = grants.id AND mark = 'signed'
             WHERE 'person:' || grants.person = actor), '') AS roles
         FROM deeds WHERE sequence > ? AND outcome = 'done'
           AND NOT (deed IN ('signIn', 'unlock', 'stepUp', 'changeCredential')
             AND answer LIKE '%outcome%' AND answer NOT LIKE '%right%')
         GROUP BY actor, deed`,
      )
      .all(mark),
  );
  return rows.flatMap(({ actor, deed, roles, times }) => {
    const said = `${times} × ${deed} by ${actor} (${roles})`;
    if (deed === 'refuseCall' || deed === 'withholdAnswer') return [];
    if (closed.has(actor)) return [`${said} from a closed seat`];
    const methods = ASKED_BY[deed] ?? [deed];
    const lines = record.filter((each) => methods.some((one) => each.startsWith(`${one} `)));
    if (lines.length < methods.length) return [`${said}, which the record does not know`];
    const line = lines.join(' ');
    if (/anybody, also locked|whoever is signed in/.test(line)) return [];
    return roles.split(',').some((role) => role !== '' && line.includes(role)) ? [] : [said];
  });
}

/** Resident memory of a process in bytes, where the system says so. */
function memoryOf(pid: number | null): number[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return [...status.matchAll(/VmRSS:\s+(\d+) kB/g)].map(
      ([, kilobytes]) => Number(kilobytes) * 1024,
    );
  } catch {
    return [];
  }
}
