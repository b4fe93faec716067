// What the demonstration's back office does: it keeps the bank's master data and closes its days.
import { assert } from '../../domain/assert.ts';
import type { BusinessDate } from '../../domain/dates.ts';
import { DAY_WORK } from '../../domain/day-work.ts';
import { hasEditions } from '../../domain/master/editions.ts';
import { MASTER_KIND_NAMES, type MasterKind } from '../../domain/master/kinds.ts';
import { keepOriginal } from '../originals.ts';
import { demoMasterList } from './demo-master.ts';
import { demoDeed, type Stage } from './stage.ts';

/** Brings in master data of these kinds, every kind unless said, in force from `validFrom`. */
export async function bringInMaster(
  stage: Stage,
  validFrom: BusinessDate,
  kinds: readonly MasterKind[] = MASTER_KIND_NAMES,
): Promise<void> {
  for (const kind of kinds) await bringIn(stage, kind, validFrom);
}

/** The directories of the month, to be relied on to the end of the next one. */
const EDITION = {
  scope: 'full',
  edition: '2026-11',
  base: '',
  validUntil: '2026-12-31',
} as const;

/** One list: an administrator proposes it, the other one confirms it. */
async function bringIn(stage: Stage, kind: MasterKind, validFrom: BusinessDate): Promise<void> {
  const key = `master-${kind}`;
  if (stage.isDone(`${key}.confirmed`)) return;
  const { office, doors } = stage;
  const { signal } = new AbortController();
  await stage.withFile(`${kind}.csv`, demoMasterList(kind), async (path) => {
    const kept = await keepOriginal(office.folder, path, office.newId());
    assert(kept.ok, 'the demonstration’s own list can be kept');
    const list = { kind, originalHash: kept.value.hash, validFrom, reason: 'Opening of the bank' };
    const asked = hasEditions(kind) ? { ...list, edition: EDITION } : list;
    await stage.deed(key, (submissionId) =>
      doors.importMaster({ submissionId, ...asked }, stage.as('administrator'), signal),
    );
  });
  const changeId = changeOf(stage, key);
  const session = stage.as('otherAdministrator');
  for await (const { done } of doors.masterProgress({ changeId }, session, signal)) if (done) break;
  const decided = { changeId, decision: 'confirmed', reason: '' } as const;
  await stage.deed(`${key}.confirmed`, (submissionId) =>
    doors.decideMasterChange({ submissionId, ...decided }, session, signal),
  );
}

/** The change that an import's deed was answered with. */
function changeOf(stage: Stage, key: string): number {
  const answer = stage.office.desk.book.answerOf(demoDeed(key))?.answer;
  const isOne = typeof answer === 'object' && answer !== null && 'changeId' in answer;
  assert(isOne, 'an import is answered with its change');
  return Number(answer.changeId);
}

/** Closes a day over what may be carried into the next one, each by its name. */
export async function closeDay(stage: Stage, day: BusinessDate): Promise<void> {
  const key = `${day}-closed`;
  if (stage.isDone(key)) return;
  const session = stage.as('supervisor');
  const { signal } = new AbortController();
  const view = await stage.doors.dayView({}, session, signal);
  assert(view.ok, 'what stands open can be read');
  const carried = view.value.work
    .filter(({ kind }) => DAY_WORK[kind] === 'carried')
    .map(({ reference }) => reference);
  const asked = { day, rates: [], carried, remark: '' };
  await stage.deed(key, (submissionId) =>
    stage.doors.closeDay({ submissionId, ...asked }, session, signal),
  );
}
