// An entry that is asked for and not written yet, and what all its checks look at.
import type { Posting } from '../domain/chart-of-accounts.ts';
import type { BusinessDate } from '../domain/dates.ts';
import type { Entry, EntryHead, Resolution } from './entries.ts';

/** A new hold or booking. A booking may correct an earlier entry. */
export type NewEntry = {
  readonly kind: 'hold' | 'post';
  readonly head: EntryHead;
  readonly postings: readonly Posting[];
  /** The entry that a booking takes back, whole or in part; 0 for none. */
  readonly corrects: number;
};

/** The end of a hold. */
export type EndOfHold = {
  readonly kind: Resolution;
  readonly head: EntryHead;
  readonly hold: number;
  /** What of each held posting is booked, in order, in minor units; null is all of it. */
  readonly parts: readonly bigint[] | null;
  /** Whether this is the rail's answer, or two persons stand for it: needed after dispatch. */
  readonly answered: boolean;
};

/** `linked`: the next entry of the list stands or falls with this one. */
export type EntryRequest = (NewEntry & Standing) | (EndOfHold & Standing);

type Standing = {
  readonly linked: boolean;
  /** Two compliance persons and a reference stand for it: blocked funds may leave. */
  readonly licensed: boolean;
};

export function isNewEntry(request: EntryRequest): request is EntryRequest & NewEntry {
  return request.kind === 'hold' || request.kind === 'post';
}

/** What the chain in hand has done so far, before any of it is written. */
export type Overlay = {
  /** Added to the four counters of an account, in the order of the counters. */
  readonly moved: Map<number, [bigint, bigint, bigint, bigint]>;
  readonly resolved: Map<number, Resolution>;
  readonly corrected: Set<string>;
};

/** One request as its checks see it. */
export type Asked = {
  readonly request: EntryRequest;
  /** The postings that it would write: its own, or those of the hold. */
  readonly postings: readonly Posting[];
  /** The entry named as a hold, or as what is corrected; null where there is none. */
  readonly hold: Entry | null;
  readonly original: Entry | null;
  readonly overlay: Overlay;
  readonly openDays: readonly BusinessDate[];
};
