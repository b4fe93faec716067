// How long a single payment waits, from its receipt to its decision, while a large batch is being
// judged and committed in the same office.
import { join } from 'node:path';
import { scheduler } from 'node:timers/promises';
import { known } from '../../main/domain/assert.ts';
import { writePain001 } from '../fixtures/write-pain001.ts';
import { type JourneyOffice, material, openJourney, runJourney } from './office-journey.ts';

/** Between two single payments. */
const EVERY_MS = 40;
/** Files of one payment that are made beforehand; one more is never needed in the time. */
const FILES = 300;

/** Milliseconds from the receipt of single payments to their decisions. */
export type InstantLatencies = {
  /** Of the office's first one: the threads that it takes begin with it. */
  readonly first: number;
  /** Of each that was submitted while payments of the large batch were being judged. */
  readonly meanwhile: readonly number[];
};

/** Keeps single payments coming while a batch of `inFlight` payments is judged. */
export async function instantLatencies(
  folder: string,
  inFlight: number,
): Promise<InstantLatencies> {
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
  const first = await decided(journey, known(drafts.shift(), 'files were made'));
  let isDone = false;
  let begin = (): void => undefined;
  const isJudging = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const whole = runJourney(journey, many, ({ processed }) => {
    if (processed > 0) begin();
  }).finally(() => {
    isDone = true;
    begin();
  });
  await isJudging;
  const meanwhile: number[] = [];
  for (const each of drafts) {
    if (isDone) break;
    const wait = await decided(journey, each);
    if (!isDone) meanwhile.push(wait);
    await scheduler.wait(EVERY_MS);
  }
  await whole;
  await journey.office.stop();
  return { first, meanwhile };
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
