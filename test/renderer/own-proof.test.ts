// Goal: a deed that is refused until its asker shows again who they are is sent once more by itself,
// the very same, and never for another person. Method: the real wire in memory, before an office that
// wants a proof; the page's state says when the dialog is up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, refuse } from '../../main/domain/result.ts';
import type { Standing } from '../../renderer/standing.ts';
import { turn } from '../office/channel-pair.ts';
import { fakeOffice } from './fake-office.ts';

const RIGHT = { passphrase: 'right', code: '' };

/** An office that does `cancelPayment` only for whoever proved it since `seat.proven` was cleared. */
function officeWith(seat: { standing: Standing; proven: boolean }) {
  const submissions: string[] = [];
  const fake = fakeOffice(
    {
      session: () =>
        ok({
          actor: { id: 'person:1', name: 'Ada', roles: [] },
          authorities: [],
          shell: 'loopback',
          deeds: [],
          standing: seat.standing,
          person: 1,
          awayUntil: null,
          methods: [],
          demo: false,
          role: 'participant',
          businessDate: '2026-11-26',
        }),
      stepUp({ passphrase }) {
        if (passphrase !== RIGHT.passphrase) return refuse({ code: 'sign_in_refused' });
        seat.proven = true;
        return ok({});
      },
      cancelPayment({ submissionId }) {
        submissions.push(submissionId);
        return ok({ status: 'cancelled' });
      },
    },
    (method) => {
      const isOver = seat.standing !== 'open' && method !== 'session';
      if (isOver) return { code: 'session_locked' };
      const isGrave = ['cancelPayment', 'exportMaster'].includes(method);
      return isGrave && !seat.proven ? { code: 'step_up_needed', deed: method } : null;
    },
  );
  const { office } = fake;
  const cancel = (submissionId: string) =>
    office.ask((client) => client.cancelPayment({ submissionId, paymentId: 1 }));
  const isWanted = () => office.state.getState().proofWanted;
  return { ...fake, cancel, isWanted, submissions };
}

test('one proof lets everything that waits go on, each as it was sent', async () => {
  const { cancel, isWanted, submissions, office, end } = officeWith({
    standing: 'open',
    proven: false,
  });
  await turn();
  const deeds = [cancel('first'), cancel('second')];
  const signal = new AbortController().signal;
  const exported = office.follow(
    (client) => client.exportMaster({ kind: 'bank', format: 'csv', sequence: 9 }),
    () => {},
    signal,
  );
  await turn();
  assert.deepEqual([isWanted(), submissions], [true, []]);
  const wrong = await office.proof.give({ passphrase: 'wrong', code: '' });
  assert.deepEqual(wrong, { ok: false, refusal: { code: 'sign_in_refused' } });
  assert.deepEqual([isWanted(), submissions], [true, []], 'a wrong one is asked for again');
  assert.ok((await office.proof.give(RIGHT)).ok);
  assert.ok((await Promise.all(deeds)).every((reply) => reply.ok));
  assert.ok((await exported).ok);
  assert.deepEqual([isWanted(), submissions], [false, ['first', 'second']]);
  end();
});

test('withheld, the deed is answered as it was refused, and the next one asks anew', async () => {
  const { cancel, isWanted, submissions, office, end } = officeWith({
    standing: 'open',
    proven: false,
  });
  await turn();
  const deed = cancel('first');
  await turn();
  office.proof.withhold();
  const refusal = { code: 'step_up_needed', deed: 'cancelPayment' };
  assert.deepEqual(await deed, { ok: false, refusal });
  assert.deepEqual([isWanted(), submissions], [false, []]);
  const again = cancel('first');
  await turn();
  assert.equal(isWanted(), true);
  assert.ok((await office.proof.give(RIGHT)).ok);
  assert.ok((await again).ok);
  end();
});

test('what waits for a proof is over with the lock', async () => {
  const seat = { standing: 'open' as Standing, proven: false };
  const { cancel, isWanted, submissions, office, end } = officeWith(seat);
  await turn();
  const deed = cancel('first');
  await turn();
  assert.equal(isWanted(), true);
  seat.standing = 'locked';
  office.lock();
  const reply = await deed;
  assert.ok('refusal' in reply && reply.refusal.code === 'step_up_needed');
  assert.deepEqual([isWanted(), submissions], [false, []]);
  end();
});
