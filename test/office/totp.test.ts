// Goal: the codes are those of every authenticator, and one is taken once. Method: the vectors of RFC
// 4226 appendix D and RFC 6238 appendix B, and steps around one code.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptedStep, codeOf, newSecret, secretAddress, stepOf } from '../../main/office/totp.ts';

const SECRET = Buffer.from('12345678901234567890');

test('HOTP: the ten values of RFC 4226 appendix D', () => {
  const codes = Array.from({ length: 10 }, (_, counter) => codeOf(SECRET, counter));
  const expected = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489';
  assert.deepEqual(codes, expected.split(' '));
});

test('TOTP: the eighteen values of RFC 6238 appendix B', () => {
  const seconds = [59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000];
  const expected = {
    sha1: ['94287082', '07081804', '14050471', '89005924', '69279037', '65353130'],
    sha256: ['46119246', '68084774', '67062674', '91819424', '90698825', '77737706'],
    sha512: ['90693936', '25091201', '99943326', '93441116', '38618901', '47863826'],
  } as const;
  // The errata of the RFC: each algorithm's seed is as long as its digest.
  const seeds = { sha1: 20, sha256: 32, sha512: 64 } as const;
  for (const algorithm of ['sha1', 'sha256', 'sha512'] as const) {
    const seed = Buffer.from('1234567890'.repeat(7).slice(0, seeds[algorithm]));
    const codes = seconds.map((at) => codeOf(seed, stepOf(at * 1000), 8, algorithm));
    assert.deepEqual(codes, expected[algorithm], algorithm);
  }
});

test('a code is taken a step early or late, never twice, and nothing else is', () => {
  const secret = newSecret(() => SECRET);
  assert.equal(secret, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  const at = 1_111_111_111_000;
  const step = stepOf(at);
  const of = (offset: number) => codeOf(SECRET, step + offset);
  for (const offset of [-1, 0, 1]) {
    assert.equal(acceptedStep(secret, of(offset), at, 0), step + offset, `${offset}`);
  }
  for (const offset of [-2, 2]) assert.equal(acceptedStep(secret, of(offset), at, 0), null);
  assert.equal(acceptedStep(secret, of(0), at, step), null, 'taken before');
  assert.equal(acceptedStep(secret, of(-1), at, step), null, 'older than one that was taken');
  assert.equal(acceptedStep(secret, of(1), at, step), step + 1);
  assert.equal(acceptedStep(secret, ` ${of(0).slice(0, 3)} ${of(0).slice(3)}`, at, 0), step);
  for (const typed of ['', '0', of(0).slice(1), `${of(0)}0`, '٠٥٠٤٧١']) {
    assert.equal(acceptedStep(secret, typed, at, 0), null, typed);
  }
});

test('the address that an authenticator reads', () => {
  assert.equal(
    secretAddress('GEZDGNBV', 'li na'),
    'otpauth://totp/Counterfoil:li%20na?secret=GEZDGNBV&issuer=Counterfoil',
  );
});
