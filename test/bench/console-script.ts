// How long the page's own script ran in each frame, read from the browser's trace: calls and what
// promises bring after them, on the page's main thread, shared out to the frames they fell into.

/** Categories of the trace that the functions below read. */
export const TRACE_CATEGORIES = ['devtools.timeline'];

type TraceEvent = {
  readonly name: string;
  readonly tid: number;
  readonly pid: number;
  /** Microseconds, as `dur` is. */
  readonly ts: number;
  readonly dur?: number;
};

const SCRIPT = new Set(['FunctionCall', 'RunMicrotasks', 'EvaluateScript', 'FireAnimationFrame']);
const FRAME = 'FireAnimationFrame';

/** Milliseconds of script in each frame of a trace, one for each frame that was begun in it. */
export function scriptPerFrame(trace: Buffer): readonly number[] {
  const events = eventsOf(trace);
  const frame = events.find(({ name }) => name === FRAME);
  if (frame === undefined) return [];
  const own = events
    .filter(({ pid, tid }) => pid === frame.pid && tid === frame.tid)
    .filter(({ name, dur }) => SCRIPT.has(name) && dur !== undefined)
    .sort((a, b) => a.ts - b.ts);
  const spent: number[] = [];
  let end = 0;
  for (const { name, ts, dur = 0 } of own) {
    if (name === FRAME) spent.push(0);
    // What runs inside another call is counted with it.
    const from = Math.max(ts, end);
    const ms = Math.max(0, ts + dur - from) / 1000;
    end = Math.max(end, ts + dur);
    if (spent.length > 0) spent[spent.length - 1] = (spent.at(-1) ?? 0) + ms;
  }
  return spent;
}

function eventsOf(trace: Buffer): readonly TraceEvent[] {
  const parsed: unknown = JSON.parse(trace.toString());
  const has = typeof parsed === 'object' && parsed !== null && 'traceEvents' in parsed;
  if (!has || !Array.isArray(parsed.traceEvents)) return [];
  return parsed.traceEvents.filter(isEvent);
}

function isEvent(value: unknown): value is TraceEvent {
  return typeof value === 'object' && value !== null && 'name' in value && 'ts' in value;
}
