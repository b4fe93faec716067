// What the reader thread answers about master data: pages, records with their history, changes that
// wait, and who is found under a name.
import type { HeldEdition } from '../domain/master/editions.ts';
import type { MasterKind } from '../domain/master/kinds.ts';
import type { ReadableDb } from '../ledger/connection.ts';
import type { MasterChange } from '../ledger/master.ts';
import { MasterInForce } from '../ledger/master-in-force.ts';
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
} from '../ledger/read-master.ts';
import { type MasterHits, MasterSearch } from '../ledger/search-master.ts';
import { afterPrefix, fits, rangesOf } from '../screening/name-query.ts';

type Stretch = { readonly offset: number; readonly limit: number };

export type MasterReads = {
  masterPage: {
    readonly input: Stretch & { readonly kind: MasterKind };
    readonly answer: MasterPage & { readonly edition: HeldEdition | null };
  };
  masterRecord: {
    readonly input: { readonly kind: MasterKind; readonly key: string };
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
    readonly input: {
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
  const pages = new MasterPages(db);
  const names = new MasterSearch(db);
  const records = new MasterInForce(db);
  const atOneMoment = <T>(read: () => T): T => db.transaction(read)();
  return {
    masterPage: async ({ kind, offset, limit }) => {
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
    masterRecord: ({ kind, key }) =>
      atOneMoment(() => {
        const own = keyToldAs(db, kind, key);
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
    masterSearch: ({ text, kind, limit }) => {
      const ranges = rangesOf(text).map((alike) =>
        alike.map((range) => ({
          prefix: range.prefix,
          end: afterPrefix(range.prefix),
          fits: (term: string) => fits(term, range),
        })),
      );
      return atOneMoment(() => names.find(ranges, kind, limit));
    },
  };
}
