// What an office says to an actor, as the frames that leave it: any question that reads is asked
// over the real wire, and what differs by itself from one asking to the next is taken out.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Actor } from '../../../main/domain/permissions.ts';
import { officeHandlers } from '../../../main/office/handlers.ts';
import { type Office, openOffice } from '../../../main/office/office.ts';
import { type ServeOptions, serve } from '../../../main/office/serve.ts';
import { createClient } from '../../../preload/client.ts';
import { type Client, contract } from '../../../preload/contract/contract.ts';
import type { Stream } from '../../../preload/contract/method.ts';
import type { Session } from '../../../preload/session.ts';
import { THURSDAY_MORNING } from '../../operations/test-desk.ts';
import { channelPair } from '../channel-pair.ts';
import { fileOfAsking, givesFile } from '../noted-file.ts';
import { LIVE, startOf } from '../running-office.ts';
import type { ReadName } from './reading-cases.ts';

export type Asked = (name: ReadName, input: unknown, by: Actor) => Promise<string>;

/** An office on the book in `folder`, asked at one moment; the engine holds what `inspect` says. */
export function askedOf(
  t: TestContext,
  folder: string,
  inspect: Office['engine']['inspect'],
  tell: Pick<ServeOptions<Session>, 'tell'> = {},
): Asked {
  const opened = openOffice(startOf(folder, LIVE), (error) => assert.fail(String(error)));
  assert.ok(opened.ok);
  const office = opened.value;
  t.after(() => office.stop());
  const engine = { ...office.engine, inspect };
  const world = {
    ...office,
    clock: () => THURSDAY_MORNING,
    newId: () => 'a-new-id',
    engine,
    contextFor: onThursday(office),
  };
  let asking = 0;
  return async (name, input, by) => {
    const pair = channelPair();
    const place = office.sessions.placeOf({ actor: by, shell: 'cli' });
    serve(contract, officeHandlers(world, place), pair.office, {
      session: office.sessions.sessionAt(place),
      ...tell,
      log: ({ cause }) => assert.fail(String(cause)),
      newFaultId: () => 'none',
    });
    asking += 1;
    await ask(createClient(contract, pair.asker), name, input, `asked-${asking}`);
    pair.office.close();
    // The folder's own name, and the chain's head, which commits to what is not told.
    return (
      pair.office.sent
        // How far an audit had come when its reader was ready is a matter of time alone.
        .filter((frame) => !frame.includes('"kind":"checking"'))
        .join('\n')
        .replaceAll(folder, 'FOLDER')
        .replace(/[0-9a-f]{64}/g, 'HASH')
        // What is free on the disk is everybody's who works on this machine.
        .replace(/"free":\d+/g, '"free":FREE')
    );
  };
}

/** Waits until pages come in their order from memory. */
export async function loaded(asked: Asked, by: Actor): Promise<void> {
  const sort = { by: 'amount', descending: true };
  const page = { filter: {}, sort, offset: 0, limit: 1 };
  while (!(await asked('queuePage', page, by)).includes('"complete":true'));
}

/** Streams that never end: their first item is looked at, where there is one. */
const ENDLESS: readonly ReadName[] = [
  'officeState',
  'keepingProgress',
  'sessionStanding',
  'demoDay',
  'masterProgress',
];

/** Whoever acts does so at the one moment of the book, whatever the day is on which this runs. */
export function onThursday({ contextFor }: Pick<Office, 'contextFor'>): Office['contextFor'] {
  return (session, turn) => ({ ...contextFor(session, turn), now: THURSDAY_MORNING });
}

/** What is asked for with the link that noted it, where it is given only so. */
async function withNote(client: Client, name: ReadName, input: unknown, submissionId: string) {
  if (!givesFile(name)) return input;
  // The cases pair each name with its own input.
  const file = fileOfAsking(name, input as never);
  const noted = await client.exportFile({ submissionId, file });
  return noted.ok ? { ...(input as object), ...noted.value } : input;
}

/** Asks, and takes all of the answer; a file is noted first, under `submissionId`. */
export async function ask(
  client: Client,
  name: ReadName,
  input: unknown,
  submissionId: string,
): Promise<void> {
  const asked = await withNote(client, name, input, submissionId);
  // The cases pair each name with its own input.
  const answer = client[name](asked as never);
  if (answer instanceof Promise) {
    await answer;
    return;
  }
  const stream: Stream<unknown> = answer;
  if (name === 'changed') {
    stream.cancel();
    await stream.end;
    return;
  }
  for await (const _ of stream) if (ENDLESS.includes(name)) break;
}
