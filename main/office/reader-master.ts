// What the reader thread answers about master data: pages, records with their history, changes that
// wait, and who is found under a name.

import { maskedRecord } from '../domain/masked.ts';
import type { HeldEdition } from '../domain/master/editions.ts';
import { type MasterKind, namesOf } from '../domain/master/kinds.ts';
import type { ReadableDb } from '../ledger/connection.ts';
import type { MasterChange } from '../ledger/master.ts';
import { contentOf, MasterInForce } from '../ledger/master-in-force.ts';
import { type MasterPage, MasterPages } from '../ledger/master-pages.ts';
import {
  type ChangedRow,
  keyToldAs,
  type MasterRow,
  type MasterVersion,
  readChange,
  readChangedRows,
  readRowsAfter,
  readVersions,
  readWaitingChanges,
  toldKey,
} from '../ledger/read-master.ts';
import { type MasterHits, MasterSearch } from '../ledger/search-master.ts';
import { afterPrefix, fits, rangesOf } from '../screening/name-query.ts';
import { termsOf } from '../screening/name-terms.ts';

/** Whether whoever asks is told account numbers whole, by which nothing may be found or ordered else. */
type Sight = { readonly whole: boolean };

type Stretch = { readonly offset: number; readonly limit: number };

export type MasterReads = {
  masterPage: {
    readonly input: Stretch & Sight & { readonly kind: MasterKind };
    readonly answer: MasterPage & { readonly edition: HeldEdition | null };
  };
  masterRecord: {
    readonly input: Sight & { readonly kind: MasterKind; readonly key: string };
    readonly answer: readonly MasterVersion[];
  };
  masterWaiting: {
    readonly input: { readonly limit: number };
    readonly answer: readonly (MasterChange & { readonly at: number })[];
  };
  masterChange: {
    readonly input: Stretch & { readonly changeId: number };
    readonly answer: { readonly change: MasterChange; readonly rows: readonly ChangedRow[] } | null;
  };
  masterRowsAfter: {
    readonly input: { readonly kind: MasterKind; readonly after: string; readonly limit: number };
    readonly answer: readonly MasterRow[];
  };
  masterSearch: {
    readonly input: Sight & {
      readonly text: string;
      readonly kind: MasterKind | '';
      readonly limit: number;
    };
    readonly answer: MasterHits;
  };
};

type MasterAnswers = {
  [Name in keyof MasterReads]: (
    input: MasterReads[Name]['input'],
  ) => MasterReads[Name]['answer'] | Promise<MasterReads[Name]['answer']>;
};

/** The answers over one connection; `between` lets other questions in between two slices. */
export function masterAnswers({ db }: ReadableDb, between: () => Promise<void>): MasterAnswers {
  const byKey = new MasterPages(db, 'key');
  const asEntered = new MasterPages(db, 'entered');
  const names = new MasterSearch(db);
  const records = new MasterInForce(db);
  const atOneMoment = <T>(read: () => T): T => db.transaction(read)();
  return {
    masterPage: async ({ kind, offset, limit, whole }) => {
      const pages = whole ? byKey : asEntered;
      for (;;) {
        // Counted and read at one moment, or what is confirmed between would move the rows.
        const page = atOneMoment(() =>
          pages.countSlice(kind)
            ? null
            : { ...pages.page(kind, offset, limit), edition: records.newestHeld(kind) },
        );
        if (page !== null) return page;
        await between();
      }
    },
    masterRecord: ({ kind, key, whole }) =>
      atOneMoment(() => {
        const own = keyToldAs(db, kind, whole ? key : toldKey(kind, key));
        return own === null ? [] : readVersions(db, kind, own);
      }),
    masterWaiting: ({ limit }) => atOneMoment(() => readWaitingChanges(db, limit)),
    masterChange: ({ changeId, offset, limit }) =>
      atOneMoment(() => {
        const change = readChange(db, changeId);
        const rows = readChangedRows(db, changeId, { offset, limit });
        return change === null ? null : { change, rows };
      }),
    masterRowsAfter: ({ kind, after, limit }) =>
      atOneMoment(() => readRowsAfter(db, kind, after, limit)),
    masterSearch: ({ text, kind, limit, whole }) => {
      const ranges = rangesOf(text).map((alike) =>
        alike.map((range) => ({
          prefix: range.prefix,
          end: afterPrefix(range.prefix),
          fits: (term: string) => fits(term, range),
        })),
      );
      return atOneMoment(() => names.find(ranges, kind, limit, whole ? undefined : isTold));
    },
  };
}

/** Whether a term is one of a record as somebody is told it who may not see accounts. */
function isTold(
  term: string,
  {
    kind,
    key,
    content,
  }: { readonly kind: MasterKind; readonly key: string; readonly content: string },
): boolean {
  const { [KEY]: toldAs = '', ...told } = maskedRecord({ ...contentOf(content), [KEY]: key });
  return termsOf(namesOf(kind, told), toldAs).includes(term);
}

/** No field of a record is called so. */
const KEY = ' key';
