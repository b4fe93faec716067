// Goal: whatever is followed ends when the same call would no longer be let in, with the refusal that
// it would get: people were set up, a right was ended or rests, the seat was locked, left or taken.
// Method: every stream of the contract over a wire in memory, with seats over a real book; once an
// item comes before anybody looked at the seats, which must not leave, and once nothing comes at all.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { addDays } from '../../main/domain/dates.ts';
import { actorId } from '../../main/domain/people.ts';
import { holdersOf, localActor, type Role } from '../../main/domain/permissions.ts';
import { rightOf } from '../../main/office/rights.ts';
import { serve } from '../../main/office/serve.ts';
import { Sessions } from '../../main/office/sessions.ts';
import { endAbsence, markAbsent } from '../../main/operations/absence.ts';
import { askGrant, decideGrant, endGrant } from '../../main/operations/grants.ts';
import { addPerson, endPerson, setUpPeople } from '../../main/operations/people.ts';
import { createClient } from '../../preload/client.ts';
import { contract, type MethodName } from '../../preload/contract/contract.ts';
import type { ContractShape, HandlerOf, Stream } from '../../preload/contract/method.ts';
import { done, testDesk } from '../operations/test-desk.ts';
import { samples } from '../preload/samples.ts';
import { channelPair, turn } from './channel-pair.ts';
import { codeOf, roleGrant } from './people-world.ts';

const SHAPE: ContractShape = contract;
const STREAMS = Object.keys(SHAPE).filter(
  (name): name is MethodName => SHAPE[name]?.kind === 'stream',
);
const TODAY = '2026-11-26';
/** The person at the seat, and the one who stands in for them. */
const [LI, MO] = [3, 4];
const named = (name: string) => ({ signInName: name, name, passphraseHash: 'x' });

/** Streams of an endless sort: an item of each comes when `more` is called. */
function wells() {
  const wakers = new Set<() => void>();
  const handlers: { [name: string]: HandlerOf<ContractShape[string], unknown> } = {};
  for (const [name, sample] of Object.entries(samples)) {
    if ('output' in sample) {
      handlers[name] = () => ({ ok: true, value: sample.output });
      continue;
    }
    handlers[name] = async function* (_input: unknown, _session: unknown, signal: AbortSignal) {
      while (!signal.aborted) {
        yield sample.item;
        await new Promise<void>((resolve) => {
          wakers.add(resolve);
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    };
  }
  const more = (): void => {
    for (const wake of wakers) wake();
    wakers.clear();
  };
  return { handlers, more };
}

/** Seats over a book of two administrators, `li` and `mo`; nobody is there before `setUp`. */
function world(t: TestContext) {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const on = testDesk(t);
  const desk = on.desk();
  const as = (person: number) => ({ ...on.context(), actor: { ...on.actor, id: actorId(person) } });
  const sessions = new Sessions({
    desk,
    clock: () => on.now,
    uptime: () => 1000,
    wall: () => 1000,
    onLeft: () => undefined,
    onRefused: () => undefined,
  });
  t.after(() => sessions.stop());
  const { handlers, more } = wells();
  const place = sessions.placeOf({ actor: localActor('anna'), shell: 'loopback' });
  const pair = channelPair();
  serve(SHAPE, handlers, pair.office, {
    session: sessions.sessionAt(place),
    enter: (method, input) => sessions.enter(place, method, input),
    log: ({ cause }) => assert.fail(String(cause)),
    newFaultId: () => 'F',
  });
  const client = createClient(SHAPE, pair.asker);
  const submissionId = () => on.newId();
  const granted = (grant: object) => {
    const asked = { submissionId: submissionId(), ...roleGrant(LI, 'submitter'), ...grant };
    const { grant: id } = done(askGrant(desk, asked, as(1)));
    const sign = { submissionId: submissionId(), grant: id, decision: 'sign' } as const;
    done(decideGrant(desk, { ...sign, passphraseHash: '' }, as(2)));
    return id;
  };
  return {
    on,
    sessions,
    place,
    more,
    granted,
    ended: (grant: number) =>
      void done(endGrant(desk, { submissionId: submissionId(), grant }, as(1))),
    away: () => {
      const days = { person: LI, from: TODAY, until: TODAY, deputy: 0 };
      done(markAbsent(desk, { submissionId: submissionId(), ...days }, as(1)));
    },
    back: () => void done(endAbsence(desk, { submissionId: submissionId(), person: LI }, as(1))),
    gone: () => void done(endPerson(desk, { submissionId: submissionId(), person: LI }, as(1))),
    setUp: () => {
      const input = { submissionId: submissionId(), first: named('ada'), second: named('bo') };
      done(setUpPeople(desk, input, on.context()));
    },
    add: () => {
      for (const name of ['li', 'mo']) {
        done(addPerson(desk, { submissionId: submissionId(), ...named(name) }, as(1)));
      }
    },
    followed: (name: string) => followed(client, name),
  };
}

type Followed = { readonly items: unknown[]; readonly stream: Stream<unknown>; over: boolean };

/** Follows a stream up to its first item. */
async function followed(
  client: ReturnType<typeof createClient<ContractShape>>,
  name: string,
): Promise<Followed> {
  const sample = samples[name as keyof typeof samples];
  const stream = client[name]?.(sample.input) as Stream<unknown>;
  const it: Followed = { items: [], stream, over: false };
  void (async () => {
    for await (const item of stream) it.items.push(item);
    it.over = true;
  })();
  await turn();
  assert.equal(it.items.length, 1, `${name} is let in`);
  return it;
}

/** What became of it: how it ended, and how many items came after the first. */
async function became({ items, stream, over }: Followed): Promise<string> {
  const end = over ? codeOf(await stream.end) : 'goes on';
  return `${end} ${items.length - 1}`;
}

/** Two ways in which an end is noticed: at the next item, which must not leave, and with none. */
const NOTICED = [
  { by: 'an item', notice: ({ more }: ReturnType<typeof world>) => more() },
  { by: 'a change', notice: ({ sessions }: ReturnType<typeof world>) => sessions.tellAll() },
] as const;

for (const { by, notice } of NOTICED) {
  test(`people set up end all that was followed without them, noticed by ${by}`, async (t) => {
    const on = world(t);
    const all: [string, Followed][] = [];
    for (const name of STREAMS) all.push([name, await on.followed(name)]);
    on.setUp();
    notice(on);
    await turn();
    const said: string[] = [];
    for (const [name, it] of all) said.push(`${name} ${await became({ ...it })}`);
    const more = by === 'an item' ? 1 : 0;
    assert.deepEqual(
      said,
      STREAMS.map((name) =>
        rightOf(name) === 'always' ? `${name} goes on ${more}` : `${name} sign_in_required 0`,
      ),
    );
  });

  test(`a right that is held no more ends what it was for, noticed by ${by}`, async (t) => {
    const on = world(t);
    on.setUp();
    on.add();
    const day = on.on.now;
    on.sessions.sit(on.place.seat, LI, { change: LI, mustChange: false });
    const said: string[] = [];
    const expected: string[] = [];
    for (const name of STREAMS) {
      for (const way of ['ended', 'absent', 'stood in for', 'over by the day'] as const) {
        const until = way === 'over by the day' ? TODAY : '';
        const grant = on.granted({ role: roleFor(name), validUntil: until });
        const it = await on.followed(name);
        const undo = rest(on, way, grant);
        notice(on);
        await turn();
        said.push(`${name} ${way} ${await became(it)}`);
        it.stream.cancel();
        undo();
        on.on.now = day;
        if (way !== 'ended') on.ended(grant);
        const right = rightOf(name);
        const stays = right === 'always' || right === 'be_here';
        const goesOn = `goes on ${by === 'an item' ? 1 : 0}`;
        expected.push(`${name} ${way} ${stays ? goesOn : 'not_permitted 0'}`);
      }
    }
    assert.deepEqual(said, expected);
  });
}

/** A role that `name` is let in by. */
function roleFor(name: string): Role {
  const right = rightOf(name);
  const holders = right === null || right === 'always' ? 'everyone' : holdersOf(right);
  return holders === 'everyone' ? 'submitter' : (holders[0] ?? 'submitter');
}

/** Makes the right of `grant` rest or end; what is handed back takes away what was made for it. */
function rest(
  on: ReturnType<typeof world>,
  way: 'ended' | 'absent' | 'stood in for' | 'over by the day',
  grant: number,
): () => void {
  if (way === 'ended') on.ended(grant);
  if (way === 'over by the day') on.on.now += 24 * 3_600_000;
  if (way === 'absent') {
    on.away();
    return on.back;
  }
  if (way !== 'stood in for') return () => undefined;
  const validUntil = addDays(TODAY, 1);
  const place = { person: MO, kind: 'deputy', role: null, standsFor: LI, validUntil };
  const stand = on.granted(place);
  return () => on.ended(stand);
}

test('the turn of the day is noticed without an item and without a deed', async (t) => {
  const on = world(t);
  on.setUp();
  on.add();
  on.granted({ role: 'auditor', validUntil: TODAY });
  on.sessions.sit(on.place.seat, LI, { change: LI, mustChange: false });
  const it = await on.followed('keepingProgress');
  on.on.now += 24 * 3_600_000;
  t.mock.timers.tick(1000);
  await turn();
  assert.equal(await became(it), 'not_permitted 0');
});

test('a seat that is locked, left, taken or lost ends what was followed there', async (t) => {
  const on = world(t);
  on.setUp();
  on.add();
  const { sessions, place, gone } = on;
  const ways: readonly (readonly [string, () => void])[] = [
    ['session_locked', () => sessions.lock(place.seat, 'asked')],
    ['sign_in_required', () => sessions.leave(place.seat, 'asked')],
    ['session_locked', () => sessions.sit(place.seat, 1, { change: 1, mustChange: false })],
    ['sign_in_required', gone],
  ];
  on.granted({ role: 'supervisor' });
  on.granted({ role: 'analyst' });
  on.granted({ role: 'submitter' });
  on.granted({ role: 'administrator' });
  on.granted({ role: 'auditor' });
  on.granted({ role: 'reconciler' });
  for (const [code, end] of ways) {
    sessions.sit(place.seat, LI, { change: LI, mustChange: false });
    const all: [string, Followed][] = [];
    for (const name of STREAMS) all.push([name, await on.followed(name)]);
    end();
    on.more();
    await turn();
    for (const [name, it] of all) {
      const expected = rightOf(name) === 'always' ? 'goes on 1' : `${code} 0`;
      assert.equal(await became(it), expected, `${name} ${code}`);
      it.stream.cancel();
    }
  }
});
