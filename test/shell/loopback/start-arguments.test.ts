// Goal: the shell understands its command line or says how it is used, and a flood of refusals does
// not flood the log. Method: arguments by table; refusals on a clock that the test moves.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { type LogEntry, limitRefusals } from '../../../main/shell/loopback/refusal-log.ts';
import { readStartArguments } from '../../../main/shell/loopback/start-arguments.ts';

test('the command line', () => {
  const env = { INIT_CWD: resolve('/srv'), XDG_CONFIG_HOME: '/srv/config' };
  const read = (...args: string[]) => readStartArguments(args, env);
  assert.deepEqual(read('--data', 'book'), {
    data: resolve('/srv/book'),
    language: null,
    demo: false,
    keyFile: null,
  });
  assert.deepEqual(read('--lang', 'zh-CN', '--demo', '--data', '/b', '--key-file', 'k'), {
    data: resolve('/b'),
    language: 'zh-CN',
    demo: true,
    keyFile: resolve('/srv/k'),
  });
  for (const wrong of [
    ['--lang', 'de'],
    ['--lang'],
    ['--data', ''],
    ['--nothing'],
    ['file'],
    ['--key-file', ''],
  ]) {
    assert.equal(read(...wrong), null, wrong.join(' '));
  }
});

test('a flood of refusals is counted, not written', () => {
  const lines: LogEntry[] = [];
  let now = 0;
  const refused = limitRefusals(
    (entry) => lines.push(entry),
    () => now,
    2,
  );
  for (let each = 0; each < 5; each += 1) refused({ code: 'request_refused', status: each });
  now = 60_000;
  refused({ code: 'request_refused', status: 9 });
  assert.deepEqual(lines, [
    { code: 'request_refused', status: 0 },
    { code: 'request_refused', status: 1 },
    { code: 'refusals_not_logged', count: 3 },
    { code: 'request_refused', status: 9 },
  ]);
});
