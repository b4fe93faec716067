// The keeper's side of the office: backups, drills, a restore, and what waits since one.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { authorise, type Deed } from '../domain/permissions.ts';
import { ok, type Result } from '../domain/result.ts';
import { erasePersonalData } from '../operations/erase-personal-data.ts';
import { liftRetentionHold, placeRetentionHold } from '../operations/hold-retention.ts';
import { releaseOutgoing } from '../operations/release-outgoing.ts';
import { backupDue, drillDue } from './backup-schedule.ts';
import { backupsOf } from './backup-store.ts';
import type { KeptView } from './keeping.ts';
import type { Office } from './office.ts';
import { removeErasedOriginals } from './originals.ts';
import { orAsk } from './request-handlers.ts';

type KeepingHandlers = Pick<
  Handlers<Session>,
  | 'backups'
  | 'backUp'
  | 'drillBackup'
  | 'restoreBackup'
  | 'stopKeeping'
  | 'keepingProgress'
  | 'outgoingWaiting'
  | 'releaseOutgoing'
  | 'erasePersonalData'
  | 'placeRetentionHold'
  | 'liftRetentionHold'
>;

const may = (deed: Deed, { actor }: Session) => authorise(deed, actor, null);

export function keepingHandlers(office: Office): KeepingHandlers {
  const { keeping, desk, writer, contextFor: context } = office;
  return {
    backups: async () => {
      const now = office.clock();
      const kept = await keeping.list();
      return ok({
        folder: backupsOf(office.folder),
        backups: kept.slice(0, 500).map(viewOf),
        backupDue: backupDue(await keeping.dated(), now),
        drillDue: drillDue(await keeping.dated(), now),
        restores: desk.book.restores.count(),
      });
    },
    backUp: async ({ to }, session) => {
      const permitted = may('backUp', session);
      if (!permitted.ok) return permitted;
      const made = await keeping.backUp(to, 'on_demand');
      return made.ok ? ok(viewOf(made.value)) : made;
    },
    drillBackup: async (_input, session) => {
      const permitted = may('drillBackup', session);
      return permitted.ok ? keeping.drill() : permitted;
    },
    restoreBackup: (input, session) => restoreBackup(office, input, session),
    stopKeeping: (_input, session) => {
      const permitted = may('backUp', session);
      if (!permitted.ok) return permitted;
      keeping.cancel();
      return ok({});
    },
    keepingProgress: (_input, _session, signal) => keeping.follow(signal),
    outgoingWaiting: async () => ok({ batches: await office.reader.ask('outgoing', null) }),
    releaseOutgoing: async (input, session) => {
      const released = await writer.do((turn) =>
        releaseOutgoing(desk, input, context(session, turn)),
      );
      if (released.ok) {
        office.batchMoved(input.batchId);
        return released;
      }
      const { submissionId, reference, ...what } = input;
      const asked = { deed: 'releaseOutgoing', ...what } as const;
      const asking = { submissionId, asked, remark: reference };
      return orAsk(office, released, asking, session);
    },
    erasePersonalData: async (input, session) => {
      const erased = await writer.do((turn) =>
        erasePersonalData(desk, input, context(session, turn)),
      );
      if (!erased.ok) return erased;
      desk.book.retention.forget();
      removeErasedOriginals(office.folder, desk.book.retention.erasedOriginals());
      if (input.subject.kind === 'batch') office.batchMoved(input.subject.id);
      if (input.subject.kind === 'person') office.announcer.publish({ topic: 'people', ids: null });
      return erased;
    },
    placeRetentionHold: (input, session) =>
      writer.do((turn) => placeRetentionHold(desk, input, context(session, turn))),
    liftRetentionHold: (input, session) =>
      writer.do((turn) => liftRetentionHold(desk, input, context(session, turn))),
  };
}

function viewOf({ name, manifest, proof, good }: KeptView) {
  const { madeAt, why, failed, head, count, book, originals, missing } = manifest;
  return {
    name,
    madeAt,
    why,
    good,
    failed,
    head: head === '' ? null : head,
    count,
    bytes: book.bytes,
    originals: originals.length,
    missing: missing.length,
    proof,
  };
}

type RestoreInput = { readonly restoreId: string; readonly name: string };

/** Never answers when it is done: the office ends, and the next one knows by the submission id. */
async function restoreBackup(office: Office, { restoreId, name }: RestoreInput, session: Session) {
  const permitted = may('recordRestore', session);
  if (!permitted.ok) return permitted;
  const before = heldBefore(office, restoreId);
  if (before !== null) return before;
  const context = () => office.writer.do((turn) => office.contextFor(session, turn));
  const noted = await office.keeping.restore(name, restoreId, context);
  // Nothing more is done on this book: it would be lost with it.
  if (noted.ok) office.restartToSwap();
  return noted;
}

/** What the restore with this submission id answered, where this book is the restored one. */
function heldBefore(office: Office, submissionId: string): Result<{ held: number }, never> | null {
  const known = office.desk.book.answerOf(submissionId);
  if (known === null || known.outcome !== 'done') return null;
  const { answer } = known;
  if (typeof answer !== 'object' || answer === null || !('held' in answer)) return null;
  return ok({ held: Number(answer.held) });
}
