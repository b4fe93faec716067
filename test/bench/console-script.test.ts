// Goal: script is counted once, and in the frame it fell into. Method: a trace written by hand, with
// calls inside calls, another thread, and work between two frames.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptPerFrame } from './console-script.ts';

const MAIN = { pid: 1, tid: 1, ph: 'X' };

function trace(events: readonly object[]): Buffer {
  return Buffer.from(JSON.stringify({ traceEvents: events }));
}

test('script is shared out to frames, and what runs inside a call is not counted again', () => {
  const events = [
    { ...MAIN, name: 'FunctionCall', ts: 0, dur: 900 },
    { ...MAIN, name: 'FireAnimationFrame', ts: 1000, dur: 2000 },
    { ...MAIN, name: 'FunctionCall', ts: 1500, dur: 1000 },
    { ...MAIN, name: 'Layout', ts: 3000, dur: 5000 },
    { ...MAIN, name: 'RunMicrotasks', ts: 9000, dur: 500 },
    { ...MAIN, tid: 2, name: 'FunctionCall', ts: 9600, dur: 5000 },
    { ...MAIN, name: 'FireAnimationFrame', ts: 17_000, dur: 100 },
  ];
  assert.deepEqual(scriptPerFrame(trace(events)), [2.5, 0.1]);
  assert.deepEqual(scriptPerFrame(trace([])), []);
});
