// An emergency override in a book that is then damaged: begun, confirmed, and its report read.
import { known } from '../../main/domain/assert.ts';
import type { Context } from '../../main/domain/context.ts';
import { actorId } from '../../main/domain/people.ts';
import { ROLES, type Role } from '../../main/domain/permissions.ts';
import { acknowledgeOverride } from '../../main/operations/acknowledge-override.ts';
import type { AskedDeed } from '../../main/operations/asked-deeds.ts';
import { overrideWait } from '../../main/operations/override-wait.ts';
import { askForDeed, decideRequest, shownRequest } from '../../main/operations/requests.ts';
import { done, type TestDesk } from '../operations/test-desk.ts';

/** Two administrators by their rows, and one more person who lets it happen with the second. */
export function overrideRows(on: TestDesk, people: readonly [number, number, number]): void {
  const desk = on.desk();
  const [first, second, third] = people;
  const as = (person: number, roles: readonly Role[] = ROLES): Context => {
    return { ...on.context(), actor: { id: actorId(person), name: 'one', roles } };
  };
  const asked = (what: AskedDeed) => {
    const asking = { submissionId: on.newId(), asked: what, remark: '' };
    const { request } = done(askForDeed(desk, asking, as(first)));
    const row = known(desk.book.requests.byId(request), 'it was asked for');
    return { id: request, shown: shownRequest(desk, row).hash.toString('hex') };
  };
  const on_ = asked({ deed: 'setPolicy', name: 'emergencyOverride', value: 'on' });
  const signing = {
    requestId: on_.id,
    shown: on_.shown,
    decision: 'approved',
    remark: '',
  } as const;
  done(decideRequest(desk, { submissionId: on.newId(), ...signing }, as(second)));
  const waits = asked({ deed: 'setPolicy', name: 'cutOff:batch', value: '16:30' });
  const said = { kind: 'request', ...waits, reason: 'the rail closes early' } as const;
  const begin = { submissionId: on.newId(), ...said, step: 'begin' } as const;
  const { override: overrideId } = done(overrideWait(desk, begin, as(second, ['supervisor'])));
  const confirm = { submissionId: on.newId(), ...said, step: 'confirm' } as const;
  done(overrideWait(desk, confirm, as(third, ['supervisor'])));
  const read = { submissionId: on.newId(), overrideId, remark: 'seen' };
  done(acknowledgeOverride(desk, read, as(third + 1, ['auditor'])));
}
