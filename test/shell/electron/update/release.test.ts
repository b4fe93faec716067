// Goal: a release's bytes say one thing only, and nothing outside of its limits is read. Method: a
// release is written and read back; then every cut, every added byte and each field's worst values.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFields, writeFields } from '../../../../main/shell/electron/update/fields.ts';
import {
  decodeRelease,
  encodeRelease,
  RELEASE_LIMITS,
  type Release,
} from '../../../../main/shell/electron/update/release.ts';
import { compareVersions, isBeta } from '../../../../main/shell/electron/update/version.ts';
import { CONTENT, DAY, fileOf, NOW, release } from './releases.ts';

test('a release is read back as it was written', () => {
  assert.deepEqual(decodeRelease(encodeRelease(release())), release());
});

test('the bytes are those that docs/releases.md states', () => {
  const bytes = Buffer.from(writeFields(['a€', 258, new Uint8Array([7])])).toString('hex');
  assert.equal(bytes, '740000000461e282ac690000000000000102620000000107');
  const head = Buffer.from(encodeRelease(release())).subarray(0, 42).toString('latin1');
  assert.equal(head, 't\0\0\0\x15counterfoil-release-1t\0\0\0\x0bcounterfoil'.slice(0, 42));
});

test('a release that is cut anywhere, or has a byte too many, is none', () => {
  const bytes = encodeRelease(release());
  const read = Array.from({ length: bytes.length }, (_each, at) =>
    decodeRelease(bytes.subarray(0, at)),
  ).filter((each) => each !== null);
  assert.deepEqual(read, []);
  for (const extra of [[0], [0x74], [0x74, 0, 0, 0, 0], [0x69, 0, 0, 0, 0, 0, 0, 0, 0]]) {
    assert.equal(decodeRelease(Buffer.concat([bytes, Buffer.from(extra)])), null);
  }
});

const OUTSIDE: ReadonlyMap<string, Partial<Release>> = new Map<string, Partial<Release>>([
  ['a version that is none', { version: '1.2' }],
  ['a version with a leading zero', { version: '1.02.0' }],
  ['a version with a word', { version: '1.2.0-rc.1' }],
  ['a life without end', { expiresAt: NOW + RELEASE_LIMITS.lifeMs + DAY }],
  ['a life that ends before it begins', { expiresAt: NOW - 2 * DAY }],
  ['a time before all time', { releasedAt: -1 }],
  ['no file', { files: [] }],
  ['too many files', { files: Array.from({ length: 33 }, () => fileOf(CONTENT)) }],
  ['two files for one', { files: [fileOf(CONTENT), fileOf(CONTENT, { name: 'b' })] }],
  ['an empty file', { files: [fileOf(CONTENT, { size: 0 })] }],
  ['a file larger than any', { files: [fileOf(CONTENT, { size: RELEASE_LIMITS.fileBytes + 1 })] }],
  ['a name that climbs', { files: [fileOf(CONTENT, { name: '../a' })] }],
  ['a name that is an address', { files: [fileOf(CONTENT, { name: 'https://a.example/a' })] }],
  ['a name that is hidden', { files: [fileOf(CONTENT, { name: '.bashrc' })] }],
  ['a name too long', { files: [fileOf(CONTENT, { name: 'a'.repeat(101) })] }],
  ['a platform of another world', { files: [fileOf(CONTENT, { platform: 'linux-mips' })] }],
  ['a short hash', { files: [fileOf(CONTENT, { sha256: '00'.repeat(31) })] }],
  ['a short long hash', { files: [fileOf(CONTENT, { sha512: '00'.repeat(32) })] }],
]);

test('what is outside of its limits is not read', async (t) => {
  for (const [what, change] of OUTSIDE) {
    await t.test(what, () => assert.equal(decodeRelease(encodeRelease(release(change))), null));
  }
});

test('a list of fields is read strictly', () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ['', '[]'],
    ['78', null],
    ['740000000161', '["a"]'],
    ['7400000002c3', null],
    ['7400000001c3', null],
    ['74ffffffff61', null],
    ['690020000000000000', null],
    ['69ffffffffffffffff', '[-1]'],
  ];
  for (const [hex, read] of cases) {
    const fields = readFields(Buffer.from(hex, 'hex'));
    assert.equal(fields === null ? null : JSON.stringify(fields), read, hex);
  }
});

test('versions are ordered, and what is no version is never newer', () => {
  const ordered = ['0.0.1', '0.0.2', '0.1.0-beta.1', '0.1.0-beta.10', '0.1.0', '1.0.0', '10.0.0'];
  for (const [at, a] of ordered.entries()) {
    const signs = ordered.map((b) => compareVersions(a, b));
    assert.deepEqual(
      signs,
      ordered.map((_b, other) => Math.sign(at - other)),
      a,
    );
  }
  assert.deepEqual(
    ['', '1.0', 'v1.0.0', '1.0.0 ', '1.0.0+1', '1000000.0.0'].map((a) =>
      compareVersions(a, '0.0.1'),
    ),
    [null, null, null, null, null, null],
  );
  assert.deepEqual(['1.0.0-beta.2', '1.0.0', 'x'].map(isBeta), [true, false, false]);
});
