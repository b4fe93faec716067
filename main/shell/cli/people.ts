// `people …`: who works in the book, the first two administrators, what one administrator asks for
// and another signs, and the passphrase that everybody chooses for themselves.
import type { Output as AnswerOf } from '../../../preload/contract/contract.ts';
import type { Reply } from '../../../preload/contract/method.ts';
import { accessReviewFile } from '../../domain/access-review.ts';
import { formatMinor, parseAmount } from '../../domain/money.ts';
import { signInNameOf } from '../../domain/people.ts';
import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import type { Output } from './output.ts';
import type {
  AbsenceAsked,
  GrantAsked,
  NamesAsked,
  PeopleCommand,
  SeatAsked,
} from './people-arguments.ts';
import { chosenPassphrase, proofOf } from './seat.ts';
import { newSubmissionId } from './submission-id.ts';
import { type Desk, notDone } from './with-office.ts';

type Told = { readonly desk: Desk; readonly seat: SeatAsked; readonly output: Output };

export async function people(
  command: PeopleCommand,
  desk: Desk,
  seat: SeatAsked,
  output: Output,
): Promise<Exit> {
  const told = { desk, seat, output };
  switch (command.name) {
    case 'people list':
      return list(told);
    case 'people review':
      return review(told);
    case 'people set-up':
      return setUp(command.first, command.second, told);
    case 'people add':
      return add(command.names, told);
    case 'people passphrase':
      return choose(command.newPassphraseFile, told);
    case 'people grant':
      return ask(command.grant, told);
    case 'people absent':
      return markAbsent(command.absence, told);
    case 'people back': {
      const found = await oneself(command.person, desk);
      if (!found.ok) return notDone(found, output);
      const asked = { submissionId: newSubmissionId(), person: found.value };
      return said('back', await desk.ask((client) => client.endAbsence(asked)), told);
    }
    case 'people end': {
      const found = await personNamed(command.person, desk);
      if (!found.ok) return notDone(found, output);
      const asked = { submissionId: newSubmissionId(), person: found.value };
      return said('ended', await desk.ask((client) => client.endPerson(asked)), told);
    }
    case 'people revoke': {
      const asked = { submissionId: newSubmissionId(), grant: command.grant };
      return said('revoked', await desk.ask((client) => client.endGrant(asked)), told);
    }
    case 'people sign':
      return decide(command.grant, 'sign', told);
    case 'people refuse':
      return decide(command.grant, 'refuse', told);
  }
}

const SAID = { ended: 'person_ended', revoked: 'grant_ended', back: 'person_back' } as const;

function said(
  outcome: 'ended' | 'revoked' | 'back',
  reply: Reply<{ readonly person: number }>,
  { output }: Told,
): Exit {
  if (!reply.ok) return notDone(reply, output);
  const { person } = reply.value;
  output.object({ outcome, person });
  output.line(SAID[outcome], { person });
  return EXIT.done;
}

/** Each passphrase is its owner's: two files, or two people one after the other at the terminal. */
async function setUp(
  first: NamesAsked,
  second: NamesAsked,
  { desk, seat, output }: Told,
): Promise<Exit> {
  const [one = null, other = null] = seat.passphraseFiles;
  const mine = await chosenPassphrase(one, first.signInName, output);
  if (!mine.ok) return notDone(mine, output);
  const theirs = await chosenPassphrase(other, second.signInName, output);
  if (!theirs.ok) return notDone(theirs, output);
  const asked = {
    submissionId: newSubmissionId(),
    first: { ...first, passphrase: mine.value },
    second: { ...second, passphrase: theirs.value },
  };
  const done = await desk.ask((client) => client.setUpPeople(asked));
  if (!done.ok) return notDone(done, output);
  output.object({ outcome: 'set_up', ...done.value });
  output.line('people_set_up', { first: first.signInName, second: second.signInName });
  return EXIT.done;
}

async function add(names: NamesAsked, { desk, output }: Told): Promise<Exit> {
  const asked = { submissionId: newSubmissionId(), ...names };
  const done = await desk.ask((client) => client.addPerson(asked));
  if (!done.ok) return notDone(done, output);
  output.object({ outcome: 'added', ...done.value });
  output.line('person_added', { person: done.value.person, signInName: names.signInName });
  tellFirst(done.value.firstPassphrase, output);
  return EXIT.done;
}

/** Told once; an office that died in between has done the deed, and knows it no more. */
function tellFirst(firstPassphrase: string | null, output: Output): void {
  if (firstPassphrase === null) output.line('first_passphrase_lost');
  else output.line('first_passphrase', { firstPassphrase });
}

/** The own passphrase. The one that is in force is given once more by whoever changes it. */
async function choose(file: string | null, { desk, seat, output }: Told): Promise<Exit> {
  // Without a name nobody signed in, which only a book without people lets come here.
  if (seat.as === null) return notDone(refuse({ code: 'no_people' }), output);
  const chosen = await chosenPassphrase(file, seat.as, output);
  if (!chosen.ok) return notDone(chosen, output);
  const proof = await proofOf(seat, output);
  if (!proof.ok) return notDone(proof, output);
  const asked = { ...proof.value, chosen: chosen.value };
  const done = await desk.ask((client) => client.changePassphrase(asked));
  if (!done.ok) return notDone(done, output);
  output.object({ outcome: 'passphrase_chosen' });
  output.line('passphrase_chosen');
  return EXIT.done;
}

async function ask(asked: GrantAsked, { desk, output }: Told): Promise<Exit> {
  const limits = limitsOf(asked);
  if (!limits.ok) {
    const { value } = limits.refusal;
    output.object({ outcome: 'refused', code: 'amount_unreadable', value });
    output.line('limit_unreadable', { value });
    return EXIT.usage;
  }
  const person = await personNamed(asked.person, desk);
  if (!person.ok) return notDone(person, output);
  const absent = asked.standsFor === null ? ok(0) : await personNamed(asked.standsFor, desk);
  if (!absent.ok) return notDone(absent, output);
  const from = asked.from === null ? await today(desk) : ok(asked.from);
  if (!from.ok) return notDone(from, output);
  const { kind, role, branch, rail, currency, until } = asked;
  const deed = {
    submissionId: newSubmissionId(),
    ...{ person: person.value, kind, role, standsFor: absent.value, branch, rail, currency },
    ...limits.value,
    ...{ validFrom: from.value, validUntil: until },
  };
  const done = await desk.ask((client) => client.askGrant(deed));
  if (!done.ok) return notDone(done, output);
  const { grant } = done.value;
  output.object({ outcome: 'asked', grant });
  output.line('grant_asked', { grant });
  return EXIT.done;
}

/** Away from a day until a day; whoever stands in for them is asked for with it. */
async function markAbsent(asked: AbsenceAsked, { desk, output }: Told): Promise<Exit> {
  const person = await oneself(asked.person, desk);
  if (!person.ok) return notDone(person, output);
  const deputy = asked.deputy === null ? ok(0) : await oneself(asked.deputy, desk);
  if (!deputy.ok) return notDone(deputy, output);
  const from = asked.from === null ? await today(desk) : ok(asked.from);
  if (!from.ok) return notDone(from, output);
  const { until } = asked;
  const days = { person: person.value, from: from.value, until, deputy: deputy.value };
  const done = await desk.ask((client) =>
    client.markAbsent({ submissionId: newSubmissionId(), ...days }),
  );
  if (!done.ok) return notDone(done, output);
  const { absence, deputyGrant } = done.value;
  output.object({ outcome: 'absent', ...days, absence, deputyGrant });
  output.line('person_absent', days);
  if (deputyGrant > 0) output.line('grant_asked', { grant: deputyGrant });
  return EXIT.done;
}

type Limits = { readonly singleLimit: bigint | null; readonly dailyLimit: bigint | null };

/** The limits in minor units; an amount needs its currency, so without one it cannot be read. */
function limitsOf({
  singleLimit,
  dailyLimit,
  currency,
}: GrantAsked): Result<Limits, Refusal<'amount_unreadable'>> {
  const minor = (text: string | null): bigint | null | undefined => {
    if (text === null) return null;
    const read = parseAmount(text, currency);
    return read.ok ? read.value.minor : undefined;
  };
  const single = minor(singleLimit);
  const daily = minor(dailyLimit);
  if (single === undefined) return refuse({ code: 'amount_unreadable', value: singleLimit ?? '' });
  if (daily === undefined) return refuse({ code: 'amount_unreadable', value: dailyLimit ?? '' });
  return ok({ singleLimit: single, dailyLimit: daily });
}

/** What is asked today holds today: also on a day on which no business is done. */
async function today(desk: Desk): Promise<Reply<string>> {
  const session = await desk.ask((client) => client.session({}));
  if (!session.ok) return session;
  const utc = new Date().toISOString().slice(0, 10);
  const { businessDate } = session.value;
  return ok(utc < businessDate ? utc : businessDate);
}

async function decide(
  grant: number,
  decision: 'sign' | 'refuse',
  { desk, output }: Told,
): Promise<Exit> {
  const asked = { submissionId: newSubmissionId(), grant, decision };
  const done = await desk.ask((client) => client.decideGrant(asked));
  if (!done.ok) return notDone(done, output);
  const { person, firstPassphrase } = done.value;
  const outcome = decision === 'sign' ? 'signed' : 'refused_by_administrator';
  output.object({ outcome, grant, person, firstPassphrase });
  output.line(decision === 'sign' ? 'grant_signed' : 'grant_refused', { grant, person });
  if (firstPassphrase !== null) tellFirst(firstPassphrase, output);
  return EXIT.done;
}

/** The row of whoever is meant by a number or a sign-in name. Refuses `person_unknown`. */
async function personNamed(named: string, desk: Desk): Promise<Reply<number>> {
  const reply = await desk.ask((client) => client.people({}));
  if (!reply.ok) return reply;
  const typed = signInNameOf(named);
  const isNumber = /^\d+$/.test(typed);
  const found = reply.value.people.find(({ person, signInName }) => {
    return isNumber ? String(person) === typed : signInName === typed;
  });
  return found === undefined ? refuse({ code: 'person_unknown' }) : ok(found.person);
}

/** As {@link personNamed}, and whoever runs the command by the name they signed in with. */
async function oneself(named: string, desk: Desk): Promise<Reply<number>> {
  const session = await desk.ask((client) => client.session({}));
  if (session.ok && session.value.person !== null && signInNameOf(named) === 'me') {
    return ok(session.value.person);
  }
  // A number needs no right to see who works here.
  return /^[1-9]\d{0,8}$/.test(named) ? ok(Number(named)) : personNamed(named, desk);
}

type Everybody = AnswerOf<'people'>;

/** Who holds which right, as CSV; that it was taken out is in the trail. */
async function review({ desk, output }: Told): Promise<Exit> {
  const asked = { submissionId: newSubmissionId() };
  const reply = await desk.ask((client) => client.exportAccessReview(asked));
  if (!reply.ok) return notDone(reply, output);
  const { people: all, grants, anchor } = reply.value;
  const { head, count } = anchor;
  output.object({
    outcome: 'review',
    people: all.map(shownPerson),
    grants: grants.map(shownGrant),
    head,
    count,
  });
  if (!output.json) output.raw(accessReviewFile(all, grants, anchor));
  return EXIT.done;
}

async function list({ desk, output }: Told): Promise<Exit> {
  const reply = await desk.ask((client) => client.people({}));
  if (!reply.ok) return notDone(reply, output);
  const { people: all, grants } = reply.value;
  output.object({
    people: all.map(shownPerson),
    grants: grants.map(shownGrant),
  });
  if (all.length === 0) output.line('no_people_yet');
  for (const { person, signInName, name, ended, roles } of all) {
    const who = { person, signInName: signInName ?? '–', name: name ?? '–' };
    output.line(ended ? 'person_gone_line' : 'person_line', {
      ...who,
      roles: roles.join(', ') || '–',
    });
  }
  for (const grant of grants.map(shownGrant)) {
    if (grant.state !== 'asked' && grant.state !== 'in_force') continue;
    const { validFrom, validUntil, role, kind } = grant;
    const line = grant.state === 'asked' ? 'grant_waits_line' : 'grant_line';
    const days = { validFrom, validUntil: validUntil || '…' };
    output.line(line, { ...grant, ...days, what: role ?? kind, bounds: boundsText(grant) });
  }
  return EXIT.done;
}

/** A person with times as text. */
function shownPerson({ blockedUntil, lastSignInAt, ...person }: Everybody['people'][number]) {
  return { ...person, blockedUntil: time(blockedUntil), lastSignInAt: time(lastSignInAt) };
}

function time(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** A grant with its limits as decimal strings in major units, and times as text. */
function shownGrant({ singleLimit, dailyLimit, ...grant }: Everybody['grants'][number]) {
  const { currency } = grant;
  const text = (minor: bigint | null) => (minor === null ? null : formatMinor({ minor, currency }));
  const times = { askedAt: time(grant.askedAt), decidedAt: time(grant.decidedAt) };
  return { ...grant, ...times, singleLimit: text(singleLimit), dailyLimit: text(dailyLimit) };
}

function boundsText(grant: ReturnType<typeof shownGrant>): string {
  const { branch, rail, currency, singleLimit, dailyLimit } = grant;
  const limits = [singleLimit, dailyLimit].map((limit) => limit ?? '–').join(' / ');
  const hasLimit = singleLimit !== null || dailyLimit !== null;
  return [branch, rail, currency, hasLimit ? limits : ''].filter((each) => each !== '').join('  ');
}
