// How long a single payment waits, from its receipt to its decision, while a large batch is being
// judged and committed in the same office.
import { join } from 'node:path';
import { scheduler } from 'node:timers/promises';
import { writePain001 } from '../fixtures/write-pain001.ts';
import { type JourneyOffice, material, openJourney, runJourney } from './office-journey.ts';

/** Between two single payments. */
const EVERY_MS = 40;
/** Files of one payment that are made beforehand; one more is never needed in the time. */
const FILES = 300;

/** Milliseconds of each single payment that was submitted while the large batch was in flight. */
export async function instantLatencies(folder: string, inFlight: number): Promise<number[]> {
  const many = material(folder, inFlight);
  const files = Array.from({ length: FILES }, (_, at) => {
    const file = join(folder, `instant-${at}.xml`);
    writePain001(file, {
      ...many.options,
      transactions: 1,
      paymentInformations: 1,
      smallestAmount: 1n,
      largestAmount: 1n,
      messageId: `INSTANT-${at}`,
    });
    return file;
  });
  const journey = await openJourney(join(folder, 'book'), many);
  const drafts: Draft[] = [];
  for (const file of files) drafts.push(await draft(journey, file));
  let isDone = false;
  const whole = runJourney(journey, many).finally(() => {
    isDone = true;
  });
  const waits: number[] = [];
  for (const each of drafts) {
    if (isDone) break;
    const wait = await decided(journey, each);
    if (!isDone) waits.push(wait);
    await scheduler.wait(EVERY_MS);
  }
  await whole;
  await journey.office.stop();
  return waits;
}

type Draft = {
  readonly submissionId: string;
  readonly originalHash: string;
  readonly fileName: string;
};

async function draft({ client }: JourneyOffice, path: string): Promise<Draft> {
  const reply = await client.draftBatch({ path });
  if (!reply.ok) throw new Error('a file is kept');
  const { submissionId, originalHash, fileName } = reply.value;
  return { submissionId, originalHash, fileName };
}

/** From the answer that it was received until its decision is announced. */
async function decided({ client }: JourneyOffice, asked: Draft): Promise<number> {
  const reply = await client.submitBatch(asked);
  if (!reply.ok) throw new Error('a batch is submitted');
  const received = performance.now();
  const { batchId } = reply.value;
  for await (const { done } of client.batchProgress({ batchId })) {
    if (done) return performance.now() - received;
  }
  throw new Error('the office ended before the payment was decided');
}
