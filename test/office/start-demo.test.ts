// Goal: an untouched book becomes a demonstration, once and for good, filled through the same
// doors as any file; each scene shows what it says; the day's journals add up to its balances; any
// other book is left alone. Method: a real office over a temporary folder, killed once, then taken
// through every scene in turn.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import {
  type BranchScene,
  demoInstant,
  type HouseScene,
  scenesOf,
} from '../../main/domain/demo-scenes.ts';
import { MASTER_KIND_NAMES } from '../../main/domain/master/kinds.ts';
import { OfficeStopped } from '../../main/office/supervise.ts';
import type { Output } from '../../preload/contract/contract.ts';
import { LIVE, lookInto, type RunningOffice, runningOffice } from './running-office.ts';

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-start-demo-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every status that the program's deeds lead to and that lasts. */
const STATUSES_SHOWN = [
  'accepted',
  'dispatched',
  'acknowledged',
  'settled',
  'in_repair',
  'in_review',
  'warehoused',
  'rejected',
  'cancelled',
] as const;

test('an untouched book becomes a demonstration and is taken through its day', async (t) => {
  const running = await runningOffice(t, folderOf(t), LIVE);
  assert.equal((await running.done((client) => client.session({}))).demo, false);
  const asked = { submissionId: 'demo-1', role: 'participant', scene: '06:45' } as const;
  const begun = performance.now();
  const first = await running.done((client) => client.startDemo(asked));
  t.diagnostic(`made up to 06:45 in ${Math.round(performance.now() - begun)} ms`);
  assert.equal(first.batches.length, 1);
  await running.kill();
  const again = await running.done((client) => client.startDemo(asked));
  assert.deepEqual(again.batches, first.batches);
  const session = await running.done((client) => client.session({}));
  assert.deepEqual([session.demo, session.businessDate], [true, '2026-11-26']);
  for (const scene of scenesOf('participant')) {
    if (scene !== '06:45') {
      const { at } = await running.done((client) => client.playScene({ scene }));
      assert.equal(at >= demoInstant(scene) && at < demoInstant(scene) + 60_000, true, scene);
    }
    assert.deepEqual(await shownIn(scene, running), true, scene);
  }
  const { batches } = await running.done((client) => client.status({}));
  const messages = batches.map(({ messageId }) => messageId);
  assert.equal(new Set(messages).size, messages.length);
  assert.deepEqual(await running.ask((client) => client.playScene({ scene: '06:45' })), {
    ok: false,
    refusal: { code: 'scene_is_past', scene: '06:45' },
  });
  const { checks } = await running.done((client) => client.audit({}));
  assert.deepEqual(
    checks.filter(({ ok }) => !ok),
    [],
  );
  assert.deepEqual(await journalled(running), await balanced(running));
});

async function messages(on: RunningOffice): Promise<readonly string[]> {
  const { batches } = await on.done((client) => client.status({}));
  return batches.map(({ messageId }) => messageId);
}

async function settledCycles(on: RunningOffice): Promise<number> {
  const { cycles } = await on.done((client) => client.settlementView({}));
  const today = cycles.filter(({ settlementDate }) => settlementDate === '2026-11-26');
  return today.filter(({ state }) => state === 'settled').length;
}

async function shownIn(scene: string, on: RunningOffice): Promise<boolean> {
  const isOne = (name: string): name is BranchScene => Object.hasOwn(SHOWN_IN, name);
  return isOne(scene) && (await SHOWN_IN[scene](on));
}

/** Whether what a scene is about can be seen once it was played. */
const SHOWN_IN: Record<BranchScene, (on: RunningOffice) => Promise<boolean>> = {
  '06:45': async (on) => {
    const { backups, drillDue } = await on.done((client) => client.backups({}));
    return backups[0]?.good === true && !drillDue;
  },
  '08:10': async (on) => {
    const { batches } = await on.done((client) => client.status({}));
    const payroll = batches.find(({ messageId }) => messageId === 'KLE-SALARY-2026-11');
    return payroll?.numberOfTransactions === 12_400;
  },
  '08:50': async (on) => {
    // The file whose sum was wrong and the third copy left no batch; the corrected one did.
    const suppliers = (await messages(on)).filter((each) => each.startsWith('RFS-48'));
    return suppliers.length === 1;
  },
  '10:42': async (on) => {
    const { payments } = await on.done((client) => client.status({}));
    const few = STATUSES_SHOWN.filter((status) => (payments[status] ?? 0) < 2);
    const empty: string[] = [];
    for (const kind of MASTER_KIND_NAMES) {
      const { total } = await on.done((client) => client.masterPage({ kind, offset: 0, limit: 1 }));
      if (total === 0) empty.push(kind);
    }
    assert.deepEqual([few, empty], [[], []]);
    return true;
  },
  '12:30': async (on) => (await settledCycles(on)) === 2,
  '13:20': async (on) => {
    const asked = { offset: 0, limit: 50 };
    const { rows } = await on.done((client) => client.reviewList(asked));
    return rows.some(({ relatedPayment }) => relatedPayment !== 0);
  },
  '15:30': async (on) => {
    const { work } = await on.done((client) => client.dayView({}));
    const unapplied = work.some(({ kind }) => kind === 'item_unapplied');
    return unapplied && (await settledCycles(on)) === 3;
  },
  '16:20': async (on) => {
    const asked = { currency: 'EUR', people: 2 };
    const { forecast } = await on.done((client) => client.insightNow(asked));
    return forecast.missed > 100;
  },
  '18:20': async (on) => {
    const { days, openDay } = await on.done((client) => client.dayView({}));
    const open = days.filter(({ state }) => state === 'open');
    assert.deepEqual([openDay, open], ['2026-11-27', []]);
    return days[0]?.day === '2026-11-26' && days[0].chainHead !== null;
  },
};

/** Every account's booked balance, credit less debit in minor units, from the days' journals. */
async function journalled(on: RunningOffice): Promise<Map<string, bigint>> {
  const sums = new Map<string, bigint>();
  const add = (key: string, minor: bigint) => sums.set(key, (sums.get(key) ?? 0n) + minor);
  const { days } = await on.done((client) => client.dayView({}));
  for (const { day } of days) {
    const file = { day, format: 'csv' } as const;
    const submissionId = `journal-${day}`;
    const noted = await on.done((client) =>
      client.exportFile({ submissionId, file: { of: 'coreJournal', ...file } }),
    );
    for (let after = 0; ; ) {
      const asked = { ...file, ...noted, after, limit: 500 };
      const { lines } = await on.done((client) => client.coreJournal(asked));
      for (const { debitAccount, creditAccount, currency, amount } of lines) {
        add(`${debitAccount} ${currency}`, -amount);
        add(`${creditAccount} ${currency}`, amount);
      }
      const last = lines.at(-1);
      if (last === undefined) break;
      after = last.posting;
    }
  }
  return new Map([...sums].filter(([, minor]) => minor !== 0n).sort());
}

/** The same from the book's own balances. */
async function balanced(on: RunningOffice): Promise<Map<string, bigint>> {
  const found: [string, bigint][] = [];
  for (;;) {
    const asked = { at: null, offset: found.length, limit: 500 };
    const { accounts } = await on.done((client) => client.balancesAt(asked));
    if (accounts.length === 0) break;
    for (const { account, currency, creditsPosted, debitsPosted } of accounts) {
      found.push([`${account} ${currency}`, creditsPosted - debitsPosted]);
    }
  }
  return new Map(found.filter(([, minor]) => minor !== 0n).sort());
}

test('the clearing house’s day is played: cycles settle whole, and one waits for its cover', async (t) => {
  const running = await runningOffice(t, folderOf(t), LIVE);
  const asked = { submissionId: 'demo-1', role: 'clearing', scene: '08:30' } as const;
  const begun = performance.now();
  await running.done((client) => client.startDemo(asked));
  t.diagnostic(`made up to 08:30 in ${Math.round(performance.now() - begun)} ms`);
  await running.kill();
  const { demo, role } = await running.done((client) => client.session({}));
  assert.deepEqual([demo, role], [true, 'clearing']);
  const seen: Record<string, unknown> = {};
  for (const scene of scenesOf('clearing')) {
    // From here on there are people, and each settlement is by two of them.
    if (scene === '18:20') await signedInAs(running, 'hugo');
    if (scene !== '08:30') await running.done((client) => client.playScene({ scene }));
    seen[scene] = seenAtHouse(await running.done((client) => client.clearingView({})));
  }
  assert.deepEqual(seen, HOUSE_SEEN);
  assert.deepEqual(await running.ask((client) => client.playScene({ scene: '16:20' })), {
    ok: false,
    refusal: { code: 'scene_not_offered', scene: '16:20' },
  });
  const { checks } = await running.done((client) => client.audit({}));
  assert.deepEqual(
    checks.filter(({ ok }) => !ok),
    [],
  );
  assert.deepEqual(await journalled(running), await balanced(running));
  assert.equal(settlementsSigned(running.folder), 4n, 'of four currencies');
});

/** Brings in the demonstration's people and signs in as one of them. */
async function signedInAs(running: RunningOffice, signInName: string): Promise<void> {
  await running.done((client) => client.bringDemoPeople({ submissionId: 'people' }));
  const told = await running.done((client) => client.demoPeople({}));
  const proof = { passphrase: told?.passphrase ?? '', code: '' };
  await running.done((client) => client.signIn({ signInName, ...proof }));
}

/** Requests to settle positions that another person than their maker signed. */
function settlementsSigned(folder: string): bigint {
  return lookInto(folder, (db) => {
    const sql = `SELECT count(*) FROM deed_requests r JOIN request_words w ON w.request = r.id
      WHERE r.asked = 'settlePositions' AND w.word = 'done' AND w.person <> r.maker`;
    return db.prepare<[], bigint>(sql).pluck().get() ?? 0n;
  });
}

/** What the clearing house's screen says in few words. */
function seenAtHouse({ participants, inHand, settled }: Output<'clearingView'>) {
  return {
    participants: participants.length,
    currencies: inHand.map(({ currency }) => currency),
    isMoving: inHand.some(({ items }) => items > 0),
    isHeld: participants.some(({ pending }) => pending > 0n),
    nearCap: participants.some(({ available, cap }) => available * 5n < cap),
    short: participants.filter(({ shortfall }) => shortfall > 0n).map((one) => one.participant),
    settledToday: settled.filter(({ settlementDate }) => settlementDate === '2026-11-26').length,
    isListFull: settled.length === 40,
  };
}

const HOUSE = {
  participants: 26,
  currencies: ['CNY', 'EUR', 'JPY', 'KWD'],
  isMoving: false,
  isHeld: false,
  nearCap: false,
  short: [] as readonly string[],
  isListFull: true,
};

const HOUSE_SEEN: Record<HouseScene, unknown> = {
  '08:30': { ...HOUSE, settledToday: 4 },
  '10:42': { ...HOUSE, isMoving: true, isHeld: true, nearCap: true, settledToday: 4 },
  '12:30': { ...HOUSE, settledToday: 8 },
  '14:00': { ...HOUSE, isMoving: true, short: ['IBERESM0XXX'], settledToday: 11 },
  '14:20': { ...HOUSE, settledToday: 12 },
  '18:20': { ...HOUSE, settledToday: 16 },
};

test('what a book is for is chosen when it is made, and stays', async (t) => {
  const folder = folderOf(t);
  const made = await runningOffice(t, folder, { ...LIVE, role: 'clearing' });
  await made.stop();
  await (await runningOffice(t, folder, LIVE)).stop();
  await assert.rejects(
    () => runningOffice(t, folder, { ...LIVE, role: 'participant' }),
    (error: unknown) =>
      error instanceof OfficeStopped &&
      error.reason.kind === 'failed' &&
      error.reason.code === 'book_has_another_role',
  );
});

test('a book in which anything was tried stays what it is', async (t) => {
  const running = await runningOffice(t, folderOf(t), LIVE);
  const refused = await running.ask((client) =>
    client.setPolicy({ submissionId: 'p-1', name: 'no such policy', value: '1' }),
  );
  assert.equal(refused.ok, false);
  assert.deepEqual(
    await running.ask((client) =>
      client.startDemo({ submissionId: 'demo-1', role: 'participant' }),
    ),
    {
      ok: false,
      refusal: { code: 'book_is_not_empty' },
    },
  );
  assert.equal((await running.done((client) => client.session({}))).demo, false);
  // The clock that the demonstration would have had is gone with it.
  const [standing] = (await running.done((client) => client.audit({}))).checks;
  assert.equal(standing?.ok, true);
});

for (const differing of [{ demo: true }, { clockStartsAt: demoInstant('10:42') }]) {
  test(`a live book is not opened with ${JSON.stringify(differing)}`, async (t) => {
    const folder = folderOf(t);
    const live = await runningOffice(t, folder, LIVE);
    await live.stop();
    await assert.rejects(
      () => runningOffice(t, folder, { ...LIVE, ...differing }),
      (error: unknown) =>
        error instanceof OfficeStopped &&
        error.reason.kind === 'failed' &&
        error.reason.code === 'book_is_live',
    );
  });
}
