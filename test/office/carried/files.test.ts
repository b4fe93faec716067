// Goal: what is carried by file says one thing or nothing: any changed byte of a package, of an answer
// or of a key's file is noticed, and a signature is of exactly what was shown. Method: a package with
// a payment and a request is written, signed and read; then every byte of each file is changed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PackageContent, SaidWord } from '../../../main/domain/carried.ts';
import {
  contentHashOf,
  readAnswer,
  readPackage,
  signPackage,
  writePackage,
} from '../../../main/office/carried/approval-files.ts';
import {
  cardOf,
  isOwnCard,
  newSigningKey,
  openSigningKey,
} from '../../../main/office/carried/signing-key-file.ts';

const CHEAP = { name: 'argon2id', memoryKiB: 8192, passes: 1, lanes: 1 } as const;
const PASSPHRASE = 'nine brass knobs turn';
const AT = 1_795_000_000_000;

const CONTENT: PackageContent = {
  package: '0a'.repeat(16),
  salt: '1b'.repeat(16),
  book: '01999999-0000-7000-8000-000000000001',
  demo: true,
  exportedBy: 'person:4',
  exportedAt: AT,
  expiresAt: AT + 1,
  things: [
    {
      kind: 'payment',
      paymentId: 16_777_217,
      version: 1,
      since: 9,
      batchId: 1,
      messageId: 'MSG "1"\n',
      endToEndId: '—',
      rail: 'batch',
      amount: { amount: '12345678901234567.89', currency: 'EUR' },
      debtorAccount: 'DE89370400440532013000',
      debtorName: '李娜 & Søhne',
      creditorAccount: null,
      creditorName: 'E\u0301va \u202e',
      creditorAgent: null,
      creditorCountry: 'DE',
      remittance: '</script>\ud800',
      purpose: null,
      executionDate: '2026-11-26',
      relatedPayment: 0,
      makers: ['person:3'],
      usual: { ofDebtor: 1, toCreditor: 0, largest: '1.00', average: null },
      shown: 'cd'.repeat(32),
      rule: 'payment_above_limit',
      order: 'parallel',
      levels: [{ permission: 'sign', person: null }],
    },
    {
      kind: 'request',
      requestId: 3,
      deed: 'changeAccount',
      maker: 'person:4',
      at: AT,
      remark: null,
      effect: [{ what: 'status', before: 'open', after: 'debit_blocked' }],
      shown: 'ef'.repeat(32),
      rule: 'account_changes',
      levels: [{ permission: 'approve', person: null }],
    },
  ],
};

const WORDS: readonly SaidWord[] = [
  { place: 1, word: 'approved', reasonCode: '', remark: '' },
  { place: 0, word: 'rejected', reasonCode: 'NARR', remark: '金额不符' },
];

function written(): string {
  const file = writePackage(CONTENT);
  assert.ok(file !== null);
  return file;
}

async function made(signInName = 'Li.Na') {
  const key = await newSigningKey({ signInName, passphrase: PASSPHRASE }, AT, CHEAP);
  assert.ok(key.ok);
  const opened = await openSigningKey(key.value.file, PASSPHRASE);
  assert.ok(opened.ok);
  return { file: key.value.file, ...opened.value };
}

/** Every file that differs from `file` in one byte: one bit of it, or all of them. */
function* changed(file: string): Generator<string> {
  const bytes = Buffer.from(file);
  for (let at = 0; at < bytes.length; at += 1) {
    for (const mask of [0x01, 0x20, 0x80]) {
      const other = Buffer.from(bytes);
      other.writeUInt8(bytes.readUInt8(at) ^ mask, at);
      yield other.toString('utf8');
    }
  }
}

test('a package says what was put into it, and nothing once any byte of it was changed', () => {
  const file = written();
  assert.deepEqual(readPackage(file), { ok: true, value: CONTENT });
  let tried = 0;
  for (const other of changed(file)) {
    assert.equal(readPackage(other).ok, false, other);
    tried += 1;
  }
  for (const other of [`${file} `, file.slice(0, -1), `\ufeff${file}`, '', 'null', file + file]) {
    assert.equal(readPackage(other).ok, false);
  }
  assert.equal(tried, 3 * Buffer.byteLength(file));
});

test('the same said in another way is not read', () => {
  const { format, content, hash } = JSON.parse(written());
  const others = [
    JSON.stringify({ format, content, hash }, null, 1),
    JSON.stringify({ hash, format, content }),
    JSON.stringify({ content, format, hash, more: 1 }),
    JSON.stringify({ content: { ...content, more: 1 }, format, hash }),
    JSON.stringify({ content: { ...content, things: [] }, format, hash }),
  ];
  for (const other of others) assert.equal(readPackage(`${other}\n`).ok, false, other);
});

test('an answer holds the words, under the key that signed them and no other', async () => {
  const key = await made();
  const signed = signPackage(written(), WORDS, key, AT + 5);
  assert.ok(signed.ok);
  const read = readAnswer(signed.value);
  assert.ok(read.ok);
  const { signature, fileHash, ...said } = read.value;
  assert.deepEqual(said, {
    content: CONTENT,
    contentHash: contentHashOf(CONTENT),
    publicKey: key.publicKey,
    signedAt: AT + 5,
    words: [WORDS[1], WORDS[0]],
  });
  assert.match(`${signature} ${fileHash}`, /^[0-9a-f]{128} [0-9a-f]{64}$/);
  for (const other of changed(signed.value)) assert.equal(readAnswer(other).ok, false, other);
  const another = await made();
  const taken = signed.value.replace(key.publicKey, another.publicKey);
  const code = 'carried_signature_wrong';
  assert.deepEqual(readAnswer(taken), { ok: false, refusal: { code } });
});

test('what cannot be signed is refused, the earlier reason first', async () => {
  const key = await made();
  const [one, other] = WORDS;
  assert.ok(one !== undefined && other !== undefined);
  const codes = [
    ['none', []],
    [written(), []],
    [written(), [one, one]],
    [written(), [{ ...one, place: 2 }]],
    [written(), [{ ...one, word: 'rejected', remark: ' ' } as const]],
    [written(), [{ ...other, reasonCode: '' }]],
  ] as const;
  assert.deepEqual(
    codes.map(([file, words]) => {
      const signed = signPackage(file, words, key, AT);
      return signed.ok ? 'signed' : signed.refusal.code;
    }),
    [
      'carried_unreadable',
      'word_of_nothing',
      'word_of_nothing',
      'word_of_nothing',
      'remark_required',
      'remark_required',
    ],
  );
});

test('a package longer than may be carried is not written', () => {
  const [payment] = CONTENT.things;
  assert.ok(payment?.kind === 'payment');
  const long = { ...payment, remittance: '汉'.repeat(90_000) };
  assert.equal(writePackage({ ...CONTENT, things: [long] }), null);
});

test('a key’s file opens with its passphrase alone, is its owner’s, and every change shows', async () => {
  const { file, publicKey } = await made();
  const card = cardOf(file);
  assert.ok(card.ok);
  assert.deepEqual([card.value.signInName, card.value.publicKey], ['li.na', publicKey]);
  assert.equal(isOwnCard(card.value, 'li.na'), true);
  assert.equal(isOwnCard(card.value, 'bo'), false);
  assert.equal(isOwnCard({ ...card.value, signInName: 'bo' }, 'bo'), false);
  assert.equal(file.includes(PASSPHRASE), false);
  const wrong = await openSigningKey(file, 'another passphrase');
  assert.deepEqual(wrong, { ok: false, refusal: { code: 'signing_key_not_opened' } });
  // Deriving takes its time on purpose: one change in each field, in its last character but one.
  const whole: { readonly [name: string]: unknown } = JSON.parse(file);
  for (const name of ['signInName', 'publicKey', 'signature', 'salt', 'nonce', 'sealed'] as const) {
    const text = String(whole[name]);
    const last = text.endsWith('0') ? '1' : '0';
    const other = JSON.stringify({ ...whole, [name]: text.slice(0, -1) + last });
    const opened = await openSigningKey(other, PASSPHRASE);
    assert.equal(opened.ok ? 'opened' : opened.refusal.code, 'signing_key_not_opened', name);
  }
  for (const other of ['', '{}', file.slice(0, -9), ' '.repeat(5000)]) {
    assert.deepEqual(cardOf(other), { ok: false, refusal: { code: 'signing_key_unreadable' } });
  }
});

test('a key needs a passphrase as good as one that people sign in with', async () => {
  const short = await newSigningKey({ signInName: 'bo', passphrase: 'short' }, AT, CHEAP);
  assert.equal(short.ok ? '' : short.refusal.code, 'passphrase_too_short');
});
