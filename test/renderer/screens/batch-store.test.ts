// Goal: a file goes from the hand to a submitted batch in steps that can be stopped, with one
// submission id, and what is refused says why. Method: the store on an office in memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, refuse } from '../../../main/domain/result.ts';
import type { Handlers } from '../../../preload/contract/contract.ts';
import type { KeptFile } from '../../../renderer/door.ts';
import type { DraftKeeper } from '../../../renderer/draft-keeper.ts';
import { secondsLeft } from '../../../renderer/screens/batch/batch-list.ts';
import type { Preview } from '../../../renderer/screens/batch/batch-state.ts';
import { createBatchStore } from '../../../renderer/screens/batch/batch-store.ts';
import { turn } from '../../office/channel-pair.ts';
import { fakeOffice } from '../fake-office.ts';

const PREVIEW: Preview = {
  kind: 'pain.001.001.09',
  accepted: true,
  header: null,
  counts: { paymentInformations: 1, transactions: 5, sums: [{ minor: 500n, currency: 'EUR' }] },
  largest: [{ minor: 100n, currency: 'EUR' }],
  perPaymentInformation: [],
  problems: [],
  problemCount: 0,
};
const FILE = new File(['<x/>'], 'invoices.xml');
const HASH = 'ab'.repeat(32);

const GOOD: Partial<Handlers<null>> = {
  async *inspectFile() {
    yield { kind: 'progress', bytes: 2, size: 4 };
    yield { kind: 'preview', preview: PREVIEW };
  },
  status: () => ok({ batches: [], payments: {}, sums: [] }),
};

/** A window's drafts in memory. */
function newDrafts(): DraftKeeper & { kept: KeptFile | null } {
  return {
    kept: null,
    read() {
      return this.kept;
    },
    keep(draft) {
      this.kept = draft;
    },
  };
}

async function settle() {
  for (let at = 0; at < 6; at += 1) await turn();
}

test('a file is kept, read and previewed, then submitted under one id', async () => {
  const ids: string[] = [];
  const fake = fakeOffice({
    ...GOOD,
    submitBatch({ submissionId, originalHash, fileName }) {
      ids.push(submissionId, originalHash, fileName);
      return ok({ batchId: 7 });
    },
  });
  const store = createBatchStore(fake.office, newDrafts());
  store.takeIn(FILE);
  assert.equal(store.state.getState().intake?.step, 'keeping');
  await settle();
  const { intake } = store.state.getState();
  assert.ok(intake?.step === 'preview');
  assert.deepEqual(intake.preview, PREVIEW);
  store.submit();
  store.submit();
  await settle();
  assert.deepEqual(
    ids,
    [intake.file.submissionId, HASH, 'invoices.xml'],
    'pressed twice, asked once',
  );
  assert.deepEqual([store.state.getState().intake, store.state.getState().selected], [null, 7]);
  fake.end();
});

test('a refused submission keeps the preview and its id, and says why', async () => {
  const ids: string[] = [];
  const fake = fakeOffice({
    ...GOOD,
    submitBatch({ submissionId }) {
      ids.push(submissionId);
      return refuse({ code: 'duplicate_file', batchId: 3 });
    },
  });
  const store = createBatchStore(fake.office, newDrafts());
  store.takeIn(FILE);
  await settle();
  store.submit();
  await settle();
  const { intake } = store.state.getState();
  assert.ok(intake?.step === 'preview' && !intake.submitting);
  assert.deepEqual(intake.trouble, {
    ok: false,
    refusal: { code: 'duplicate_file', batchId: 3 },
  });
  store.submit();
  await settle();
  assert.equal(ids[0], ids[1], 'the same submission');
  fake.end();
});

test('the answer to one file does not touch the next one', async () => {
  const answers: (() => void)[] = [];
  const fake = fakeOffice({
    ...GOOD,
    async submitBatch() {
      await new Promise<void>((resolve) => answers.push(resolve));
      return ok({ batchId: 7 });
    },
  });
  const drafts = newDrafts();
  const store = createBatchStore(fake.office, drafts);
  store.takeIn(FILE);
  await settle();
  store.submit();
  await settle();
  store.takeIn(new File(['<y/>'], 'second.xml'));
  await settle();
  for (const answer of answers) answer();
  await settle();
  const { intake, selected } = store.state.getState();
  assert.ok(intake?.step === 'preview');
  assert.deepEqual([intake.file.fileName, intake.trouble, selected], ['second.xml', null, null]);
  assert.equal(drafts.kept?.fileName, 'second.xml');
  fake.end();
});

test('reading can be stopped and leaves nothing', async () => {
  const fake = fakeOffice({
    ...GOOD,
    async *inspectFile(_input, _session, signal) {
      yield { kind: 'progress', bytes: 1, size: 4 };
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    },
  });
  const store = createBatchStore(fake.office, newDrafts());
  store.takeIn(FILE);
  await settle();
  assert.equal(store.state.getState().intake?.step, 'reading');
  store.stop();
  await settle();
  assert.equal(store.state.getState().intake, null);
  fake.end();
});

test('a rehearsal that is stopped leaves the preview', async () => {
  const fake = fakeOffice({
    ...GOOD,
    async *rehearseBatch(_input, _session, signal) {
      yield { kind: 'progress', bytes: 1, size: 4 };
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    },
  });
  const store = createBatchStore(fake.office, newDrafts());
  store.takeIn(FILE);
  await settle();
  store.rehearse();
  await settle();
  store.stop();
  await settle();
  const { intake } = store.state.getState();
  assert.ok(intake?.step === 'preview');
  assert.deepEqual([intake.rehearsing, intake.trouble], [null, null]);
  fake.end();
});

test('the status report is joined in order, or refused', async () => {
  const fake = fakeOffice({
    exportFile: () => ok({ sequence: 9 }),
    async *pain002({ batchId, sequence }) {
      assert.equal(sequence, 9, 'it is fetched by what was noted');
      if (batchId === 2) {
        yield { kind: 'refused', code: 'batch_not_judged' };
        return;
      }
      yield { kind: 'piece', text: '<a>' };
      yield { kind: 'piece', text: '</a>' };
    },
  });
  const store = createBatchStore(fake.office, newDrafts());
  assert.deepEqual(await store.statusReport(1), { ok: true, value: '<a></a>' });
  assert.deepEqual(await store.statusReport(2), {
    ok: false,
    refusal: { code: 'batch_not_judged' },
  });
  fake.end();
});

test('the time left is told once there is something to tell it from', () => {
  const progress = { batchId: 1, total: 100, payments: {}, done: false, startedAt: 0 };
  assert.equal(secondsLeft({ ...progress, processed: 0, at: 5000 }), null);
  assert.equal(secondsLeft({ ...progress, processed: 10, at: 100 }), null);
  assert.equal(secondsLeft({ ...progress, processed: 25, at: 5000 }), 15);
  assert.equal(secondsLeft({ ...progress, startedAt: null, processed: 25, at: 5000 }), null);
});

test('a draft outlives the page, is submitted once under its own id, and is gone then', async () => {
  const ids: string[] = [];
  const fake = fakeOffice({
    ...GOOD,
    submitBatch({ submissionId }) {
      ids.push(submissionId);
      return ok({ batchId: 7 });
    },
  });
  const drafts = newDrafts();
  const before = createBatchStore(fake.office, drafts);
  before.takeIn(FILE);
  await settle();
  // The page is loaded again: another store, the same window.
  const after = createBatchStore(fake.office, drafts);
  after.listen();
  await settle();
  const { intake } = after.state.getState();
  assert.ok(intake?.step === 'preview');
  assert.equal(intake.file.fileName, 'invoices.xml');
  after.submit();
  before.submit();
  await settle();
  assert.deepEqual(ids, ['draft-1', 'draft-1'], 'the office answers the second as the first');
  assert.equal(drafts.kept, null);
  fake.end();
});

test('a draft that was put away, or whose file is gone, is not gone on with', async () => {
  const fake = fakeOffice({
    ...GOOD,
    async *inspectFile() {
      yield { kind: 'refused', code: 'original_unknown' };
    },
  });
  const drafts = newDrafts();
  const store = createBatchStore(fake.office, drafts);
  store.takeIn(FILE);
  await settle();
  assert.equal(store.state.getState().intake?.step, 'refused');
  assert.equal(drafts.kept, null);
  drafts.keep({ submissionId: 'd', originalHash: HASH, fileName: 'a.xml', size: 1 });
  store.stop();
  assert.deepEqual([store.state.getState().intake, drafts.kept], [null, null]);
  fake.end();
});
