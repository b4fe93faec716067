// `npm run -s bench -- [NAME…] [--json] [--gate]`: runs the benches of test/bench one after another,
// each in a process of its own, and prints a table or JSON. Only --gate can fail on a figure.

import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Figure, missedGate } from '../test/bench/bench.ts';
import { usage } from './arguments.ts';

const BENCHES = fileURLToPath(new URL('../test/bench/', import.meta.url));
const BENCH_ONE = fileURLToPath(new URL('./bench-one.ts', import.meta.url));

function benchNames(): string[] {
  return readdirSync(BENCHES)
    .filter((file) => file.endsWith('.bench.ts'))
    .map((file) => file.slice(0, -'.bench.ts'.length))
    .sort();
}

/** The figures of one bench; throws when its process ends without sending any. */
function runBench(name: string): Promise<readonly Figure[]> {
  return new Promise((resolve, reject) => {
    let figures: readonly Figure[] | null = null;
    const child = fork(BENCH_ONE, [name], {
      execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
      // Advanced, so that a NaN arrives as one.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (message: readonly Figure[]) => {
      figures = message;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (figures !== null && code === 0) resolve(figures);
      else reject(new Error(`the bench ${name} ended with ${code} and gave no figures`));
    });
  });
}

/** Three significant digits, or whole numbers with their thousands set apart. */
function readable(value: number): string {
  return value.toLocaleString(
    'en',
    value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
  );
}

function table(figures: readonly Figure[]): string {
  const head = ['name', 'value', 'unit', 'lowest–highest', 'against', 'ratio', 'gate'];
  const rows = figures.map((figure) => [
    figure.name,
    readable(figure.value),
    figure.unit,
    figure.spread === null ? '' : figure.spread.map(readable).join('–'),
    figure.against,
    figure.ratio === null ? '' : `${readable(figure.ratio)}×`,
    figure.gate === undefined ? '' : (missedGate(figure) ?? 'met'),
  ]);
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number): boolean => column === 1 || column === 3 || column === 5;
  return all
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return isNumber(column) ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, gate: { type: 'boolean', default: false } },
});
const known = benchNames();
const unknown = positionals.find((name) => !known.includes(name));
if (unknown !== undefined) usage(`No bench is named ${unknown}; there are ${known.join(', ')}.`);

const figures: Figure[] = [];
for (const name of positionals.length === 0 ? known : positionals) {
  figures.push(...(await runBench(name)));
}
if (values.json) {
  const plain = figures.map(({ name, value, unit, against, ratio }) => ({
    name,
    value,
    unit,
    against,
    ratio,
  }));
  console.log(JSON.stringify(plain, null, 2));
} else {
  console.log(table(figures));
}
if (values.gate) {
  for (const figure of figures) {
    const missed = missedGate(figure);
    if (missed === null) continue;
    console.error(`${figure.name}: ${missed}`);
    process.exitCode = 1;
  }
}
