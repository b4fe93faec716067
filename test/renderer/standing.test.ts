// Goal: the page stands as its seat does. An answer that nobody is at work brings the right screen,
// changes are told again once somebody is, and what one person asked for is never done for the next.
// Method: the real wire in memory, an office that says who sits there, and that dies within a deed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, refuse } from '../../main/domain/result.ts';
import type { Item } from '../../preload/contract/contract.ts';
import type { Standing } from '../../renderer/standing.ts';
import { turn } from '../office/channel-pair.ts';
import { fakeOffice } from './fake-office.ts';

type Seat = {
  standing: Standing;
  person: number | null;
  asked: number;
  /** What the answer of who sits there waits for, when it is slow. */
  slow?: Promise<void>;
  /** What the office says of itself with how the seat stands, at first and whenever it is waked. */
  left?: Item<'sessionStanding'>['left'];
  wake?: () => void;
};

const SHUT = { locked: 'session_locked', signed_out: 'sign_in_required' } as const;

/** An office with this seat, whose `cancelPayment` is never answered the first time. */
function officeWith(seat: Seat) {
  return fakeOffice(
    {
      session: async () => {
        const { standing, person } = seat;
        await seat.slow;
        return ok({
          actor: { id: `person:${person ?? 0}`, name: 'Ada', roles: [] },
          authorities: [],
          shell: 'loopback',
          deeds: [],
          standing,
          person,
          awayUntil: null,
          methods: [],
          demo: false,
          role: 'participant',
          businessDate: '2026-11-26',
        });
      },
      async *sessionStanding(_input, _session, signal) {
        while (!signal.aborted) {
          yield { standing: seat.standing, seated: null, left: seat.left ?? null };
          await new Promise<void>((resolve) => {
            seat.wake = resolve;
          });
        }
      },
      lock() {
        seat.standing = 'locked';
        return ok({});
      },
      unlock: () => refuse({ code: 'not_locked' }),
      cancelPayment() {
        seat.asked += 1;
        return seat.asked === 1 ? new Promise(() => {}) : ok({ status: 'cancelled' });
      },
    },
    (method) => {
      const isAlways = ['session', 'officeState', 'sessionStanding', 'unlock'].includes(method);
      if (isAlways || (seat.standing !== 'locked' && seat.standing !== 'signed_out')) return null;
      return { code: SHUT[seat.standing] };
    },
  );
}

/** Any answer that the page is behind makes it ask how the seat stands. */
async function lookAgain({ office }: ReturnType<typeof officeWith>): Promise<void> {
  await office.ask((client) => client.unlock({ passphrase: 'x', code: '' }));
}

test('an answer that the seat is locked shows the lock', async () => {
  const seat: Seat = { standing: 'open', person: 1, asked: 0 };
  const fake = officeWith(seat);
  await turn();
  assert.equal(fake.office.state.getState().standing, 'open');
  seat.standing = 'locked';
  const reply = await fake.office.ask((client) => client.status({}));
  assert.deepEqual(reply, { ok: false, refusal: { code: 'session_locked' } });
  assert.equal(fake.office.state.getState().standing, 'locked');
  fake.end();
});

test('an answer that was under way shows nothing of what the lock has hidden', async () => {
  const seat: Seat = { standing: 'open', person: 1, asked: 0 };
  const fake = officeWith(seat);
  await turn();
  const answer = Promise.withResolvers<void>();
  seat.slow = answer.promise;
  const looking = lookAgain(fake);
  await turn();
  const stood: (Standing | null)[] = [];
  fake.office.state.subscribe(({ standing }) => stood.push(standing));
  fake.office.lock();
  delete seat.slow;
  answer.resolve();
  await looking;
  await turn();
  assert.deepEqual(new Set(stood), new Set(['locked']));
  assert.equal(seat.standing, 'locked');
  fake.end();
});

test('a lock that was cut off by an office that died is asked for again', async () => {
  const seat: Seat = { standing: 'open', person: 1, asked: 0 };
  const fake = officeWith(seat);
  await turn();
  fake.die();
  await turn();
  const stood: (Standing | null)[] = [];
  fake.office.state.subscribe(({ standing }) => stood.push(standing));
  fake.office.lock();
  fake.revive();
  await fake.pass();
  await turn();
  assert.deepEqual(new Set(stood), new Set(['locked']));
  assert.deepEqual([seat.standing, fake.asked.get('lock')], ['locked', 1]);
  fake.end();
});

test('nobody at work hears of changes, and whoever comes to work does', async () => {
  const seat: Seat = { standing: 'signed_out', person: null, asked: 0 };
  const fake = officeWith(seat);
  await turn();
  assert.equal(fake.asked.get('changed'), undefined);
  const told: (readonly number[] | null)[] = [];
  fake.office.onChanged('payments', (ids) => told.push(ids));
  seat.standing = 'open';
  seat.person = 1;
  await lookAgain(fake);
  assert.equal(fake.asked.get('changed'), 1);
  assert.deepEqual(told, [null], 'what changed before is looked at again');
  fake.end();
});

test('why somebody was signed out is kept until somebody signs in, and only where it was told', async () => {
  const seat: Seat = { standing: 'open', person: 1, asked: 0 };
  const fake = officeWith(seat);
  const left = () => fake.office.state.getState().left;
  const tell = async (told: Pick<Seat, 'standing' | 'left'>) => {
    Object.assign(seat, told);
    seat.wake?.();
    await turn();
  };
  await turn();
  await tell({ standing: 'signed_out', left: 'credential_changed' });
  assert.equal(left(), 'credential_changed');
  await tell({ standing: 'signed_out', left: null });
  assert.equal(left(), 'credential_changed', 'the same seat, told again');
  await tell({ standing: 'open', left: null });
  assert.equal(left(), null);
  await tell({ standing: 'signed_out', left: null });
  assert.equal(left(), null, 'they asked for it');
  fake.end();
});

for (const [stood, why] of [
  ['open', 'office_away'],
  ['locked', 'office_away'],
  ['must_change', 'office_away'],
  ['signed_out', null],
  ['no_people', null],
] as const) {
  test(`an office that forgot its seats says nothing, and the page knows that it was away: ${stood}`, async () => {
    const seat: Seat = { standing: stood, person: 1, asked: 0 };
    const fake = officeWith(seat);
    await turn();
    fake.die();
    seat.standing = 'signed_out';
    seat.person = null;
    await fake.pass();
    fake.revive();
    await fake.pass();
    await turn();
    const { standing, left } = fake.office.state.getState();
    assert.deepEqual([standing, left], ['signed_out', why]);
    seat.wake?.();
    await turn();
    assert.equal(fake.office.state.getState().left, why, 'it is not forgotten');
    fake.end();
  });
}

for (const [back, expected, times] of [
  [1, { ok: true, value: { status: 'cancelled' } }, 2],
  [2, { ok: false, refusal: { code: 'sign_in_required' } }, 1],
] as const) {
  test(`a deed cut off by an office that forgot who sat there: person ${back} signs in`, async () => {
    const seat: Seat = { standing: 'open', person: 1, asked: 0 };
    const fake = officeWith(seat);
    await turn();
    const reply = fake.office.ask((client) =>
      client.cancelPayment({ submissionId: 'x', paymentId: 1 }),
    );
    await turn();
    seat.standing = 'signed_out';
    seat.person = null;
    fake.die();
    fake.revive();
    await turn();
    await fake.pass();
    assert.equal(fake.office.state.getState().standing, 'signed_out');
    seat.standing = 'open';
    seat.person = back;
    await lookAgain(fake);
    assert.deepEqual(await reply, expected);
    assert.equal(seat.asked, times);
    fake.end();
  });
}
