// Seats over a real book with clocks that a test turns: two administrators and a submitter.
import type { TestContext } from 'node:test';
import { actorId } from '../../main/domain/people.ts';
import { localActor, type Role } from '../../main/domain/permissions.ts';
import { Sessions } from '../../main/office/sessions.ts';
import { askGrant, decideGrant } from '../../main/operations/grants.ts';
import { addPerson, setUpPeople } from '../../main/operations/people.ts';
import { changeCredential } from '../../main/operations/sign-in.ts';
import { done, testDesk } from '../operations/test-desk.ts';
import { roleGrant } from './people-world.ts';

const named = (name: string) => ({ signInName: name, name, passphraseHash: 'x' });
/** The credential that the person of this number was added with is the change of the same number. */
export const by = (person: number) => ({ change: person, mustChange: false });

/** Seats over a book with two administrators and a submitter, person 3. */
export function seats(t: TestContext) {
  const on = testDesk(t);
  const desk = on.desk();
  const as = (person: number) => ({ ...on.context(), actor: { ...on.actor, id: actorId(person) } });
  const clocks = { uptime: 1000, wall: on.now };
  const said: string[] = [];
  const sessions = new Sessions({
    desk,
    clock: () => on.now,
    uptime: () => clocks.uptime,
    wall: () => clocks.wall,
    onLeft: ({ id }, deed, why) => said.push(`${id} ${deed} ${why}`),
    onRefused: ({ id }, method, code, times) => said.push(`${id} ${method} ${code} ${times}`),
  });
  t.after(() => sessions.stop());
  const pass = (ms: number): void => {
    clocks.uptime += ms;
    clocks.wall += ms;
  };
  const place = sessions.placeOf({ actor: localActor('anna'), shell: 'loopback' });
  const setUp = () => {
    const input = { submissionId: on.newId(), first: named('ada'), second: named('bo') };
    done(setUpPeople(desk, input, on.context()));
    done(addPerson(desk, { submissionId: on.newId(), ...named('li') }, as(1)));
    return grant('submitter');
  };
  const grant = (role: Role): number => {
    const asked = { submissionId: on.newId(), ...roleGrant(3, role) };
    const { grant: id } = done(askGrant(desk, asked, as(1)));
    const sign = { submissionId: on.newId(), grant: id, decision: 'sign' } as const;
    done(decideGrant(desk, { ...sign, passphraseHash: '' }, as(2)));
    return id;
  };
  /** The person 3 chooses a passphrase of their own. */
  const choose = (): void => {
    const provedBy = { change: 3, totpStep: 0 };
    const part = { passphraseHash: 'own', mustChange: false };
    const change = { person: 3, deed: 'changeCredential', part, provedBy, totpStep: 0 } as const;
    done(changeCredential(desk, change, as(3)));
  };
  const entered = (method: string, input: unknown = {}) => {
    const result = sessions.enter(place, method, input);
    return result.ok ? 'entered' : result.refusal.code;
  };
  return { on, desk, as, clocks, said, sessions, pass, place, setUp, grant, choose, entered };
}
