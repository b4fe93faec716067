// Goal: two processes over one book write a log each, bounded, whole lines only, and a log that
// cannot be written stops nothing. Method: both logs in one folder, one of them grown past its size.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openLog } from '../../main/office/log.ts';
import { testFolder } from '../operations/test-desk.ts';

const NOON = Date.UTC(2026, 10, 26, 12);

function lines(file: string): unknown[] {
  const text = readFileSync(file, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

test('the office and the shell each have a log, and one that is full does not move the other', (t) => {
  const folder = testFolder(t);
  const logs = join(folder, 'logs');
  const office = openLog(folder, 'office', () => NOON);
  const shell = openLog(folder, 'shell', () => NOON);
  office({ code: 'one', cause: new Error('why') });
  shell({ code: 'two' });
  const at = '2026-11-26T12:00:00.000Z';
  const [first] = lines(join(logs, 'office.log'));
  assert.partialDeepStrictEqual(first, { at, code: 'one', cause: { message: 'why' } });
  assert.deepEqual(lines(join(logs, 'shell.log')), [{ at, code: 'two' }]);
  writeFileSync(join(logs, 'office.log'), Buffer.alloc((4 << 20) + 1, '\n'));
  office({ code: 'three' });
  shell({ code: 'four' });
  assert.deepEqual(readdirSync(logs).sort(), ['office.log', 'office.log.1', 'shell.log']);
  assert.deepEqual(lines(join(logs, 'office.log')), [{ at, code: 'three' }]);
  assert.deepEqual(lines(join(logs, 'shell.log')).length, 2);
  assert.equal(statSync(join(logs, 'office.log.1')).size, (4 << 20) + 1);
});

test('a log that cannot be written stops nothing', (t) => {
  const folder = testFolder(t);
  writeFileSync(join(folder, 'logs'), 'a file where the folder should be');
  openLog(folder, 'office', () => NOON)({ code: 'lost' });
});
