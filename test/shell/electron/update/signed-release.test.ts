// Goal: only what a pinned key signed, byte for byte, is read as a release. Method: a manifest signed
// by keys made here, with every byte changed in turn, cut at every length, under other keys, and
// signed by two during a rotation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeFields } from '../../../../main/shell/electron/update/fields.ts';
import { encodeRelease } from '../../../../main/shell/electron/update/release.ts';
import {
  keyId,
  publicKeyOf,
  RELEASE_KEYS,
  RELEASE_KEYS_MAX,
} from '../../../../main/shell/electron/update/release-keys.ts';
import {
  MANIFEST_BYTES_MAX,
  openSignedRelease,
  writeSignedRelease,
} from '../../../../main/shell/electron/update/signed-release.ts';
import { type KeyPair, newKey, release, signed, signedRelease } from './releases.ts';

const ours = newKey();
const next = newKey();
const theirs = newKey();

function codeOf(bytes: Uint8Array, ...keys: readonly KeyPair[]): string {
  const opened = openSignedRelease(
    bytes,
    keys.map(({ pinned }) => pinned),
  );
  return opened.ok ? 'ok' : opened.refusal.code;
}

test('a release signed by a pinned key is opened, with the digest of its bytes', () => {
  const opened = openSignedRelease(signedRelease({}, ours), [ours.pinned]);
  assert.ok(opened.ok);
  assert.deepEqual(opened.value.release, release());
  assert.match(opened.value.digest, /^[0-9a-f]{64}$/);
});

test('without a pinned key everything is refused, the best release first', () => {
  assert.equal(codeOf(signedRelease({}, ours)), 'update_no_release_key');
});

test('the pinned list of this program holds real keys only, two at most, or none', () => {
  assert.ok(RELEASE_KEYS.length <= RELEASE_KEYS_MAX);
  for (const key of RELEASE_KEYS) assert.notEqual(publicKeyOf(key), null, key);
  assert.equal(new Set(RELEASE_KEYS.map(keyId)).size, RELEASE_KEYS.length);
  // A key of nothing but one byte is somebody's placeholder.
  for (const key of RELEASE_KEYS) assert.ok(new Set(Buffer.from(key, 'base64')).size > 8, key);
});

test('while two keys are pinned either one is enough, and a retired one is unknown', () => {
  const cases: readonly (readonly [string, string, Uint8Array, readonly KeyPair[]])[] = [
    ['ok', 'the old one', signedRelease({}, ours), [ours, next]],
    ['ok', 'the next one', signedRelease({}, next), [ours, next]],
    ['ok', 'both, for those that pin one', signedRelease({}, ours, next), [ours]],
    ['ok', 'theirs beside ours', signedRelease({}, theirs, ours), [ours]],
    ['update_key_unknown', 'a retired one', signedRelease({}, ours), [next]],
    ['update_key_unknown', 'a strange one', signedRelease({}, theirs), [ours, next]],
  ];
  for (const [code, what, bytes, keys] of cases) assert.equal(codeOf(bytes, ...keys), code, what);
});

test('every changed byte is noticed', () => {
  const good = signedRelease({}, ours);
  const codes = new Map<string, number>();
  for (let at = 0; at < good.length; at += 1) {
    const bad = new Uint8Array(good);
    bad[at] = (bad[at] ?? 0) ^ 1;
    const code = codeOf(bad, ours);
    assert.notEqual(code, 'ok', `byte ${at}`);
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  assert.deepEqual([...codes.keys()].sort(), [
    'update_key_unknown',
    'update_manifest_malformed',
    'update_signature_wrong',
  ]);
});

test('a manifest that is cut anywhere is refused', () => {
  const good = signedRelease({}, ours);
  for (let length = 0; length < good.length; length += 1) {
    assert.equal(codeOf(good.subarray(0, length), ours), 'update_manifest_malformed', `${length}`);
  }
});

test('a signature is for its own release and under its own key only', () => {
  const bytes = encodeRelease(release());
  const other = encodeRelease(release({ version: '1.3.0' }));
  const signature = signed(bytes, ours).subarray(-64);
  const foreign = signed(bytes, theirs).subarray(-64);
  const key = keyId(ours.pinned);
  assert.equal(codeOf(writeSignedRelease(bytes, [{ key, signature }]), ours), 'ok');
  assert.equal(
    codeOf(writeSignedRelease(other, [{ key, signature }]), ours),
    'update_signature_wrong',
  );
  assert.equal(
    codeOf(writeSignedRelease(bytes, [{ key, signature: foreign }]), ours),
    'update_signature_wrong',
  );
});

test('what is signed but no release, or has more than it should, is malformed', () => {
  const cases: readonly (readonly [string, Uint8Array])[] = [
    ['not a release', signed(writeFields(['counterfoil-release-2', 'counterfoil']), ours)],
    ['no signature', writeSignedRelease(encodeRelease(release()), [])],
    ['five signatures', signedRelease({}, ours, ours, ours, ours, ours)],
    ['something after the end', Buffer.concat([signedRelease({}, ours), Buffer.from([0x6e])])],
    ['text', Buffer.from('<html>Sign in to the network</html>')],
    ['nothing', new Uint8Array()],
  ];
  for (const [what, bytes] of cases) {
    assert.equal(codeOf(bytes, ours), 'update_manifest_malformed', what);
  }
  assert.equal(codeOf(new Uint8Array(MANIFEST_BYTES_MAX + 1), ours), 'update_manifest_oversized');
});
