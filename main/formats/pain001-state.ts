// The state of one reading of a pain.001, and how a problem gets its place in it.
import type { DecimalSum, Money, SumsByCurrency } from '../domain/money.ts';
import { createDecimalSum, createSumsByCurrency } from '../domain/money.ts';
import type { GroupHeader, PaymentInformation } from '../domain/payment.ts';
import type { Problem, ProblemSeverity } from '../domain/problem.ts';
import type { Schema } from './message-schema.ts';
import type { Fields } from './pain001-fields.ts';
import { newFields } from './pain001-fields.ts';
import type { ProblemLog } from './pain001-problems.ts';
import { createProblemLog } from './pain001-problems.ts';
import type { Pain001Sink } from './pain001-types.ts';
import type { XmlScan } from './xml-state.ts';
import { MAX_DEPTH } from './xml-state.ts';

/** Where the reading is: before the Document, in one that we read, or past or beside it. */
export const OUTSIDE = 0;
export const INSIDE = 1;
export const BESIDE = 2;

/** States that are no state of the schema. */
export const LEAF = -1;
export const IGNORED = -2;

/** How many items and how much money one group or block has. */
export type Tally = {
  count: number;
  sum: DecimalSum;
  /** False once an amount was no number: then the control sum cannot be judged. */
  isSumKnown: boolean;
};

export type Reading = {
  readonly sink: Pain001Sink;
  readonly problems: ProblemLog;
  phase: number;
  schema: Schema | null;
  messageType: string | null;
  /** NN of the pain.001.001.NN whose definition applies. */
  version: number;
  namespace: number;
  /** Depth of the Document element; 0 before there was one. */
  documentDepth: number;
  rootName: string | null;
  /** The business application header: what it says, by name, and the line of it. */
  readonly header: Map<string, { readonly text: string; readonly line: number }>;
  headerDepth: number;
  /** Per depth: state, particle, last order and orders seen among the children, and how often. */
  readonly states: Int16Array;
  readonly particles: Int16Array;
  readonly lastOrders: Int8Array;
  readonly seen: Int32Array;
  readonly lastParticles: Int16Array;
  readonly repeats: Int32Array;
  /** Per depth: whether stray text was reported, so that an element has one such problem. */
  readonly strays: Uint8Array;
  readonly fields: Fields;
  currency: string | null;
  amount: Money | null;
  /** Whether the item under way has said any amount, right or wrong. */
  hasAmount: boolean;
  /** Amounts of one currency not yet added to the tallies: minor units. */
  runCurrency: string;
  runMinor: bigint;
  group: GroupHeader | null;
  block: PaymentInformation | null;
  blocks: number;
  items: number;
  isBlockTold: boolean;
  groupTally: Tally;
  blockTally: Tally;
  readonly sums: SumsByCurrency;
};

export function newReading(sink: Pain001Sink): Reading {
  return {
    sink,
    problems: createProblemLog((problem) => sink.problem(problem)),
    phase: OUTSIDE,
    schema: null,
    messageType: null,
    version: 0,
    namespace: -1,
    documentDepth: 0,
    rootName: null,
    header: new Map(),
    headerDepth: 0,
    states: new Int16Array(MAX_DEPTH + 2),
    particles: new Int16Array(MAX_DEPTH + 2),
    lastOrders: new Int8Array(MAX_DEPTH + 2),
    seen: new Int32Array(MAX_DEPTH + 2),
    lastParticles: new Int16Array(MAX_DEPTH + 2),
    repeats: new Int32Array(MAX_DEPTH + 2),
    strays: new Uint8Array(MAX_DEPTH + 2),
    fields: newFields(),
    currency: null,
    amount: null,
    hasAmount: false,
    runCurrency: '',
    runMinor: 0n,
    group: null,
    block: null,
    blocks: 0,
    items: 0,
    isBlockTold: false,
    groupTally: newTally(),
    blockTally: newTally(),
    sums: createSumsByCurrency(),
  };
}

export function newTally(): Tally {
  return { count: 0, sum: createDecimalSum(), isSumKnown: true };
}

type Found = {
  readonly code: string;
  readonly severity?: ProblemSeverity;
  readonly data?: Problem['data'];
  /** Name of a child of the innermost element, when the problem is with that. */
  readonly child?: string;
  readonly line?: number;
  readonly reasonCode?: string;
};

/** Reports a problem with the innermost open element, or with a child of it. */
export function report(reading: Reading, scan: XmlScan, found: Found): void {
  const severity = found.severity ?? 'refuses';
  if (!reading.problems.hasRoom(severity)) {
    reading.problems.count(severity);
    return;
  }
  const path = pathOf(reading, scan);
  const steps = found.child === undefined ? path : [...path, found.child];
  reading.problems.add({
    code: found.code,
    severity,
    place: { line: found.line ?? scan.line, path: steps.length === 0 ? null : steps.join('/') },
    data: found.data ?? {},
    ...(found.reasonCode === undefined ? {} : { reasonCode: found.reasonCode }),
  });
}

/** Path from below the Document to the innermost element, with the index of what may repeat. */
function pathOf(reading: Reading, scan: XmlScan): string[] {
  const steps: string[] = [];
  for (let depth = reading.documentDepth + 1; depth <= scan.depth; depth += 1) {
    const from = scan.nameEnds[depth - 1] ?? 0;
    const full = scan.names.toString('utf8', from, scan.nameEnds[depth] ?? 0);
    const name = full.slice(full.indexOf(':') + 1);
    const isKnown = (reading.states[depth] ?? IGNORED) !== IGNORED;
    const particle = reading.particles[depth] ?? -1;
    const mayRepeat = isKnown && (reading.schema?.maxima[particle] ?? 1) > 1;
    steps.push(mayRepeat ? `${name}[${reading.repeats[depth - 1]}]` : name);
  }
  return steps;
}
