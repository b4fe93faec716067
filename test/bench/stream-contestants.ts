// What one would otherwise write for count and sum over the last hour per key: a Map keyed by
// string with one small ring per key, and the same ring inside an RxJS pipeline.
// Both keep event time, as the stream does, and set aside what comes too late; neither forgets keys,
// keeps anything that a restart could begin from, or could be split over threads.
import { filter, groupBy, map, mergeMap, Subject, scan } from 'rxjs';
import {
  accountAt,
  BUCKET_MS,
  BUCKETS,
  DISORDER_MS,
  type PlainRecord,
  type PlainRecords,
  recordAt,
} from './stream-material.ts';

/** One key's hour. Sums are numbers here: nobody pays by them. */
type Ring = {
  latest: number;
  readonly counts: Int32Array;
  readonly sums: Float64Array;
  count: number;
  sum: number;
};

function newRing(): Ring {
  return {
    latest: -1,
    counts: new Int32Array(BUCKETS),
    sums: new Float64Array(BUCKETS),
    count: 0,
    sum: 0,
  };
}

function add(ring: Ring, at: number, amount: number): Ring {
  const bucket = Math.floor(at / BUCKET_MS);
  if (bucket > ring.latest) {
    const first = Math.max(ring.latest + 1, bucket - BUCKETS + 1);
    for (let entered = first; entered <= bucket; entered += 1) {
      const place = entered % BUCKETS;
      ring.count -= ring.counts[place] ?? 0;
      ring.sum -= ring.sums[place] ?? 0;
      ring.counts[place] = 0;
      ring.sums[place] = 0;
    }
    ring.latest = bucket;
  }
  if (bucket <= ring.latest - BUCKETS) return ring;
  const place = bucket % BUCKETS;
  ring.counts[place] = (ring.counts[place] ?? 0) + 1;
  ring.sums[place] = (ring.sums[place] ?? 0) + amount;
  ring.count += 1;
  ring.sum += amount;
  return ring;
}

/** The watermark when a record of `at` has come. */
function advanced(watermark: number, at: number): number {
  return Math.max(watermark, at - DISORDER_MS);
}

/** Whether a record comes later than it still counts. */
function isTooLate(watermark: number, at: number): boolean {
  return watermark - at > DISORDER_MS;
}

/** What is added up over all answers, so that no answer is left out. */
export type Checked = { records: number; counts: number; sums: number };

/** A Map keyed by string that does the same sums. */
export class StringMap {
  readonly #rings = new Map<string, Ring>();
  #watermark = Number.NEGATIVE_INFINITY;

  /** The window with the record in it; null for one that comes too late. */
  take(account: string, at: number, amount: number): Ring | null {
    this.#watermark = advanced(this.#watermark, at);
    if (isTooLate(this.#watermark, at)) return null;
    let ring = this.#rings.get(account);
    if (ring === undefined) {
      ring = newRing();
      this.#rings.set(account, ring);
    }
    return add(ring, at, amount);
  }

  run(records: PlainRecords): Checked {
    const { times, amounts } = records;
    const checked = { records: 0, counts: 0, sums: 0 };
    for (let i = 0; i < times.length; i += 1) {
      const ring = this.take(accountAt(records, i), times[i] ?? 0, amounts[i] ?? 0);
      checked.records += 1;
      checked.counts += ring?.count ?? 0;
      checked.sums += ring?.sum ?? 0;
    }
    return checked;
  }
}

type Marked = { readonly record: PlainRecord | null; readonly watermark: number };
type InTime = { readonly record: PlainRecord };

function isInTime(marked: Marked): marked is Marked & InTime {
  return marked.record !== null && !isTooLate(marked.watermark, marked.record.at);
}

/** The same in RxJS: a group per key, a scan in each. Gives what takes further records. */
export function runRxjs(): (records: PlainRecords) => Checked {
  let checked: Checked = { records: 0, counts: 0, sums: 0 };
  const all = new Subject<PlainRecord>();
  const begin: Marked = { record: null, watermark: Number.NEGATIVE_INFINITY };
  all
    .pipe(
      scan(({ watermark }, record): Marked => {
        return { record, watermark: advanced(watermark, record.at) };
      }, begin),
      filter(isInTime),
      map(({ record }) => record),
      groupBy(({ account }) => account),
      mergeMap((group) =>
        group.pipe(
          scan((ring, { at, amount }) => add(ring, at, amount), newRing()),
          map(({ count, sum }) => ({ count, sum })),
        ),
      ),
    )
    .subscribe(({ count, sum }) => {
      checked.records += 1;
      checked.counts += count;
      checked.sums += sum;
    });
  return (records) => {
    checked = { records: 0, counts: 0, sums: 0 };
    for (let i = 0; i < records.accounts.length; i += 1) all.next(recordAt(records, i));
    return checked;
  };
}
