// Goal: a word that was signed elsewhere counts as one signature of the person whose key it is, once,
// for exactly what was taken out, and only as far as that person may sign today. Method: a book with
// people in which payments wait for one and for two signatures; words are carried, replayed, overtaken
// and brought by others, and whole-table dumps are compared.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { known } from '../../main/domain/assert.ts';
import {
  PACKAGE_GOOD_MS,
  type PackageContent,
  type SaidWord,
  type ThingNamed,
} from '../../main/domain/carried.ts';
import { actorId, UNBOUND } from '../../main/domain/people.ts';
import { ROLES, type Role } from '../../main/domain/permissions.ts';
import { ok } from '../../main/domain/result.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { exportApproval } from '../../main/operations/export-approval.ts';
import { askGrant, decideGrant, endGrant } from '../../main/operations/grants.ts';
import { importApproval } from '../../main/operations/import-approval.ts';
import { addPerson, endPerson, setUpPeople } from '../../main/operations/people.ts';
import {
  decideSigningKey,
  enrolSigningKey,
  revokeSigningKey,
} from '../../main/operations/signing-keys.ts';
import { standing, take } from './epochs.ts';
import { amend, as, policy, shownOf, sign } from './persons.ts';
import {
  accountRow,
  assertSound,
  changesOnlyItsRecord,
  done,
  dump,
  open,
  refused,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

const NAMES = ['ada', 'bo', 'lena', 'carl', 'dora', 'sue'] as const;
type Name = (typeof NAMES)[number];
const rowOf = (name: Name): number => NAMES.indexOf(name) + 1;
const HELD: Record<Name, Role> = {
  ada: 'administrator',
  bo: 'administrator',
  lena: 'analyst',
  carl: 'supervisor',
  dora: 'supervisor',
  sue: 'submitter',
};

const EVERYWHERE = {
  standsFor: 0,
  ...UNBOUND,
  validFrom: '2026-01-01',
  validUntil: '',
} as const;

function by<T>(on: TestDesk, name: Name, work: () => T): T {
  return as(on, actorId(rowOf(name)), [HELD[name]], work);
}

function granted(on: TestDesk, grant: Omit<Parameters<typeof askGrant>[1], 'submissionId'>) {
  const asking = { submissionId: on.newId(), ...grant };
  const asked = done(by(on, 'ada', () => askGrant(on.desk(), asking, on.context())));
  const signing = { submissionId: on.newId(), ...asked, passphraseHash: '' } as const;
  const deciding = { ...signing, decision: 'sign' } as const;
  done(by(on, 'bo', () => decideGrant(on.desk(), deciding, on.context())));
  return asked.grant;
}

const keyOf = (name: Name): string => String(rowOf(name)).repeat(64);

/** A book in which 100,000 wants one signature and a million two, with a key of everybody. */
function bank(t: TestContext): TestDesk {
  const on = testDesk(t);
  open(on, [accountRow('2001', '0.00'), accountRow('2008', '9,000,000.00')]);
  policy(on, 'authorityLimit:EUR', '10000000');
  policy(on, 'secondAuthorityLimit:EUR', '100000000');
  const named = (name: Name) => ({ signInName: name, name, passphraseHash: 'of argon2id' });
  const both = { submissionId: on.newId(), first: named('ada'), second: named('bo') };
  done(as(on, 'anna', ROLES, () => setUpPeople(on.desk(), both, on.context())));
  for (const name of NAMES.slice(2)) {
    const adding = { submissionId: on.newId(), ...named(name) };
    done(by(on, 'ada', () => addPerson(on.desk(), adding, on.context())));
    granted(on, { person: rowOf(name), kind: 'role', role: HELD[name], ...EVERYWHERE });
  }
  for (const name of ['lena', 'carl', 'dora'] as const) {
    const enrolling = { submissionId: on.newId(), publicKey: keyOf(name) };
    const { key } = done(by(on, name, () => enrolSigningKey(on.desk(), enrolling, on.context())));
    const deciding = { submissionId: on.newId(), key, decision: 'sign' } as const;
    done(by(on, 'ada', () => decideSigningKey(on.desk(), deciding, on.context())));
  }
  return on;
}

/** Payments of these amounts that Sue submitted. */
function waiting(on: TestDesk, ...amounts: readonly string[]): readonly number[] {
  const payments = amounts.map((amount) => ({ amount, to: '2001' }));
  const file = { messageId: `WAITS-${on.newId()}`, blocks: [{ from: '2008', payments }] };
  const batch = by(on, 'sue', () => take(on, file));
  return amounts.map((_, record) => paymentId(batch, record));
}

type Package = { readonly content: PackageContent; readonly contentHash: string };

function takeOut(on: TestDesk, things: readonly ThingNamed[], name: Name = 'lena'): Package {
  let content: PackageContent | null = null;
  const contentHash = on
    .newId()
    .replace(/[^0-9a-f]/g, '')
    .padEnd(64, '0')
    .slice(0, 64);
  const seal = (said: PackageContent) => {
    content = said;
    return { hash: contentHash };
  };
  const input = { submissionId: on.newId(), things, usual: new Map(), seal };
  done(by(on, name, () => exportApproval(on.desk(), input, on.context())));
  return { content: known<PackageContent>(content, 'it was sealed'), contentHash };
}

const payment = (id: number | undefined): readonly ThingNamed[] => {
  return [{ kind: 'payment', id: id ?? 0 }];
};

const SIGNED: SaidWord = { place: 0, word: 'approved', reasonCode: '', remark: '' };

/** What Sue brings of `name`, as the office has read it. */
function bring(
  on: TestDesk,
  { content, contentHash }: Package,
  name: Name,
  differing: {
    readonly word?: Partial<SaidWord>;
    readonly submissionId?: string;
    readonly now?: number;
  } = {},
) {
  const { submissionId = on.newId(), now } = differing;
  const word = { ...SIGNED, ...differing.word };
  const fileHash = '7'.repeat(64);
  const answer = {
    content,
    contentHash,
    publicKey: keyOf(name),
    signedAt: on.context().now,
    words: [word],
    signature: '8'.repeat(128),
    fileHash,
  };
  const isBarred = () => null;
  const input = { submissionId, fileHash, read: ok(answer), place: word.place, isBarred };
  const context = on.context();
  const at = now === undefined ? {} : { now };
  return by(on, 'sue', () =>
    importApproval(on.desk(), input, { ...context, actor: on.actor, ...at }),
  );
}

test('a word that is carried is one signature of its person, in the trail beside who brought it', (t) => {
  const on = bank(t);
  const [id] = waiting(on, '150,000.00');
  const taken = takeOut(on, payment(id));
  const submissionId = on.newId();
  const brought = done(bring(on, taken, 'carl', { submissionId }));
  const person = actorId(rowOf('carl'));
  assert.deepEqual(brought, { kind: 'payment', id, word: 'approved', person, open: 0 });
  assert.deepEqual(standing(on, 1), ['settled']);
  const trail = on
    .book()
    .db.prepare<[], { deed: string; actor: string; sequence: bigint }>(
      'SELECT deed, actor, sequence FROM deeds ORDER BY sequence DESC LIMIT 2',
    )
    .all();
  const [importing, approving] = trail;
  assert.deepEqual(
    [importing?.deed, importing?.actor, approving?.deed, approving?.actor],
    ['importApproval', actorId(rowOf('sue')), 'approve', person],
  );
  const kept = on.book().db.prepare('SELECT said, place FROM carried_words').raw().all();
  assert.deepEqual(kept, [[approving?.sequence, 0n]]);
  assertSound(on);
  // The same again is answered again and leaves nothing; the file once more is refused.
  const before = dump(on.book());
  assert.deepEqual(done(bring(on, taken, 'carl', { submissionId })), brought);
  assert.deepEqual(dump(on.book()), before);
  const replayed = changesOnlyItsRecord(on, () => bring(on, taken, 'carl'));
  assert.equal(refused(replayed).code, 'package_already_used');
});

test('sent back elsewhere: the payment is rejected with the reason, and the words are erasable', (t) => {
  const on = bank(t);
  const [id] = waiting(on, '150,000.00');
  const taken = takeOut(on, payment(id));
  const word = { word: 'rejected', reasonCode: 'NARR', remark: 'not as agreed' } as const;
  assert.equal(done(bring(on, taken, 'dora', { word })).word, 'rejected');
  assert.deepEqual(standing(on, 1), ['rejected NARR']);
  const texts = on.book().db.prepare('SELECT text FROM remark_texts').pluck().all();
  assert.ok(texts.includes('not as agreed'));
  assertSound(on);
});

test('of two levels the second waits for the first, and its file is good after it', (t) => {
  const on = bank(t);
  const [id] = waiting(on, '2,000,000.00');
  const taken = takeOut(on, payment(id), 'carl');
  assert.deepEqual(
    taken.content.things.map((thing) => thing.levels.length),
    [2],
  );
  assert.equal(done(bring(on, taken, 'lena')).open, 1);
  assert.equal(refused(bring(on, taken, 'lena')).code, 'package_already_used');
  const other = takeOut(on, payment(id), 'carl');
  assert.equal(refused(bring(on, other, 'lena')).code, 'second_person_must_differ');
  assert.equal(done(bring(on, taken, 'dora')).open, 0);
  assert.deepEqual(standing(on, 1), ['settled']);
  assertSound(on);

  // The second level comes back first: it is refused, and the same file counts later.
  const [next] = waiting(on, '2,000,000.00');
  const both = takeOut(on, payment(next), 'carl');
  done(bring(on, both, 'carl'));
  const early = bring(on, both, 'lena');
  assert.equal(refused(early).code, 'signer_not_permitted');
  assert.equal(done(bring(on, both, 'dora')).open, 0);
});

test('any edit, and any other word, voids what was taken out', (t) => {
  const on = bank(t);
  const [edited, signed] = waiting(on, '150,000.00', '160,000.00');
  const one = takeOut(on, payment(edited));
  by(on, 'sue', () => amend(on, edited ?? 0, 'another text'));
  assert.equal(refused(bring(on, one, 'carl')).code, 'approval_stale');
  done(bring(on, takeOut(on, payment(edited)), 'carl'));
  const other = takeOut(on, payment(signed));
  by(on, 'dora', () => done(sign(on, signed ?? 0, shownOf(on, signed ?? 0))));
  assert.equal(refused(bring(on, other, 'carl')).code, 'payment_status_does_not_allow');
  assertSound(on);
});

test('the signer counts as they are today: ended, without the role, away, or standing in', (t) => {
  const on = bank(t);
  const [id] = waiting(on, '150,000.00');
  const taken = takeOut(on, payment(id));
  const refusal = (name: Name) => refused(bring(on, taken, name));
  const away = { kind: 'deputy', role: null, ...EVERYWHERE } as const;
  // Sue stands in for Carl: Carl's own right rests meanwhile, and hers she used up by submitting.
  const standsIn = { person: rowOf('sue'), standsFor: rowOf('carl'), validUntil: '2026-12-31' };
  const grant = granted(on, { ...away, ...standsIn });
  assert.equal(refusal('carl').code, 'signer_not_permitted');
  const enrolling = { submissionId: on.newId(), publicKey: keyOf('sue') };
  const asDeputy = () => enrolSigningKey(on.desk(), enrolling, on.context());
  const { key } = done(as(on, actorId(rowOf('sue')), ['submitter', 'supervisor'], asDeputy));
  const deciding = { submissionId: on.newId(), key, decision: 'sign' } as const;
  done(by(on, 'ada', () => decideSigningKey(on.desk(), deciding, on.context())));
  assert.equal(refusal('sue').code, 'second_person_must_differ');
  const ending = { submissionId: on.newId(), grant };
  done(by(on, 'ada', () => endGrant(on.desk(), ending, on.context())));
  assert.equal(refusal('sue').code, 'signer_not_permitted');
  const leaving = { submissionId: on.newId(), person: rowOf('dora') };
  done(by(on, 'ada', () => endPerson(on.desk(), leaving, on.context())));
  assert.equal(refusal('dora').code, 'signer_not_permitted');
  assert.equal(done(bring(on, taken, 'carl')).open, 0);
  assertSound(on);
});

test('a key counts while it is in force, and a package for its two days', (t) => {
  const on = bank(t);
  const [id] = waiting(on, '150,000.00');
  const taken = takeOut(on, payment(id));
  const { expiresAt, exportedAt } = taken.content;
  assert.equal(expiresAt - exportedAt, PACKAGE_GOOD_MS);
  const late = bring(on, taken, 'carl', { now: expiresAt + 1 });
  assert.equal(refused(late).code, 'package_expired');
  const revoking = { submissionId: on.newId(), key: 2 };
  done(by(on, 'carl', () => revokeSigningKey(on.desk(), revoking, on.context())));
  assert.equal(refused(bring(on, taken, 'carl')).code, 'signing_key_not_in_force');
  assert.equal(refused(bring(on, taken, 'ada')).code, 'signing_key_unknown');
  const { content } = taken;
  const elsewhere = { ...taken, content: { ...content, book: 'another' } };
  assert.equal(refused(bring(on, elsewhere, 'dora')).code, 'package_of_another_book');
  const changed = { ...taken, contentHash: 'f'.repeat(64) };
  assert.equal(refused(bring(on, changed, 'dora')).code, 'package_unknown');
  done(bring(on, taken, 'dora', { now: expiresAt }));
});

test('what is taken out says what is shown and no reason of a hold', (t) => {
  const on = bank(t);
  const [id] = waiting(on, '150,000.00');
  const { content } = takeOut(on, payment(id));
  const [thing] = content.things;
  assert.ok(thing?.kind === 'payment');
  assert.deepEqual(
    Object.keys(thing).filter((name) => /reason|status/i.test(name)),
    [],
  );
  assert.deepEqual(thing.amount, { amount: '150000.00', currency: 'EUR' });
  const input = { submissionId: on.newId(), usual: new Map(), seal: () => null };
  const alone = { ...input, things: payment(id) };
  const asked = by(on, 'sue', () => exportApproval(on.desk(), alone, on.context()));
  assert.equal(refused(asked).code, 'not_permitted');
});
