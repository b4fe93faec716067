// Goal: a record changes when a second person confirms it, not before and by nobody else; an import
// is seen whole or not at all; and names can be erased without breaking the chain. Method: deeds on a
// book with three persons, each followed by what a reader would see and by the audit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { known } from '../../main/domain/assert.ts';
import { maskAccount } from '../../main/domain/masked.ts';
import type { Actor } from '../../main/domain/permissions.ts';
import { localActor, type Role } from '../../main/domain/permissions.ts';
import { MasterPages } from '../../main/ledger/master-pages.ts';
import { keyToldAs, readRowsAfter, readVersions } from '../../main/ledger/read-master.ts';
import { MasterSearch } from '../../main/ledger/search-master.ts';
import {
  decideMasterChange,
  type MasterDecision,
} from '../../main/operations/decide-master-change.ts';
import { importMaster, stageMaster } from '../../main/operations/import-master.ts';
import { setUpPeople } from '../../main/operations/people.ts';
import { proposeMasterChange } from '../../main/operations/propose-master-change.ts';
import { termsOf } from '../../main/screening/name-terms.ts';
import { assertSound, done, refused, type TestDesk, testDesk } from './test-desk.ts';

const TODAY = '2026-11-26';
const person = (id: string, role: Role): Actor => ({ ...localActor(id), roles: [role] });
const MIA = person('mia', 'administrator');
const CHEN = person('chen', 'supervisor');

function propose(on: TestDesk, actor: Actor, name: string, given: { ended?: boolean } = {}) {
  on.actor = actor;
  const written = { customer: 'C-1', form: 'person', name, status: 'active' };
  return proposeMasterChange(
    on.desk(),
    {
      submissionId: on.newId(),
      kind: 'customer',
      written,
      ended: false,
      validFrom: TODAY,
      reason: 'as told',
      ...given,
    },
    on.context(),
  );
}

function decide(on: TestDesk, actor: Actor, changeId: number, decision: MasterDecision) {
  on.actor = actor;
  const asked = { submissionId: on.newId(), changeId, decision, reason: 'seen' };
  return decideMasterChange(on.desk(), asked, on.context());
}

function seen(on: TestDesk): readonly string[] {
  return readRowsAfter(on.book().db, 'customer', '', 100).map(
    ({ key, content, ended }) => `${key} ${JSON.parse(content).name}${ended ? ' ended' : ''}`,
  );
}

function found(on: TestDesk, prefix: string): readonly string[] {
  const range = { prefix, end: `${prefix}\u{10ffff}`, fits: () => true };
  const search = new MasterSearch(on.book().db);
  return search.find([[range]], '', 10).hits.map(({ key }) => key);
}

test('a change takes effect when another person confirms it', (t) => {
  const on = testDesk(t);
  const { changeId, state } = done(propose(on, MIA, 'Anna Muster'));
  assert.equal(state, 'proposed');
  assert.deepEqual([seen(on), found(on, 'anna')], [[], []]);
  assert.equal(refused(decide(on, MIA, changeId, 'confirmed')).code, 'second_person_must_differ');
  done(decide(on, CHEN, changeId, 'confirmed'));
  assert.deepEqual([seen(on), found(on, 'anna')], [['C-1 Anna Muster'], ['C-1']]);

  const second = done(propose(on, MIA, 'Anna Meier'));
  done(decide(on, CHEN, second.changeId, 'rejected'));
  assert.deepEqual(seen(on), ['C-1 Anna Muster']);
  const third = done(propose(on, MIA, 'Anna Huber'));
  done(decide(on, MIA, third.changeId, 'withdrawn'));
  const fourth = done(propose(on, MIA, 'Anna Huber', { ended: true }));
  done(decide(on, CHEN, fourth.changeId, 'confirmed'));
  assert.deepEqual(seen(on), ['C-1 Anna Huber ended']);
  assert.deepEqual([found(on, 'muster'), found(on, 'huber')], [[], ['C-1']]);
  assert.deepEqual(
    readVersions(on.book().db, 'customer', 'C-1').map(({ state: of, maker, checker }) => {
      return `${of} ${maker} ${checker}`;
    }),
    ['confirmed mia chen', 'withdrawn mia ', 'rejected mia chen', 'confirmed mia chen'],
  );
  assertSound(on, 'changes of a record');
});

test('names are found in order, whichever segment of the index they lie in', (t) => {
  const on = testDesk(t);
  const alone = localActor('anna');
  const add = (customer: string, name: string) => {
    on.actor = alone;
    const written = { customer, form: 'person', name, status: 'active' };
    const asked = {
      kind: 'customer',
      written,
      ended: false,
      validFrom: TODAY,
      reason: 'told',
    } as const;
    const submissionId = on.newId();
    done(proposeMasterChange(on.desk(), { submissionId, ...asked }, on.context()));
  };
  const { db } = on.book();
  // As if so many versions had come between.
  const upTo = (id: number) =>
    db
      .prepare(
        `INSERT INTO master_versions SELECT @id, deed, change, 'bank', 'x' || @id, @id, 0, 0,
           commitment, digest FROM master_versions WHERE id = 1`,
      )
      .run({ id });
  add('C-1', 'Anna Zimmer');
  upTo(65_535);
  add('C-2', 'Anna Aal');
  upTo(131_071);
  add('C-3', 'Anna Meier');
  const segments = db.prepare('SELECT DISTINCT segment FROM master_terms ORDER BY 1').pluck().all();
  assert.deepEqual(segments, [0n, 1n, 2n]);
  assert.deepEqual(found(on, 'anna'), ['C-2', 'C-3', 'C-1']);
  assert.deepEqual(found(on, 'anna m'), ['C-3']);
  const search = new MasterSearch(db);
  const range = { prefix: 'anna', end: 'anna\u{10ffff}', fits: () => true };
  const first = search.find([[range]], '', 1);
  assert.deepEqual([first.hits.map(({ key }) => key), first.complete], [['C-2'], false]);
  assert.deepEqual(search.find([[range]], '', 3).hits.length, 3, 'what was left off is open again');
});

test('one person alone makes it so, and the trail says that there was one', (t) => {
  const on = testDesk(t);
  assert.equal(done(propose(on, localActor('anna'), 'Anna')).state, 'confirmed');
  const [version] = readVersions(on.book().db, 'customer', 'C-1');
  assert.deepEqual([version?.maker, version?.checker], ['anna', '']);
});

function begin(on: TestDesk): number {
  on.actor = MIA;
  const original = on.context().ids.bytes(32);
  const list = { submissionId: on.newId(), original, validFrom: TODAY, reason: 'list' };
  const input = { ...list, edition: null };
  return done(importMaster(on.desk(), { ...input, kind: 'customer' }, on.context())).changeId;
}

function stage(on: TestDesk, changeId: number, fromRow: number, names: readonly string[]) {
  on.actor = MIA;
  const versions = names.map((name, at) => {
    const key = `L-${fromRow + at}`;
    const content = JSON.stringify({ customer: key, form: 'firm', name, status: 'active' });
    return { key, content, ended: false, replaces: null, terms: termsOf([name], key) };
  });
  const toRow = fromRow + names.length;
  const last = names.at(-1) === 'Zoe';
  return stageMaster(on.desk(), { changeId, fromRow, toRow, versions, last }, on.context());
}

test('an import is seen whole when it is confirmed, and none of it before', (t) => {
  const on = testDesk(t);
  const changeId = begin(on);
  done(stage(on, changeId, 0, ['Ada', 'Bea']));
  const asked = { changeId, fromRow: 0, toRow: 2, versions: [], last: false };
  assert.equal(
    refused(stageMaster(on.desk(), asked, on.context())).code,
    'submission_id_reused',
    'an epoch is brought in once',
  );
  on.reopen();
  assert.equal(done(stage(on, changeId, 2, ['Zoe'])).state, 'proposed');
  assert.deepEqual([seen(on), found(on, 'a'), found(on, 'zoe')], [[], [], []]);
  done(decide(on, CHEN, changeId, 'confirmed'));
  assert.deepEqual(seen(on), ['L-0 Ada', 'L-1 Bea', 'L-2 Zoe']);
  assert.deepEqual(found(on, 'zoe'), ['L-2']);
  assertSound(on, 'an import');
});

test('a withdrawn import takes no more epochs and is never seen', (t) => {
  const on = testDesk(t);
  const changeId = begin(on);
  done(stage(on, changeId, 0, ['Ada', 'Bea']));
  done(decide(on, MIA, changeId, 'withdrawn'));
  assert.equal(refused(stage(on, changeId, 2, ['Zoe'])).code, 'master_change_decided');
  assert.deepEqual([seen(on), found(on, 'ada')], [[], []]);
  assertSound(on, 'a withdrawn import');
});

test('any page of a kind is right, also after records were added between', (t) => {
  const on = testDesk(t);
  on.actor = localActor('anna');
  const pages = new MasterPages(on.book().db, 'key');
  const add = (key: string): void => {
    const written = { bic: key, name: `Bank ${key}` };
    const input = { kind: 'bank' as const, written, ended: false, validFrom: TODAY, reason: 'x' };
    done(proposeMasterChange(on.desk(), { submissionId: on.newId(), ...input }, on.context()));
  };
  const keys: string[] = [];
  const codes = ['DEUTDEFF', 'AAAADEFF', 'ZZZZDEFF', 'MMMMDEFF', 'BBBBDEFF'];
  for (const code of codes) {
    add(code);
    keys.push(code);
    keys.sort();
    while (pages.countSlice('bank'));
    for (let offset = 0; offset <= keys.length; offset += 1) {
      const { rows, total } = pages.page('bank', offset, 2);
      assert.deepEqual(
        [total, ...rows.map(({ key }) => key)],
        [keys.length, ...keys.slice(offset, offset + 2)],
      );
    }
  }
});

test('whoever holds every role among people is one person: another confirms', (t) => {
  const on = testDesk(t);
  const named = (name: string) => ({ signInName: name, name, passphraseHash: 'of argon2id' });
  const both = { first: named('mia'), second: named('chen') };
  on.actor = localActor('anna');
  done(setUpPeople(on.desk(), { submissionId: on.newId(), ...both }, on.context()));
  const everything = localActor('person:1');
  const { changeId, state } = done(propose(on, everything, 'Anna Muster'));
  assert.equal(state, 'proposed');
  const alone = refused(decide(on, everything, changeId, 'confirmed'));
  assert.equal(alone.code, 'second_person_must_differ');
  const foreign = localActor('person:2');
  assert.equal(
    refused(decide(on, foreign, changeId, 'withdrawn')).code,
    'only_its_maker_withdraws',
  );
  done(decide(on, foreign, changeId, 'confirmed'));
});

test('a record is found by its key as it is told with its number masked, where only one fits', (t) => {
  const on = testDesk(t);
  on.actor = { ...localActor('anna') };
  const numbers = ['200000004711', '200011114711', '300000001234'];
  for (const account of numbers) {
    const written = { account, currency: 'EUR', customer: 'C-1' };
    const of = { submissionId: on.newId(), kind: 'account', written, ended: false } as const;
    const asked = { ...of, validFrom: TODAY, reason: 'opened' };
    done(proposeMasterChange(on.desk(), asked, on.context()));
  }
  const { db } = on.book();
  const keys = readRowsAfter(db, 'account', '', 10).map(({ key }) => key);
  const last = known(
    keys.find((key) => key.startsWith('3000')),
    'the third account is there',
  );
  const masked = last.replace('300000001234', maskAccount('300000001234'));
  assert.equal(keyToldAs(db, 'account', masked), last);
  for (const key of keys) assert.equal(keyToldAs(db, 'account', key), key);
  const two = masked.replace('3000', '2000').replace('1234', '4711');
  assert.equal(keyToldAs(db, 'account', two), null);
  assert.equal(keyToldAs(db, 'account', masked.replace('1234', '9999')), null);
});
