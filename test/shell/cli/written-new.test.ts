// Goal: a file that is carried away is there whole or not at all, and where a part of it is left that is
// said. Method: writes that fail after a part, as on a full disk, and one beside which what was written
// cannot be taken away.
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { writeNew } from '../../../main/shell/cli/carried.ts';
import { testFolder } from '../../operations/test-desk.ts';

const full = (): never => {
  throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
};

function target(t: TestContext) {
  const folder = testFolder(t);
  return { folder, path: join(folder, 'out.package.json') };
}

test('what could not be written in full leaves no part of it', (t) => {
  const { folder, path } = target(t);
  const half = (file: number, text: string): void => {
    writeSync(file, text.slice(0, 5));
    assert.equal(readFileSync(path, 'utf8'), text.slice(0, 5), 'a part is there');
    full();
  };
  const refused = writeNew(path, '{"package":1}', half);
  assert.deepEqual(refused, { ok: false, refusal: { code: 'carried_file_not_written', path } });
  assert.deepEqual(readdirSync(folder), []);
  assert.deepEqual(writeNew(path, '{"package":1}'), { ok: true, value: null });
  assert.equal(readFileSync(path, 'utf8'), '{"package":1}');
  if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o600);
});

test('a part that cannot be taken away again is said to be there', (t) => {
  const { path } = target(t);
  const stuck = (): void => {
    rmSync(path);
    mkdirSync(path);
    full();
  };
  const refused = writeNew(path, 'text', stuck);
  assert.deepEqual(refused, { ok: false, refusal: { code: 'carried_file_in_part', path } });
  assert.ok(existsSync(path));
});

test('a file that is there is neither written over nor taken away', (t) => {
  const { path } = target(t);
  writeFileSync(path, 'theirs');
  const refused = writeNew(path, 'text', full);
  assert.deepEqual(refused, { ok: false, refusal: { code: 'carried_file_exists', path } });
  assert.equal(readFileSync(path, 'utf8'), 'theirs');
});
