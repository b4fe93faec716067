// Who may do what: people added and ended, and what one administrator asks for and another signs.
import { createHash } from 'node:crypto';
import type { Handlers, Input } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { accessReviewCsv } from '../domain/access-review.ts';
import { known } from '../domain/assert.ts';
import { actorId, blockedUntil, judgePassphrase, personOf } from '../domain/people.ts';
import { ok } from '../domain/result.ts';
import { endAbsence, markAbsent } from '../operations/absence.ts';
import { exportAccessReview } from '../operations/export-access-review.ts';
import { givenNow } from '../operations/given-once.ts';
import { askGrant, decideGrant, endGrant, grantToDecide, signersOf } from '../operations/grants.ts';
import {
  addPerson,
  endPerson,
  foreseeAddPerson,
  foreseeSetUpPeople,
  setUpPeople,
} from '../operations/people.ts';
import type { Office } from './office.ts';
import { hashPassphrase } from './passphrase.ts';
import type { Turn } from './writer.ts';

type PeopleHandlers = Pick<
  Handlers<Session>,
  | 'names'
  | 'people'
  | 'exportAccessReview'
  | 'setUpPeople'
  | 'addPerson'
  | 'endPerson'
  | 'askGrant'
  | 'decideGrant'
  | 'endGrant'
  | 'markAbsent'
  | 'endAbsence'
>;

/** Groups of five letters and digits that cannot be taken for each other: 100 bits. */
const FIRST_PASSPHRASE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const FIRST_PASSPHRASE_LENGTH = 20;

/** A passphrase to be handed over and used once. */
function firstPassphrase(random: (count: number) => Uint8Array): string {
  const letters = Array.from(random(FIRST_PASSPHRASE_LENGTH), (byte) => {
    return FIRST_PASSPHRASE_LETTERS[byte % FIRST_PASSPHRASE_LETTERS.length];
  }).join('');
  return letters.match(/.{5}/g)?.join('-') ?? letters;
}

export function peopleHandlers(office: Office): PeopleHandlers {
  const { writer, desk, contextFor: context } = office;
  return {
    names: () => {
      const people = desk.book.people.all().slice(0, 1000);
      const names = people.flatMap(({ id, name }) =>
        name === null ? [] : [{ actor: actorId(id), name }],
      );
      return ok({ names });
    },
    people: () => ok(everybody(office)),
    exportAccessReview: async (input, session) => {
      const kept = await writer.do((turn) =>
        exportAccessReview(desk, input, context(session, turn)),
      );
      if (!kept.ok) return kept;
      const all = everybody(office);
      const csv = accessReviewCsv(all.people, all.grants);
      const sha256 = createHash('sha256').update(csv).digest('hex');
      return ok({ ...all, anchor: { ...(await office.reader.ask('chainPoint', null)), sha256 } });
    },
    setUpPeople: (input, session) => firstPeople(office, input, session),
    addPerson: (input, session) => newPerson(office, input, session),
    endPerson: async (input, session) => {
      const done = await writer.do((turn) => endPerson(desk, input, context(session, turn)));
      if (done.ok) tellOfPeople(office);
      return done;
    },
    askGrant: async (input, session) => {
      const done = await writer.do((turn) => askGrant(desk, input, context(session, turn)));
      if (done.ok) tellOfPeople(office);
      return done;
    },
    decideGrant: (input, session) => decide(office, input, session),
    endGrant: async (input, session) => {
      const done = await writer.do((turn) => endGrant(desk, input, context(session, turn)));
      if (done.ok) tellOfPeople(office);
      return done;
    },
    markAbsent: async (input, session) => {
      const done = await writer.do((turn) => markAbsent(desk, input, context(session, turn)));
      if (done.ok) tellOfPeople(office);
      return done;
    },
    endAbsence: async (input, session) => {
      const done = await writer.do((turn) => endAbsence(desk, input, context(session, turn)));
      if (done.ok) tellOfPeople(office);
      return done;
    },
  };
}

/** Every seat hears how it stands now, and every list of people that it is old. */
function tellOfPeople({ sessions, announcer }: Office): void {
  sessions.tellAll();
  announcer.publish({ topic: 'people', ids: null });
  // Whoever came back or went may or may not sign for what waits.
  announcer.publish({ topic: 'requests', ids: null });
}

/** Hashes only once it is known that the deed will look at it. */
async function firstPeople(office: Office, input: Input<'setUpPeople'>, session: Session) {
  const { writer, desk } = office;
  const context = (turn: Turn) => office.contextFor(session, turn);
  const { submissionId, first, second } = input;
  const hashed = (one: string, other: string) => ({
    submissionId,
    first: { ...first, passphraseHash: one },
    second: { ...second, passphraseHash: other },
  });
  const foreseen = await writer.do((turn) =>
    foreseeSetUpPeople(desk, hashed('', ''), context(turn)),
  );
  if (foreseen !== null) return foreseen;
  for (const { passphrase, signInName } of [first, second]) {
    const fits = judgePassphrase(passphrase, signInName);
    if (!fits.ok) return fits;
  }
  const [one, other] = await Promise.all([
    hashPassphrase(first.passphrase),
    hashPassphrase(second.passphrase),
  ]);
  const done = await writer.do((turn) => setUpPeople(desk, hashed(one, other), context(turn)));
  if (done.ok) tellOfPeople(office);
  return done;
}

async function newPerson(office: Office, input: Input<'addPerson'>, session: Session) {
  const { writer, desk } = office;
  const context = (turn: Turn) => office.contextFor(session, turn);
  const unhashed = { ...input, passphraseHash: '' };
  const foreseen = await writer.do((turn) => foreseeAddPerson(desk, unhashed, context(turn)));
  if (foreseen?.ok === true) return ok({ ...foreseen.value, firstPassphrase: null });
  if (foreseen !== null) return foreseen;
  const first = firstPassphrase(office.newBytes);
  const passphraseHash = await hashPassphrase(first);
  const done = await writer.do((turn) => {
    const given = givenNow(desk, input, first);
    const added = addPerson(desk, { ...input, passphraseHash }, context(turn));
    return added.ok ? ok({ ...added.value, firstPassphrase: given }) : added;
  });
  if (done.ok) tellOfPeople(office);
  return done;
}

async function decide(office: Office, input: Input<'decideGrant'>, session: Session) {
  const { writer, desk } = office;
  const context = (turn: Turn) => office.contextFor(session, turn);
  const grant = grantToDecide(desk, input.grant);
  const isNew = grant?.kind === 'credential' && grant.state === 'asked';
  const first = isNew && input.decision === 'sign' ? firstPassphrase(office.newBytes) : null;
  const passphraseHash = first === null ? '' : await hashPassphrase(first);
  const done = await writer.do((turn) => {
    const given = givenNow(desk, input, first);
    const decided = decideGrant(desk, { ...input, passphraseHash }, context(turn));
    return decided.ok ? ok({ ...decided.value, firstPassphrase: given }) : decided;
  });
  if (done.ok) tellOfPeople(office);
  return done;
}

function everybody({ desk, sessions, clock }: Office) {
  const { people } = desk.book;
  const times = people.grantTimes();
  const timesOf = (id: number) => known(times.get(id), 'a grant was asked for by a deed');
  const here = people.all().flatMap(({ id }) => sessions.actorNow(id) ?? []);
  return {
    people: people.all().map(({ id, signInName, name, ended }) => {
      const credential = people.credentialOf(id);
      const tries = people.triesOf(id);
      return {
        person: id,
        signInName,
        name,
        ended,
        roles: sessions.actorNow(id)?.roles ?? [],
        secondFactor: (credential?.totpSecret ?? '') !== '',
        mustChange: credential?.mustChange ?? false,
        wrongTries: tries.wrong,
        blockedUntil: blockedUntil(tries, clock()),
        lastSignInAt: people.lastSignIn(id),
      };
    }),
    grants: people
      .grants()
      .slice(-10_000)
      .map(({ id, ...grant }) => ({
        grant: id,
        ...grant,
        ...timesOf(id),
        signers: signersOf(desk, { id, ...grant }, here).flatMap((each) => personOf(each.id) ?? []),
      })),
  };
}
