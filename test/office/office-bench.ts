// An office without its process: a desk, the file-reading thread and the engine room, so that a
// test can keep a file, rehearse it and have it really judged.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type EngineRoom, openEngineRoom } from '../../main/office/engine-room.ts';
import { FileReading } from '../../main/office/file-reading.ts';
import { keepOriginal, originalPath } from '../../main/office/originals.ts';
import { openWriter } from '../../main/office/writer.ts';
import type { Desk } from '../../main/operations/desk.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { done, type TestDesk, testDesk } from '../operations/test-desk.ts';

export type OfficeBench = {
  readonly on: TestDesk;
  readonly folder: string;
  readonly desk: Desk;
  readonly files: FileReading;
  readonly clock: () => number;
  readonly engine: EngineRoom;
  /** Keeps a file with this text and answers its hash. */
  readonly keep: (text: string) => Promise<string>;
  /** Submits a kept file and waits until the engine has judged all of it; answers the batch. */
  readonly take: (hash: string) => Promise<number>;
};

/** A new office that ends with the test. */
export function officeBench(t: Pick<TestContext, 'after'>, seed = 1): OfficeBench {
  const on = testDesk(t, seed);
  const { folder } = on;
  const files = new FileReading();
  let wake = (): void => undefined;
  const engine = openEngineRoom({
    desk: on.desk(),
    writer: openWriter(on.book()),
    folder,
    files,
    context: on.context,
    isExpected: true,
    onCommitted: () => wake(),
  });
  let failed: unknown = null;
  engine.run().catch((error: unknown) => {
    failed = error;
    wake();
  });
  t.after(async () => {
    await engine.stop();
    await files.stop();
  });
  let kept = 0;
  const keep = async (text: string): Promise<string> => {
    kept += 1;
    const path = join(folder, `incoming-${kept}.xml`);
    writeFileSync(path, text);
    return done(await keepOriginal(folder, path, on.newId())).hash;
  };
  const take = async (hash: string): Promise<number> => {
    const { header, counts } = await files.inspect(originalPath(folder, hash), () => undefined);
    assert.ok(header !== null);
    const original = Buffer.from(hash, 'hex');
    const input = { submissionId: on.newId(), original, fileName: 'mixed.xml', header, counts };
    const { batchId } = done(submitBatch(on.desk(), input, on.context()));
    const { batches } = on.book();
    const batch = batches.byId(batchId);
    assert.ok(batch !== null);
    engine.attach(batch);
    while (batches.byId(batchId)?.nextRecord !== batch.numberOfTransactions) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (failed !== null) throw failed;
    }
    return batchId;
  };
  const { now } = on;
  return { on, folder, desk: on.desk(), files, clock: () => now, engine, keep, take };
}
