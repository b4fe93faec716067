// Goal: what the shipped topology decides, measures and remembers depends on the payments alone.
// Method: random payments of all kinds (repeats, relays, faults, limits, late ones, some too late)
// among few accounts, run whole against a golden file; then in epochs of other sizes, on two and
// three tasks and rescaled, with crashes before and after the commit and restores from deltas and
// snapshots between any two epochs: the same golden and the same hash of the state each time. Then
// the same for other seeds. UPDATE_GOLDEN=1 writes the golden.
import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import test from 'node:test';
import type { Decision } from '../../main/domain/decision.ts';
import { DEFAULT_POLICY } from '../../main/domain/policy.ts';
import { readDecision } from '../../main/pipeline/decision-columns.ts';
import { PARTITIONS } from '../../main/pipeline/payment-topology.ts';
import { runEpoch } from '../../main/stream/run-epoch.ts';
import { encodeImage, progressOf, stateHash } from '../../main/stream/state-image.ts';
import { tasksHere } from '../../main/stream/tasks.ts';
import { type Seeded, seeded } from '../domain/seeded.ts';
import { pick } from '../stream/topologies/specimen.ts';
import { DAY, type Given, NOW, paymentsOf } from './judge.ts';

const HOUR = 3_600_000;
const POLICY = { ...DEFAULT_POLICY, reviewAbove: new Map([['EUR', 1000n]]) };
const GOLDEN = new URL('../golden/stream/payments.txt', import.meta.url);

/** Payments in the order in which the log has them; each batch has one time. */
function randomTable(seed: number, count: number): readonly Given[] {
  const random = seeded(seed);
  const own = ['2001', '2005', '2006', '2002', '2004', '9999'];
  let [now, batch, at] = [NOW, 1, NOW];
  return Array.from({ length: count }, () => {
    if (random.below(6) === 0) {
      now += pick(random, [1000, 40_000, HOUR / 2, 9 * HOUR, 3 * DAY]);
      batch += 1;
      at = now - pick(random, [0, 0, 0, 5000, HOUR, 2 * DAY]);
    }
    const debtor = pick(random, own);
    const others = [...own, 'X1', 'X2', null].filter((to) => to !== debtor);
    const minor = pick(random, [900n, 950n, 1000n, 1001n, 700n, 2n ** 40n]);
    const remittance = pick(random, ['rent', 'rent', null, `invoice ${random.below(9)}`]);
    return { debtor, to: pick(random, others), minor, remittance, batch, at };
  });
}

type Crash = 'none' | 'before commit' | 'after commit';

/** How one epoch is lived; a crash is followed by a restore on `tasks` other tasks. */
type Arranged = {
  readonly records: number;
  readonly tasks: number;
  readonly snapshot: boolean;
  readonly crash: Crash;
};

const whole = (): Arranged => ({ records: 10_000, tasks: 1, snapshot: false, crash: 'none' });

const ARRANGEMENTS: { readonly [name: string]: (epoch: number) => Arranged } = {
  whole,
  'one payment per epoch': () => ({ ...whole(), records: 1 }),
  'two tasks, crashes before commit': (epoch) => ({
    records: 7,
    tasks: 2,
    snapshot: epoch % 5 === 4,
    crash: epoch % 2 === 0 ? 'before commit' : 'none',
  }),
  'three tasks, a restore after every commit': () => ({
    ...whole(),
    records: 11,
    tasks: 3,
    crash: 'after commit',
  }),
  rescaled: (epoch) => ({
    records: 1 + (epoch % 9),
    tasks: 1 + (epoch % 4),
    snapshot: epoch % 3 === 0,
    crash: 'after commit',
  }),
};

/** One line per payment, and the hash of what is remembered at the end. */
async function lived(table: readonly Given[], arranged: (epoch: number) => Arranged) {
  const { topology, columns } = paymentsOf(table, POLICY);
  const open = (tasks: number) => tasksHere(topology, { tasks, partitions: PARTITIONS }, images);
  const lines: string[] = [];
  let images: Uint8Array[] = [];
  let run = open(arranged(0).tasks);
  for (let from = 0, epoch = 0; from < table.length; epoch += 1) {
    const { records, tasks, snapshot, crash } = arranged(epoch);
    const to = Math.min(from + records, table.length);
    const input = { source: 'log', batch: columns(from, to), end: false, activation: 0 };
    const wanted = { snapshot, delta: true };
    const once = () => runEpoch(topology, run, progressOf(images), input, wanted);
    let done = await once();
    if (crash === 'before commit') {
      run = open(tasks);
      done = await once();
    }
    const late = new Set(done.corrections.map(({ row }) => row));
    for (let row = 0; row < to - from; row += 1) {
      lines.push(`${lineOf(readDecision(done.outputs, row))}${late.has(row) ? ' late' : ''}`);
    }
    if (done.snapshot !== null) images = [];
    images.push(encodeImage(topology, done.progress, done.snapshot ?? done.delta));
    if (crash === 'after commit') run = open(tasks);
    from = to;
  }
  const progress = progressOf(images);
  const { watermark } = progress.clocks;
  const work = { batch: columns(0, 0), time: { watermark, own: watermark, held: [] } };
  const { snapshot } = await open(1)({ ...work, snapshot: true });
  return { lines, state: stateHash(topology, encodeImage(topology, progress, snapshot ?? [])) };
}

function lineOf({ measures, ...judgement }: Decision): string {
  const text = JSON.stringify(measures, (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const { outcome, reason, rail, relatedPayment } = judgement;
  return `${outcome} ${reason} ${rail} ${relatedPayment} ${measures === null ? '-' : digest}`;
}

const TABLE = randomTable(1, 240);

for (const [name, arranged] of Object.entries(ARRANGEMENTS)) {
  test(`payments, ${name}: as the golden says`, async () => {
    const { lines, state } = await lived(TABLE, arranged);
    const text = [...lines, `state ${state}`, ''].join('\n');
    if (process.env.UPDATE_GOLDEN === '1' && name === 'whole') writeFileSync(GOLDEN, text);
    assert.equal(text, readFileSync(GOLDEN, 'utf8'));
  });
}

test('the golden has payments of every kind', () => {
  const golden = readFileSync(GOLDEN, 'utf8');
  const kinds = [/^approve null batch 0 /m, /^approve null on_us [1-9]/m, /^repair debtor_acc/m];
  const more = [/^review amount_above_review_limit/m, / late$/m, /^approve null batch [1-9]/m];
  for (const kind of [...kinds, ...more]) assert.match(golden, kind);
});

function randomly(random: Seeded): () => Arranged {
  return () => ({
    records: 1 + random.below(30),
    tasks: 1 + random.below(4),
    snapshot: random.below(4) === 0,
    crash: pick(random, ['none', 'none', 'before commit', 'after commit']),
  });
}

test('other payments, lived anyhow: as when they are run whole', async () => {
  for (let seed = 2; seed <= 9; seed += 1) {
    const random = seeded(seed);
    const table = randomTable(seed, random.below(150));
    assert.deepEqual(await lived(table, randomly(random)), await lived(table, whole), `${seed}`);
  }
});
