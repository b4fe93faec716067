// Goal: the console survives its office: questions are asked again, a deed keeps its submission id,
// changes during an absence are told, and nothing is called failed while nobody knows. Method: the
// real wire in memory, an office that dies in the middle of a question, a clock moved by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, refuse } from '../../main/domain/result.ts';
import { turn } from '../office/channel-pair.ts';
import { fakeOffice } from './fake-office.ts';

const EMPTY = { batches: [], payments: {}, sums: [] };
const HASH = 'ab'.repeat(32);

test('the state of the office and who speaks are known after the opening', async () => {
  const fake = fakeOffice({});
  assert.equal(fake.office.state.getState().link, 'connecting');
  await turn();
  await turn();
  const { link, phase, businessDate, demo, session } = fake.office.state.getState();
  assert.deepEqual([link, phase, businessDate, demo], ['open', 'ready', '2026-11-26', true]);
  assert.equal(session?.actor.name, 'Mira');
  fake.end();
});

test('a question cut off is asked again when the office is back', async () => {
  let answers = 0;
  const fake = fakeOffice({
    status() {
      answers += 1;
      return answers === 1 ? new Promise(() => {}) : ok(EMPTY);
    },
  });
  const reply = fake.office.ask((client) => client.status({}));
  await turn();
  fake.die();
  await turn();
  assert.equal(fake.office.state.getState().link, 'away');
  await fake.pass();
  assert.equal(fake.office.state.getState().link, 'away');
  fake.revive();
  await fake.pass();
  assert.deepEqual(await reply, { ok: true, value: EMPTY });
  assert.equal(fake.office.state.getState().link, 'open');
  fake.end();
});

test('a deed cut off keeps its id, and waits for the check of the book', async () => {
  const seen: string[] = [];
  const fake = fakeOffice({
    submitBatch({ submissionId }) {
      seen.push(submissionId);
      if (seen.length === 1) return new Promise(() => {});
      if (seen.length === 2) return refuse({ code: 'office_is_not_ready' });
      return ok({ batchId: 7 });
    },
  });
  const submissionId = fake.office.newSubmissionId();
  const reply = fake.office.ask((client) =>
    client.submitBatch({ submissionId, originalHash: HASH, fileName: 'a.xml' }),
  );
  await turn();
  fake.die();
  fake.state.phase = 'checking_the_book';
  fake.revive();
  await turn();
  await fake.pass();
  assert.equal(seen.length, 2, 'refused while the book is checked, and kept waiting');
  // The office starts once more, now with its book checked.
  fake.die();
  fake.state.phase = 'ready';
  fake.revive();
  await turn();
  await fake.pass();
  assert.deepEqual(await reply, { ok: true, value: { batchId: 7 } });
  assert.deepEqual(seen, [submissionId, submissionId, submissionId]);
  fake.end();
});

test('a deed that was never cut off is refused at once while the book is checked', async () => {
  const fake = fakeOffice({ cancelPayment: () => refuse({ code: 'office_is_not_ready' }) });
  const reply = await fake.office.ask((client) =>
    client.cancelPayment({ submissionId: 'x', paymentId: 1 }),
  );
  assert.deepEqual(reply, { ok: false, refusal: { code: 'office_is_not_ready' } });
  fake.end();
});

test('changes are told by topic, and all of them after an absence', async () => {
  const fake = fakeOffice({});
  await turn();
  await turn();
  const told: (readonly number[] | null)[] = [];
  const stop = fake.office.onChanged('payments', (ids) => told.push(ids));
  fake.announce({ topic: 'payments', ids: [1, 2] });
  fake.announce({ topic: 'cycles', ids: [3] });
  await turn();
  assert.deepEqual(told, [[1, 2]]);
  fake.die();
  fake.revive();
  await turn();
  await fake.pass();
  assert.ok(
    told.slice(1).some((ids) => ids === null),
    'whatever changed meanwhile is fetched',
  );
  stop();
  const before = told.length;
  fake.announce({ topic: 'payments', ids: [4] });
  await turn();
  assert.equal(told.length, before);
  fake.end();
});

test('a stream goes on after an absence and ends when it is left', async () => {
  let opened = 0;
  const fake = fakeOffice({
    async *batchProgress({ batchId }, _session, signal) {
      opened += 1;
      const counts = { processed: opened, total: 9, payments: {}, startedAt: null, at: 1 };
      yield { batchId, ...counts, done: false };
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    },
  });
  const seen: number[] = [];
  const leaving = new AbortController();
  const end = fake.office.follow(
    (client) => client.batchProgress({ batchId: 3 }),
    ({ processed }) => seen.push(processed),
    leaving.signal,
  );
  await turn();
  await turn();
  fake.die();
  fake.revive();
  await turn();
  await fake.pass();
  assert.deepEqual(seen, [1, 2]);
  leaving.abort();
  assert.deepEqual(await end, { ok: true, value: null });
  fake.end();
});
