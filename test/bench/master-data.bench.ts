// How long a million customers take to come in, how much memory the office needs for them, and how
// soon a person who searches a name or turns to a page among them is answered.
import { join } from 'node:path';
import { assert } from '../../main/domain/assert.ts';
import { localActor } from '../../main/domain/permissions.ts';
import { superviseOffice } from '../../main/office/supervise.ts';
import { fold } from '../../main/screening/fold.ts';
import { termsOf } from '../../main/screening/name-terms.ts';
import { createClient } from '../../preload/client.ts';
import { type Client, contract } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { customerName, writeCustomers } from '../fixtures/generate-customers.ts';
import type { Bench, Figure } from './bench.ts';
import { peakOf } from './office-journey.ts';

const SIZES = [10_000, 100_000, 1_000_000];
const SEED = 52;
const MEGA = 1_000_000;
/** Megabytes that the office may have at its peak, however long the list. */
const PEAK_MOST = 900;
/** The last tenth of a list is brought in at this share of the rate of its first, at least. */
const LAST_TENTH_LEAST = 0.6;
const SEARCHES = 2000;
const PAGES = 300;

/** 09:42 UTC on the demo day. */
const DEMO_DAY = Date.UTC(2026, 10, 26, 9, 42);

export const bench: Bench = {
  name: 'master-data',
  about: 'customers imported from a list, then searched by name and paged, over the contract',
  async run({ note, temporaryFolder }) {
    const folder = temporaryFolder();
    const figures: Figure[] = [];
    for (const size of SIZES) {
      note(`${size} customers`);
      const list = join(folder, `customers-${size}.csv`);
      await writeCustomers(list, size, SEED);
      const start = {
        folder: join(folder, `book-${size}`),
        shell: 'cli',
        person: 'bench',
      } as const;
      const office = superviseOffice({ ...start, demo: true, clockStartsAt: DEMO_DAY });
      await office.ready();
      const session = { actor: localActor('bench'), shell: 'cli' } as const;
      const client = createClient(contract, office.open(session));
      figures.push(...(await bringIn(client, list, size)));
      const peak = peakOf({ folder: start.folder, office, client }) / MEGA;
      const gate = { of: 'value', most: PEAK_MOST } as const;
      figures.push({ ...figure(`master-data, peak memory at ${size}`, peak, 'MB'), gate });
      figures.push(...(await search(client, size)), ...(await turnPages(client, size)));
      await office.stop();
    }
    return figures;
  },
};

function figure(name: string, value: number, unit: string): Figure {
  return { name, value, unit, against: 'none', ratio: null, spread: null };
}

async function bringIn(client: Client, list: string, size: number): Promise<readonly Figure[]> {
  const { originalHash } = answered(await client.draftBatch({ path: list }));
  const read = performance.now();
  for await (const item of client.previewMaster({ kind: 'customer', originalHash })) {
    if (item.kind === 'preview') assert(item.added === size, 'every customer is new');
  }
  const begun = performance.now();
  const asked = { kind: 'customer', originalHash, validFrom: '2026-11-26' } as const;
  const deed = { submissionId: `bench-${size}`, reason: 'bench' };
  const { changeId } = answered(await client.importMaster({ ...deed, ...asked }));
  const seen: Progress[] = [{ rows: 0, at: begun }];
  for await (const { rows, done } of client.masterProgress({ changeId })) {
    if (done) break;
    seen.push({ rows, at: performance.now() });
  }
  const ended = performance.now();
  const tenths = tenthsOf([...seen, { rows: size, at: ended }], size);
  const last = figure(`master-data, last tenth of ${size}`, tenths.last, 'customers/s');
  const gate = { of: 'ratio', least: LAST_TENTH_LEAST } as const;
  const rate = (from: number, to: number): number => size / ((to - from) / 1000);
  return [
    figure(`master-data, read and compared, ${size}`, rate(read, begun), 'customers/s'),
    figure(`master-data, brought in, ${size}`, rate(begun, ended), 'customers/s'),
    ...(size < MEGA
      ? []
      : [
          figure(`master-data, first tenth of ${size}`, tenths.first, 'customers/s'),
          { ...last, ratio: tenths.last / tenths.first, gate },
        ]),
  ];
}

type Progress = { readonly rows: number; readonly at: number };

/** Customers per second of the first and of the last tenth, as far as progress was told. */
function tenthsOf(seen: readonly Progress[], size: number) {
  const rateOf = (part: readonly Progress[]): number => {
    const [from, to] = [part[0], part.at(-1)];
    if (from === undefined || to === undefined || to.rows === from.rows) return Number.NaN;
    return ((to.rows - from.rows) * 1000) / (to.at - from.at);
  };
  return {
    first: rateOf(seen.filter(({ rows }) => rows <= size / 10)),
    last: rateOf(seen.filter(({ rows }) => rows >= (size * 9) / 10)),
  };
}

/** What a person types for a name: the beginning of a term of it, or two of its words. */
function typedFor(record: number, search: number): string {
  const { name } = customerName(SEED, record);
  const terms = termsOf([name], '');
  const term = terms[search % terms.length] ?? name;
  if (search % 3 === 0) return fold(name).split(' ').reverse().join(' ');
  return term.slice(0, 2 + (search % 7));
}

async function search(client: Client, size: number): Promise<readonly Figure[]> {
  const times: number[] = [];
  let found = 0;
  for (let at = 0; at < SEARCHES; at += 1) {
    const record = Math.floor((at / SEARCHES) * size);
    const text = typedFor(record, at);
    const begun = performance.now();
    const { hits } = answered(await client.searchMaster({ text, kind: 'customer', limit: 20 }));
    times.push(performance.now() - begun);
    if (hits.length > 0) found += 1;
  }
  assert(found === SEARCHES, 'a name that is there is found');
  const gate = { of: 'value', most: 50 } as const;
  const [half, most] = quantiles(times);
  return [
    figure(`master-data, search among ${size}, median`, half, 'ms'),
    { ...figure(`master-data, search among ${size}, 99 of 100`, most, 'ms'), gate },
  ];
}

async function turnPages(client: Client, size: number): Promise<readonly Figure[]> {
  const first = performance.now();
  answered(await client.masterPage({ kind: 'customer', offset: 0, limit: 100 }));
  const counted = performance.now() - first;
  const times: number[] = [];
  for (let at = 0; at < PAGES; at += 1) {
    const offset = Math.floor((((at * 7919) % PAGES) / PAGES) * size);
    const begun = performance.now();
    const { total } = answered(await client.masterPage({ kind: 'customer', offset, limit: 100 }));
    times.push(performance.now() - begun);
    assert(total === size, 'all are counted');
  }
  const [half, most] = quantiles(times);
  return [
    figure(`master-data, first page of ${size}`, counted, 'ms'),
    figure(`master-data, page of ${size}, median`, half, 'ms'),
    figure(`master-data, page of ${size}, 99 of 100`, most, 'ms'),
  ];
}

function quantiles(times: readonly number[]): readonly [half: number, most: number] {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return [at(0.5), at(0.99)];
}

function answered<Value>(reply: Reply<Value>): Value {
  assert(reply.ok, `the office answers: ${JSON.stringify(reply)}`);
  return reply.value;
}
