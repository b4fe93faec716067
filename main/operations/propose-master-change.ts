// Proposes a new version of one record of master data: it takes effect when another person confirms
// it, or at once where the book has one person.
import type { Context } from '../domain/context.ts';
import type { BusinessDate } from '../domain/dates.ts';
import {
  type MasterContent,
  type MasterKind,
  namesOf,
  readContent,
} from '../domain/master/kinds.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { digestOf } from '../ledger/digest.ts';
import type { Writing } from '../ledger/journal.ts';
import type { NewVersion } from '../ledger/master.ts';
import { remarkOf } from '../ledger/remarks.ts';
import { termsOf } from '../screening/name-terms.ts';
import { type Desk, openDay } from './desk.ts';
import { proposed } from './master-steps.ts';

export type ProposeMasterChangeInput = {
  readonly submissionId: string;
  readonly kind: MasterKind;
  /** What was written for each field; what is left out is blank. */
  readonly written: { readonly [field: string]: string };
  /** The record ends: payments are no longer served by it, and its history stays. */
  readonly ended: boolean;
  readonly validFrom: BusinessDate;
  /** Why, in the maker's words: kept beside the chain, and erasable. */
  readonly reason: string;
};

export type ProposeMasterChangeRefusal = Refusal<
  | 'remark_required'
  | 'master_content_invalid'
  | 'master_date_in_past'
  | 'master_change_waits'
  | 'master_record_unknown'
  | 'master_nothing_changed'
  | 'master_date_before_newest'
>;

/** What became of a proposal: it waits (`proposed`), or one person made it so (`confirmed`). */
export type Proposed = { readonly changeId: number; readonly state: string };

/**
 * Proposes a record as it shall be from `validFrom` on. Refuses `remark_required` (no reason),
 * `master_content_invalid` (each problem as `code field`), `master_date_in_past`,
 * `master_change_waits` (another change of this record is not decided), `master_record_unknown` (an
 * end of what is not there), `master_nothing_changed`, `master_date_before_newest` (an earlier
 * decision takes effect later still).
 */
export function proposeMasterChange(desk: Desk, input: ProposeMasterChangeInput, context: Context) {
  const { book } = desk;
  const { submissionId, kind, written, ended, validFrom, reason } = input;
  const fields = Object.entries(written).sort(([one], [other]) => (one < other ? -1 : 1));
  // The book's own salt: what was written is personal, and the chain keeps this hash for good.
  const bound = digestOf([book.partySalt, JSON.stringify(fields)]);
  const call = {
    deed: 'proposeMasterChange',
    submissionId,
    input: [kind, bound, ended ? 1 : 0, validFrom],
    remark: remarkOf(reason, null),
  } as const;
  return book.perform<Proposed, ProposeMasterChangeRefusal>(call, context, (w) => {
    if (reason.trim() === '') return refuse({ code: 'remark_required' });
    const read = readContent(kind, written, !book.demo);
    if (!read.ok) {
      const problems = read.problems.slice(0, 20).map(({ code, field }) => `${code} ${field}`);
      return refuse({ code: 'master_content_invalid', problems });
    }
    const today = openDay(desk, context.now);
    if (validFrom < today) return refuse({ code: 'master_date_in_past', validFrom, today });
    const { key, content } = read;
    const version = nextVersion(desk, { kind, key, content, ended, validFrom }, context);
    if (!version.ok) return version;
    return ok(keep(desk, w, input, version.value, context));
  });
}

type Asked = {
  readonly kind: MasterKind;
  readonly key: string;
  readonly content: MasterContent;
  readonly ended: boolean;
  readonly validFrom: BusinessDate;
};

function nextVersion(
  { book: { master } }: Desk,
  { kind, key, content, ended, validFrom }: Asked,
  context: Context,
): Result<NewVersion, ProposeMasterChangeRefusal> {
  const waiting = master.waitingChange(kind, key);
  if (waiting !== null) return refuse({ code: 'master_change_waits', changeId: waiting });
  const newest = master.newest(kind, key);
  if (newest === null && ended) return refuse({ code: 'master_record_unknown', kind, key });
  const text = JSON.stringify(content);
  if (newest !== null && newest.content === text && newest.ended === ended) {
    return refuse({ code: 'master_nothing_changed', kind, key });
  }
  if (newest !== null && validFrom < newest.effectiveOn) {
    const { effectiveOn } = newest;
    return refuse({ code: 'master_date_before_newest', validFrom, effectiveOn });
  }
  const terms = termsOf(namesOf(kind, content), key);
  return ok({ key, content: text, ended, replaces: newest, terms, salt: context.ids.bytes(16) });
}

function keep(
  desk: Desk,
  w: Writing,
  { kind, validFrom }: ProposeMasterChangeInput,
  version: NewVersion,
  context: Context,
): Proposed {
  const { master } = desk.book;
  const origin = 'entry';
  const changeId = master.addChange(w, { kind, origin, original: null, validFrom });
  master.addVersions(w, { id: changeId, kind }, [version]);
  const isNew = version.replaces === null;
  const counts = { added: isNew ? 1 : 0, changed: isNew ? 0 : 1 };
  return { changeId, state: proposed(desk, w, { changeId, validFrom, ...counts }, context) };
}
