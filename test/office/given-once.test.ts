// Goal: what a deed gives out is given to a seat that is open, once, and the trail says whether it was.
// Method: every deed that the table says gives something out, done by the office's own handlers: at each
// turn of the writer that it takes the seat is locked, locked and opened, or left, the right is ended, or
// the channel is closed, before it is done or when it is durable and not told yet; a fault comes after it,
// or the answer is too large; and it is sent twice at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fault } from '../../main/domain/result.ts';
import type { GivingMethod } from '../../main/office/given-out.ts';
import type { Office } from '../../main/office/office.ts';
import { rightOf } from '../../main/office/rights.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { turn } from './channel-pair.ts';
import { GIVING, type GivingWorld, givingWorld, type Moments } from './giving-world.ts';
import { codeOf } from './people-world.ts';

type Way = { readonly way: string; readonly code: string; readonly end: () => void };

/** What an answer gives out; null where it gives nothing, or is none. */
function givenIn(reply: Reply<unknown>, part: string): unknown {
  if (!reply.ok || typeof reply.value !== 'object' || reply.value === null) return null;
  return new Map<string, unknown>(Object.entries(reply.value)).get(part) ?? null;
}

/** What can become of the seat of who asked for `name`, and what is then answered. */
function waysOf(
  { office: { sessions }, place: { seat }, endRights }: GivingWorld,
  name: GivingMethod,
): readonly Way[] {
  const ended = { way: 'without the right', code: 'not_permitted', end: endRights } as const;
  return [
    { way: 'locked', code: 'session_locked', end: () => sessions.lock(seat, 'asked') },
    {
      way: 'locked and opened again',
      code: 'session_locked',
      end: () => {
        sessions.lock(seat, 'asked');
        sessions.unlock(seat);
      },
    },
    { way: 'left', code: 'sign_in_required', end: () => sessions.leave(seat, 'asked') },
    // Of what every seat may ask, the deed itself looks at the right, in its turn.
    ...(rightOf(name) === 'be_here' ? [] : [ended]),
  ];
}

/** What the trail has about answers that were withheld. */
async function withheld({ desk, writer }: Office): Promise<readonly unknown[]> {
  await turn();
  await writer.idle();
  return desk.book.db
    .prepare<[], string>("SELECT answer FROM deeds WHERE deed = 'withholdAnswer' ORDER BY sequence")
    .pluck()
    .all()
    .map((answer) => JSON.parse(answer));
}

for (const { name, part } of GIVING) {
  test(`${name} is not done for a seat that is not open when its turn comes`, async (t) => {
    const world = await givingWorld(t);
    const { office, asking, ask, comeBack, endRights } = world;
    const given = await ask(name, await asking(name));
    assert.notEqual(givenIn(given.reply, part), null, 'undisturbed it is given');
    assert.ok(given.turns > 0);
    for (const { way, code, end } of waysOf(world, name)) {
      for (let at = 1; at <= given.turns; at += 1) {
        comeBack();
        const input = await asking(name);
        const before = (nth: number) => (nth === at ? end() : undefined);
        // What is written in a turn that comes to nothing is undone with it: so before all of them.
        const hold = end === endRights ? heldBehind(office, end) : null;
        const asked = ask(name, input, hold === null ? { before } : {});
        await hold?.();
        const { reply } = await asked;
        assert.equal(codeOf(reply), code, `${way} before turn ${at}`);
        assert.equal(office.desk.book.answerOf(input.submissionId), null, 'nothing was done');
        comeBack();
        const again = await ask(name, input);
        assert.notEqual(givenIn(again.reply, part), null, 'asked again it is given');
      }
    }
    assert.deepEqual(await withheld(office), []);
  });

  test(`${name} is done and not told to a seat that is not open any more, and the trail says so`, async (t) => {
    const world = await givingWorld(t);
    const { office, asking, ask, comeBack } = world;
    const { turns } = await ask(name, await asking(name));
    const kept: object[] = [];
    for (const { way, code, end } of waysOf(world, name)) {
      comeBack();
      const input = await asking(name);
      const moments: Moments = { after: (nth) => (nth === turns ? end() : undefined) };
      const { reply } = await ask(name, input, moments);
      assert.equal(codeOf(reply), code, `${way} before it is told`);
      assert.equal(office.desk.book.answerOf(input.submissionId)?.outcome, 'done');
      kept.push({ method: name, submission: input.submissionId, why: code });
      comeBack();
      const again = await ask(name, input);
      assert.equal(givenIn(again.reply, part), null, 'nor is it given later');
    }
    assert.deepEqual(await withheld(office), kept);
  });
}

/** What the trail has about answers that were withheld, once it has `most` of them. */
async function withheldTo(office: Office, most: number): Promise<readonly unknown[]> {
  let found = await withheld(office);
  // A first passphrase is hashed meanwhile, in a fraction of a second.
  const until = performance.now() + 5000;
  while (found.length < most && performance.now() < until) found = await withheld(office);
  return found;
}

for (const { name, part } of GIVING) {
  test(`${name} is done and told to nobody over a channel that is closed, and the trail says so`, async (t) => {
    const world = await givingWorld(t);
    const { office, asking, ask, hangUp } = world;
    const { turns } = await ask(name, await asking(name));
    const kept: object[] = [];
    const whenever: readonly Moments[] = [
      ...Array.from({ length: turns }, (_, at): Moments => {
        return { before: (nth) => (nth === at + 1 ? hangUp() : undefined) };
      }),
      { after: (nth) => (nth === turns ? hangUp() : undefined) },
    ];
    for (const moments of whenever) {
      const input = await asking(name);
      const { reply } = await ask(name, input, moments);
      assert.equal(codeOf(reply), 'the fault channel_closed');
      kept.push({ method: name, submission: input.submissionId, why: 'channel_closed' });
      assert.deepEqual(await withheldTo(office, kept.length), kept);
      assert.equal(office.desk.book.answerOf(input.submissionId)?.outcome, 'done');
      const again = await ask(name, input);
      assert.equal(givenIn(again.reply, part), null, 'nor is it given later');
    }
    // What gives nothing out leaves nothing that anybody could miss.
    const input = await asking(name);
    const given = await ask(name, input);
    assert.notEqual(givenIn(given.reply, part), null);
    const again = await ask(name, input, { before: hangUp });
    assert.equal(codeOf(again.reply), 'the fault channel_closed');
    for (let looks = 0; looks < 10; looks += 1) assert.deepEqual(await withheld(office), kept);
  });

  test(`${name} is done and comes to a fault before it is told, and the trail says so`, async (t) => {
    // The look of every second would come to the fault in its place.
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { office, asking, ask } = await givingWorld(t);
    const { turns } = await ask(name, await asking(name));
    const input = await asking(name);
    // Whoever asks is looked up again for what they may be told.
    const failing = (): void => {
      const fail = (): never => {
        throw new Fault('book_unreadable', 'for a moment');
      };
      t.mock.method(office.sessions, 'actorNow', fail, { times: 1 });
    };
    const after = (nth: number) => (nth === turns ? failing() : undefined);
    const { reply } = await ask(name, input, { after });
    assert.equal(codeOf(reply), 'the fault book_unreadable');
    const kept = [{ method: name, submission: input.submissionId, why: 'book_unreadable' }];
    assert.deepEqual(await withheldTo(office, 1), kept);
    const again = await ask(name, input, { after: failing });
    assert.equal(givenIn(again.reply, part), null);
    const undone = await asking(name);
    const before = (nth: number) => (nth === turns ? failing() : undefined);
    assert.equal(codeOf((await ask(name, undone, { before })).reply), 'the fault book_unreadable');
    assert.equal(office.desk.book.answerOf(undone.submissionId), null);
    assert.deepEqual(await withheld(office), kept, 'what was not done is not missed');
  });
}

test('an answer that is too large to be sent is not told, and the trail says so', async (t) => {
  const { office, asking, ask } = await givingWorld(t);
  const { people } = office.desk.book;
  const input = await asking('exportAccessReview');
  const [one] = people.all();
  const [grant] = people.grants().filter(({ state }) => state === 'in_force');
  assert.ok(one !== undefined && grant !== undefined);
  // Nobody who is there today, so that nobody is asked whether they may sign.
  const named = { ...one, id: 9999, name: '"'.repeat(200), signInName: '"'.repeat(64) };
  const all = t.mock.method(people, 'all', () => new Array(1000).fill(named));
  const granted = t.mock.method(people, 'grants', () => new Array(2000).fill(grant));
  const { reply } = await ask('exportAccessReview', input);
  assert.equal(codeOf(reply), 'the fault frame_too_large');
  all.mock.restore();
  granted.mock.restore();
  assert.deepEqual(await withheldTo(office, 1), [
    { method: 'exportAccessReview', submission: input.submissionId, why: 'frame_too_large' },
  ]);
});

test('what is withheld as the office ends is in the trail before it has ended', async (t) => {
  const world = await givingWorld(t);
  const { office, asking, ask, hangUp } = world;
  const input = await asking('addPerson');
  const { turns } = await ask('addPerson', await asking('addPerson'));
  let ended: Promise<void> | null = null;
  const { book } = office.desk;
  const close = t.mock.method(book, 'close', () => undefined);
  const after = (nth: number) => {
    if (nth !== turns) return;
    hangUp();
    ended = office.stop();
  };
  await ask('addPerson', input, { after });
  await ended;
  const said = book.db
    .prepare<[], string>("SELECT answer FROM deeds WHERE deed = 'withholdAnswer'")
    .pluck()
    .all();
  close.mock.restore();
  assert.deepEqual(
    said.map((answer) => JSON.parse(answer)),
    [{ method: 'addPerson', submission: input.submissionId, why: 'channel_closed' }],
  );
});

/** Holds the writer, with `deed` first in the line; what is answered lets it go on. */
function heldBehind({ writer }: Office, deed: () => void): () => Promise<void> {
  const release = writer.hold();
  const first = writer.do(deed);
  return async () => {
    await turn();
    release();
    await first;
  };
}

test('what is sent twice at once is given in one answer, and that is what is in force', async (t) => {
  const { asking, ask, signsIn } = await givingWorld(t);
  for (const { name, part } of GIVING) {
    const input = await asking(name);
    const both = await Promise.all([ask(name, input), ask(name, input)]);
    const given = both.map(({ reply }) => givenIn(reply, part)).filter((each) => each !== null);
    assert.equal(given.length, 1, name);
    const [first] = both.map(({ reply }) => reply);
    if (part !== 'firstPassphrase' || first === undefined || !first.ok) continue;
    const person = Number(Object(first.value).person);
    assert.ok(await signsIn(person, String(given[0])), `${name}: it signs in`);
  }
});
