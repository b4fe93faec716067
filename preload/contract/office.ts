// What every screen hears: who speaks, the office's own state, and which subjects changed after a
// commit.
import { z } from 'zod';
import { BOOK_ROLES } from '../../main/domain/chart-of-accounts.ts';
import { INTAKE_STATES } from '../../main/domain/intake.ts';
import { DEEDS, type Deed, ROLES } from '../../main/domain/permissions.ts';
import { KEY_CHANGE, START_CHECKS } from '../../main/domain/start-checks.ts';
import { method, stream } from './method.ts';
import { STANDINGS } from './people.ts';
import {
  ANNOUNCED_IDS_MAX,
  businessDate,
  code,
  count,
  currency,
  deed,
  deedRefusals,
  list,
  minor,
  rowId,
  text,
} from './values.ts';

/** Subjects of announcements; each names one kind of id. */
export const topic = z.enum([
  'batches',
  'payments',
  'cycles',
  'accounts',
  'entries',
  'policies',
  'master',
  'requests',
  'people',
]);
export type Topic = z.output<typeof topic>;

/** `ids` is null when more changed than an announcement lists: refetch without looking. */
const announcement = z.strictObject({ topic, ids: list(rowId, ANNOUNCED_IDS_MAX).nullable() });
export type Announcement = z.output<typeof announcement>;

const deedName = z.custom<Deed>(
  (value) => typeof value === 'string' && Object.hasOwn(DEEDS, value),
);

/** A role within its bounds; null for every branch, rail or currency, and for no limit. */
const authority = z.strictObject({
  role: z.enum(ROLES),
  branch: text(40).nullable(),
  rail: text(40).nullable(),
  currency: currency.nullable(),
  /** Minor units of `currency`, of one payment and of one day. */
  singleLimit: minor.nullable(),
  dailyLimit: minor.nullable(),
});

export const officeMethods = {
  /** Says what an untouched live book is for, for good; a book that nobody asked is a branch's. */
  chooseRole: method({
    input: z.strictObject({ ...deed, role: z.enum(BOOK_ROLES) }),
    output: z.strictObject({ role: z.enum(BOOK_ROLES) }),
    refusals: [...deedRefusals, 'book_is_not_empty'],
  }),
  /** Who this channel speaks for, what they may do, and in which book. The same in any language. */
  session: method({
    input: z.strictObject({}),
    output: z.strictObject({
      actor: z.strictObject({ id: text(200), name: text(200), roles: list(z.enum(ROLES), 20) }),
      /** The bounds of each role they hold today; empty in a book without people, where none has any. */
      authorities: list(authority, 1000),
      shell: z.enum(['cli', 'loopback', 'electron']),
      /** The deeds this actor has the permission for. */
      deeds: list(deedName, 100),
      /** How the seat stands; `open` and `no_people` are ready for work. */
      standing: z.enum(STANDINGS),
      /** The person who sits there, also behind the lock; null for nobody of the book. */
      person: rowId.nullable(),
      /** Until when they are absent, or somebody stands in for them: asked whether they are back. */
      awayUntil: businessDate.nullable(),
      /** Names of the methods that are answered now. */
      methods: list(text(64), 200),
      demo: z.boolean(),
      role: z.enum(BOOK_ROLES),
      businessDate,
    }),
    refusals: [],
  }),
  /**
   * One item at once, then one per change. Everything can be read in every phase; deeds wait while
   * the book is checked, and are refused where it failed: `fault` is set then.
   */
  officeState: stream({
    input: z.strictObject({}),
    item: z.strictObject({
      phase: z.enum(['checking_the_book', 'ready', 'read_only', 'stopped']),
      fault: code.nullable(),
      /**
       * What is looked at while the book is checked, the share of the whole that is done (0 to 1) and
       * the milliseconds that are left, null while nothing can be said; or the check that failed.
       */
      check: z
        .strictObject({
          name: z.enum([...START_CHECKS, KEY_CHANGE]),
          fraction: z.number().min(0).max(1),
          remaining: count.nullable(),
        })
        .nullable(),
      businessDate: businessDate.nullable(),
      demo: z.boolean(),
      /**
       * Whether payments are taken in, and how many a drain still has before it: null to a seat at
       * which nobody may ask for that, as where it is locked.
       */
      intake: z.strictObject({ state: z.enum(INTAKE_STATES), left: count.nullable() }),
      /** What the book is for: it is chosen once, while the book is untouched. */
      role: z.enum(BOOK_ROLES),
    }),
  }),
  /** Listening starts when the stream opens: a page asked for after that misses nothing. */
  changed: stream({ input: z.strictObject({}), item: announcement }),
};
