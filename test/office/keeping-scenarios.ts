// One way to every refusal of the methods that keep the book.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RetentionSubject } from '../../main/domain/retention.ts';
import { openBook } from '../../main/ledger/book.ts';
import { backupsOf, bookIn } from '../../main/office/backup-store.ts';
import { hashFile } from '../../main/office/durable.ts';
import { makeBackup } from '../../main/office/make-backup.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { tamper } from '../ledger/rich-book.ts';
import type { RefusalWorld } from './refusal-world.ts';
import { asksFirst } from './request-scenarios.ts';

type Scenario = (world: RefusalWorld) => Promise<Reply<unknown>>;

const UNKNOWN = 987_654;
const batch = (id: number) => ({ kind: 'batch' as const, id });
const account = (id: number) => ({ kind: 'account' as const, id });
const remark = (id: number) => ({ kind: 'remark' as const, id });
const person = (id: number) => ({ kind: 'person' as const, id });

/** Asks while a backup is under way, and ends that one in order. */
export function whileBusy(ask: Scenario): Scenario {
  return async (world) => {
    const running = world.client.backUp({ to: null });
    const reply = await ask(world);
    await world.client.stopKeeping({});
    await running;
    return reply;
  };
}

/** Stops what `ask` began. */
function stoppedAtOnce(ask: Scenario): Scenario {
  return async (world) => {
    const running = ask(world);
    await world.client.stopKeeping({});
    return running;
  };
}

/** The name of a backup that was just made. */
async function madeBackup({ client }: RefusalWorld): Promise<string> {
  const made = await client.backUp({ to: null });
  return made.ok ? made.value.name : 'none was made';
}

/** Restores a backup after something was done to its folder. */
function restoreAfter(change: (folder: string) => Promise<void> | void): Scenario {
  return async (world) => {
    const name = await madeBackup(world);
    await change(join(backupsOf(world.on.folder), name));
    return world.client.restoreBackup({ restoreId: world.id(), name });
  };
}

/** Edits the copied book, and has the manifest say that it was always so. */
async function forged(folder: string): Promise<void> {
  tamper(bookIn(folder), 'UPDATE payments SET amount = amount + 1');
  const path = join(folder, 'manifest.json');
  const said = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...said, book: await hashFile(bookIn(folder)) }));
}

/** A sound backup, but of a book made elsewhere. */
async function foreign({ on, client, id, write }: RefusalWorld): Promise<Reply<unknown>> {
  const folder = join(write('elsewhere', ''), '..', 'originals');
  const random = (count: number) => new Uint8Array(count);
  openBook(folder, { instanceId: 'elsewhere', now: 0, demo: false }, random).close();
  const made = await makeBackup({
    folder,
    to: backupsOf(on.folder),
    why: 'on_demand',
    now: 0,
    id: id(),
    anchor: null,
    onPhase: () => undefined,
    signal: new AbortController().signal,
  });
  const name = made.ok ? made.value.name : 'none was made';
  return client.restoreBackup({ restoreId: id(), name });
}

/** Holds an ended batch, tries to erase it, and lets it go. */
async function erasedWhileHeld({ client, id, batches }: RefusalWorld): Promise<Reply<unknown>> {
  const subject = batch(batches.ended);
  const placed = { submissionId: id(), subject, reason: 'Order 4' };
  const held = await client.placeRetentionHold(placed);
  const reply = await client.erasePersonalData({ submissionId: id(), subject });
  const hold = held.ok ? held.value.hold : UNKNOWN;
  await client.liftRetentionHold({ submissionId: id(), hold, reason: 'ended' });
  return reply;
}

const erase =
  (subject: (world: RefusalWorld) => RetentionSubject): Scenario =>
  (world) =>
    world.client.erasePersonalData({ submissionId: world.id(), subject: subject(world) });

const hold =
  (subject: (world: RefusalWorld) => RetentionSubject, reason = 'Order 4'): Scenario =>
  (world) =>
    world.client.placeRetentionHold({ submissionId: world.id(), subject: subject(world), reason });

const lift =
  (of: number, reason: string): Scenario =>
  ({ client, id }) =>
    client.liftRetentionHold({ submissionId: id(), hold: of, reason });

const release =
  (batchId: (world: RefusalWorld) => number, reference: string): Scenario =>
  (world) =>
    world.client.releaseOutgoing({
      submissionId: world.id(),
      batchId: batchId(world),
      firstRecord: 0,
      lastRecord: 0,
      word: 'not_sent',
      reference,
    });

const backUp: Scenario = ({ client }) => client.backUp({ to: null });
const drill: Scenario = ({ client }) => client.drillBackup({});
const restoreNewest: Scenario = async (world) => {
  const kept = await world.client.backups({});
  const name = kept.ok ? kept.value.backups.find(({ good }) => good)?.name : undefined;
  return world.client.restoreBackup({ restoreId: world.id(), name: name ?? 'none is good' });
};

export const KEEPING_CALLS = {
  backups: {},
  // No backup was made to its end yet when this is asked: the table is walked in order.
  drillBackup: {
    not_permitted: ({ outsider }) => outsider.drillBackup({}),
    keeping_is_busy: whileBusy(drill),
    backup_unknown: drill,
    cancelled: async (world) => {
      await madeBackup(world);
      return stoppedAtOnce(drill)(world);
    },
  },
  backUp: {
    not_permitted: ({ outsider }) => outsider.backUp({ to: null }),
    keeping_is_busy: whileBusy(backUp),
    backup_folder_unusable: ({ client, hugeFile }) => client.backUp({ to: hugeFile }),
    cancelled: stoppedAtOnce(backUp),
  },
  restoreBackup: {
    not_permitted: ({ outsider, id }) => outsider.restoreBackup({ restoreId: id(), name: 'x' }),
    keeping_is_busy: whileBusy(restoreNewest),
    backup_unknown: ({ client, id }) => client.restoreBackup({ restoreId: id(), name: 'x' }),
    backup_differs_from_its_manifest: restoreAfter((folder) =>
      appendFileSync(bookIn(folder), 'more'),
    ),
    backup_failed_its_check: restoreAfter(forged),
    backup_of_another_book: foreign,
    cancelled: async (world) => {
      const name = await madeBackup(world);
      const restoreId = world.id();
      return stoppedAtOnce(({ client }) => client.restoreBackup({ restoreId, name }))(world);
    },
  },
  stopKeeping: { not_permitted: ({ outsider }) => outsider.stopKeeping({}) },
  outgoingWaiting: {},
  releaseOutgoing: {
    second_person_required: asksFirst.releaseOutgoing,
    batch_unknown: release(() => UNKNOWN, 'file 1'),
    outgoing_not_waiting: release(({ batches }) => batches.closed, 'file 1'),
    remark_required: release(({ batches }) => batches.restored, ' '),
  },
  erasePersonalData: {
    batch_unknown: erase(() => batch(UNKNOWN)),
    account_unknown: erase(() => account(UNKNOWN)),
    remark_unknown: erase(() => remark(UNKNOWN)),
    person_unknown: erase(() => person(UNKNOWN)),
    personal_data_erased: erase(({ batches }) => batch(batches.erased)),
    batch_not_ended: erase(({ batches }) => batch(batches.closed)),
    account_not_closed: erase(() => account(1)),
    person_not_ended: async ({ people }) => {
      const world = await people();
      const subject = person(await world.person('bo'));
      const submissionId = world.id();
      return (await world.as('ada')).erasePersonalData({ submissionId, subject });
    },
    retention_hold_runs: erasedWhileHeld,
    retention_class_runs: erase(({ batches }) => batch(batches.ended)),
  },
  placeRetentionHold: {
    batch_unknown: hold(() => batch(UNKNOWN)),
    account_unknown: hold(() => account(UNKNOWN)),
    remark_unknown: hold(() => remark(UNKNOWN)),
    person_unknown: hold(() => person(UNKNOWN)),
    personal_data_erased: hold(({ batches }) => batch(batches.erased)),
    remark_required: hold(({ batches }) => batch(batches.closed), ' '),
  },
  liftRetentionHold: {
    retention_hold_unknown: lift(UNKNOWN, 'ended'),
    remark_required: async (world) => {
      const subject = batch(world.batches.closed);
      const placed = { submissionId: world.id(), subject, reason: 'Order 5' };
      const made = await world.client.placeRetentionHold(placed);
      return lift(made.ok ? made.value.hold : UNKNOWN, ' ')(world);
    },
  },
} as const satisfies { readonly [name: string]: { readonly [code: string]: Scenario } };
