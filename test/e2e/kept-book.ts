// Makes the book of a branch that was kept long ago, in the folder that is named, and ends: a program
// of its own, for Playwright cannot load the driver of the book.
import { randomBytes } from 'node:crypto';
import { known } from '../../main/domain/assert.ts';
import { actorId } from '../../main/domain/people.ts';
import { localActor } from '../../main/domain/permissions.ts';
import { openBook } from '../../main/ledger/book.ts';
import { takeOwnership } from '../../main/ledger/owner-lock.ts';
import { hashPassphrase } from '../../main/office/passphrase.ts';
import { deskOf } from '../../main/operations/desk.ts';
import { addPerson, endPerson, setUpPeople } from '../../main/operations/people.ts';
import { done } from '../operations/test-desk.ts';
import { LEFT, PASSPHRASE } from './kept-people.ts';

/** What staff is remembered by is kept for ten years. */
const LONG_AGO = Date.UTC(2005, 2, 1, 9);

/** Two administrators, and somebody who left the day they came. */
async function keptLongAgo(folder: string): Promise<void> {
  const owner = { person: 'ada', shell: 'cli', pid: process.pid, since: LONG_AGO } as const;
  const ownership = takeOwnership(folder, owner);
  if (!ownership.ok) throw new Error('the folder is new');
  const fresh = { instanceId: 'kept', now: LONG_AGO, demo: false, role: 'participant' } as const;
  const bytes = (count: number) => Uint8Array.from(randomBytes(count));
  const desk = deskOf(openBook(folder, fresh, bytes));
  let made = 0;
  const next = (): string => `kept-${++made}`;
  const by = (actor: ReturnType<typeof localActor>) => {
    return { actor, now: LONG_AGO, ids: { next, bytes } };
  };
  const passphraseHash = await hashPassphrase(PASSPHRASE);
  const named = (signInName: string, name: string) => ({ signInName, name, passphraseHash });
  const both = { first: named('ada', 'Ada'), second: named('bo', 'Bo') };
  done(setUpPeople(desk, { submissionId: next(), ...both }, by(localActor('ada'))));
  const ada = by({ id: actorId(1), name: 'Ada', roles: ['administrator'] });
  const added = { submissionId: next(), ...named('wilhelmine', LEFT) };
  const { person } = done(addPerson(desk, added, ada));
  done(endPerson(desk, { submissionId: next(), person }, ada));
  desk.book.close();
  ownership.value.release();
}

await keptLongAgo(known(process.argv[2], 'a folder is named'));
