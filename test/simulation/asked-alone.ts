// A deed of each kind about something of the stock, and one person who does it without asking.
import { type Result, refuse } from '../../main/domain/result.ts';
import type { AskedDeed } from '../../main/operations/asked-deeds.ts';
import { bookEvent } from '../../main/operations/book-event.ts';
import { changeAccount } from '../../main/operations/change-account.ts';
import { correctEntry } from '../../main/operations/correct-entry.ts';
import { explainBreak } from '../../main/operations/explain-break.ts';
import { handOverBatch } from '../../main/operations/hand-over-batch.ts';
import { releaseOutgoing } from '../../main/operations/release-outgoing.ts';
import { setBranchKey } from '../../main/operations/set-branch-key.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { settlePositions } from '../../main/operations/settle-positions.ts';
import { unwindCycle } from '../../main/operations/unwind-cycle.ts';
import type { TestDesk } from '../operations/test-desk.ts';
import type { Seeded } from '../preload/seeded.ts';
import type { Kind } from './asked-model.ts';
import { REACHED_SETTING } from './asked-override-model.ts';
import { eventOn, STOCK, type World } from './asked-world.ts';

type Stocked = { readonly world: World; readonly chance: Seeded; readonly made: number };

/** The input of a deed that others sign for, about something of the stock. */
export function someDeed({ world, chance, made }: Stocked, kind: Kind): AskedDeed | null {
  const at = made % STOCK;
  const several = chance.int(3);
  const { batch, entries } = world;
  switch (kind) {
    case 'setPolicy': {
      const name = chance.pick([
        'duplicateWindowDays',
        REACHED_SETTING,
        REACHED_SETTING,
        REACHED_SETTING,
      ] as const);
      if (chance.int(6) > 0) return { deed: kind, name, value: someDays(chance) };
      const value = chance.pick(['on', 'on', 'off'] as const);
      return { deed: kind, name: 'emergencyOverride', value };
    }
    case 'changeAccount': {
      const account = { account: `acc-${several}`, currency: 'EUR' } as const;
      const now = world.on.book().accounts.find(account.account, 'EUR')?.status;
      return { deed: kind, ...account, status: now === 'open' ? 'debit_blocked' : 'open' };
    }
    case 'correctEntry':
      // Also what was booked since, frozen money among it.
      return { deed: kind, entryId: several > 0 ? (entries[at] ?? 0) : frozenOrNewest(world) };
    case 'explainBreak':
      return { deed: kind, breakId: several + 1 };
    case 'releaseOutgoing': {
      const word = chance.pick(['sent', 'not_sent'] as const);
      return { deed: kind, batchId: batch, firstRecord: at, lastRecord: at, word };
    }
    case 'writeOff':
      // Of the even ones: the others are small enough for one person.
      return eventOn(world, 'H4.written_off', at - (at % 2));
    case 'freeze':
      return eventOn(world, 'C5.frozen', at);
    default:
      return null;
  }
}

/** Days that a setting may have, of which none is what it is in a new book. */
export function someDays(chance: Seeded): string {
  return String(20 + chance.int(30));
}

/** The newest entry that froze money, or where there is none the newest of all. */
function frozenOrNewest({ on }: World): number {
  const sql = `SELECT coalesce((SELECT max(p.entry) FROM postings p
      JOIN accounts a ON a.id IN (p.debit_account, p.credit_account) WHERE a.kind = 'blocked'),
    (SELECT max(id) FROM entries))`;
  const found = on.book().db.prepare<[], bigint>(sql).pluck().get();
  return Number(found ?? 0n);
}

/** The deed itself, as the desk's actor does it who asks nobody. */
export function doneAlone(on: TestDesk, submissionId: string, asked: AskedDeed): Result<unknown> {
  const second = null;
  const [desk, context] = [on.desk(), on.context()];
  const why = { reason: 'why', reference: 'why', remark: 'why', second };
  if (asked.deed === 'setPolicy') return setPolicy(desk, { submissionId, ...asked }, context);
  if (asked.deed === 'changeAccount') {
    return changeAccount(desk, { submissionId, ...asked }, context);
  }
  if (asked.deed === 'correctEntry') {
    return correctEntry(desk, { submissionId, ...asked, ...why }, context);
  }
  if (asked.deed === 'explainBreak') {
    return explainBreak(desk, { submissionId, ...asked, ...why }, context);
  }
  if (asked.deed === 'releaseOutgoing') {
    return releaseOutgoing(desk, { submissionId, ...asked, ...why }, context);
  }
  if (asked.deed === 'settlePositions') {
    return settlePositions(desk, { submissionId, ...asked }, context);
  }
  // The key lies beside the book: nothing in it changes by this.
  if (asked.deed === 'changeKey') return refuse({ code: 'no_deed_of_the_book' });
  if (asked.deed === 'unwindCycle') {
    return unwindCycle(desk, { submissionId, ...asked, ...why }, context);
  }
  if (asked.deed === 'setBranchKey') return setBranchKey(desk, { submissionId, ...asked }, context);
  if (asked.deed === 'handOverBatch') {
    return handOverBatch(desk, { submissionId, ...asked }, context);
  }
  return bookEvent(desk, { submissionId, ...asked, ...why }, context);
}
