// Random histories of what needs two people, of every kind: people ask, look, sign, send back, take
// back, try it alone and send again what they sent; their roles, deputies and days change meanwhile.
import { ROLES, type Role } from '../../main/domain/permissions.ts';
import type { Result } from '../../main/domain/result.ts';
import { endAbsence, markAbsent } from '../../main/operations/absence.ts';
import { askGrant, endGrant } from '../../main/operations/grants.ts';
import { endPerson } from '../../main/operations/people.ts';
import { proposeMasterChange } from '../../main/operations/propose-master-change.ts';
import { askForDeed, shownRequest } from '../../main/operations/requests.ts';
import type { TestDesk } from '../operations/test-desk.ts';
import { type Seeded, seeded } from '../preload/seeded.ts';
import { doneAlone, someDeed } from './asked-alone.ts';
import { KINDS, type Kind, MAY, Model, type ModelGrant, type Thing } from './asked-model.ts';
import {
  asPerson,
  BEGIN,
  dayOf,
  EVERYWHERE,
  newWorld,
  PEOPLE,
  type World,
  type WorldPlant,
} from './asked-world.ts';

export type HistoriesResult = {
  readonly histories: number;
  readonly deeds: number;
  /** How often each kind was carried out, and each refusal given. */
  readonly done: ReadonlyMap<string, number>;
  readonly refusals: ReadonlyMap<string, number>;
  readonly found: readonly string[];
};

/** Histories of one book: then its stock is used up, and a new one begins. */
const PER_BOOK = 200;
const STEPS_MAX = 9;
const DAY = 86_400_000;

/** What a person was shown of a thing: the hash that binds, and what stood there. */
type Look = { readonly shown: string; readonly standing: string };

type Run = {
  readonly world: World;
  readonly model: Model;
  readonly chance: Seeded;
  readonly counts: Counts;
  /** What was asked for in this book, the last one the newest. */
  readonly things: Thing[];
  readonly looks: Map<Thing, Look[]>;
  /** Deeds that were sent, to be sent again as they were. */
  readonly sent: { readonly send: () => Result<unknown>; readonly answer: string }[];
  made: number;
};

type Counts = {
  deeds: number;
  readonly done: Map<string, number>;
  readonly refusals: Map<string, number>;
};

/** Runs `histories` from a seed; with a `plant`, which bends each book, until it is found. */
export function runHistories(
  histories: number,
  seed: number,
  plant: WorldPlant | null = null,
): HistoriesResult {
  const counts: Counts = { deeds: 0, done: new Map(), refusals: new Map() };
  const found: string[] = [];
  for (let begun = 0; begun < histories; begun += PER_BOOK) {
    const ends: (() => void)[] = [];
    try {
      const end = { after: (work?: unknown) => void ends.push(work as () => void) };
      const run = runOf(newWorld(end, seed + begun), seeded(seed + begun), counts, found);
      plant?.(run.world);
      for (let each = begun; each < Math.min(begun + PER_BOOK, histories); each += 1) {
        history(run);
        if (plant !== null && run.model.found.length > 0) return { histories, ...counts, found };
      }
    } finally {
      for (const each of ends.reverse()) each();
    }
  }
  return { histories, ...counts, found };
}

function runOf(world: World, chance: Seeded, counts: Counts, found: string[]): Run {
  const model = new Model(world, found);
  // The grants of the setting-up, as they were made: one after the other.
  const roles = BEGIN.flatMap((held, at) => held.map((role) => ({ person: at + 1, role })));
  for (const [at, { person, role }] of roles.entries()) {
    const days = { from: '0001-01-01', until: '', standsFor: 0, askedBy: 1 };
    model.grants.push({ id: at + 1, person, role, ...days, state: 'in_force' });
  }
  return { world, model, chance, counts, things: [], looks: new Map(), sent: [], made: 0 };
}

/** Something is asked for, mostly by who may; then anybody does anything, mostly about that. */
function history(run: Run): void {
  const { chance, model } = run;
  const kind = chance.pick(KINDS);
  heal(run, kind);
  const able = PEOPLE.filter((person) => model.may(person, asksOf(kind)));
  ask(run, kind, chance.int(8) > 0 && able.length > 0 ? chance.pick(able) : chance.pick(PEOPLE));
  // Two who want another thing of one setting: the first that is done makes the other another one.
  if (chance.int(3) === 0 && able.length > 0) ask(run, kind, chance.pick(able));
  const steps = 1 + chance.int(STEPS_MAX);
  for (let step = 0; step < steps; step += 1) oneStep(run, kind);
}

/** Where too few are left who may sign, two administrators give the role to one more. */
function heal(run: Run, kind: Kind): void {
  const { chance, model } = run;
  const { signs } = MAY[kind];
  if (PEOPLE.filter((person) => model.may(person, signs)).length > 2) return;
  const [first, second] = PEOPLE.filter((person) => model.may(person, ['administrator']));
  const those = PEOPLE.filter((person) => person !== first && person !== second);
  if (first === undefined || second === undefined) return;
  const thing = grant(run, first, { person: chance.pick(those), role: chance.pick(signs) });
  if (thing !== null) decide(run, thing, second, 'yes');
}

function asksOf(kind: Kind) {
  return MAY[kind].asks.length > 0 ? MAY[kind].asks : MAY[kind].signs;
}

function oneStep(run: Run, kind: Kind): void {
  const { chance, world, things } = run;
  const person = chance.pick(PEOPLE);
  const thing = chance.int(5) > 0 ? things.at(-1) : things[chance.int(Math.max(1, things.length))];
  switch (chance.int(17)) {
    case 0:
      ask(run, kind, person);
      break;
    case 1:
      alone(run, kind, person);
      break;
    case 2:
      again(run);
      break;
    case 3:
      endSomething(run, person);
      break;
    case 4:
      changeRoles(run, person);
      break;
    case 5:
      if (chance.int(3) === 0) world.on.now += DAY;
      break;
    case 6:
      comeAndGo(run, person);
      break;
    case 7:
    case 8:
      if (thing !== undefined) look(run, thing);
      break;
    default:
      if (thing !== undefined) decide(run, thing, signerOf(run, thing.kind, person));
  }
}

/** Mostly who may sign such a thing; often who might have, on another day or before; else anybody. */
function signerOf({ chance, model }: Run, kind: Kind, anybody: number): number {
  const { signs } = MAY[kind];
  const able = PEOPLE.filter((each) => model.may(each, signs));
  const lapsed = PEOPLE.filter((each) => !able.includes(each) && model.everHeld(each, signs));
  const of = [able, able, lapsed, lapsed, [anybody]][chance.int(5)] ?? [];
  return of.length > 0 ? chance.pick(of) : anybody;
}

/** Sends a deed as `person`, counts it, and keeps it to be sent again. */
function send<T>(
  run: Run,
  person: number,
  deed: (on: TestDesk, submissionId: string) => Result<T>,
): Result<T> | null {
  const { world, model, counts } = run;
  // Whoever has left takes no seat.
  if (model.left.has(person)) return null;
  const { on, ways } = world;
  const submissionId = on.newId();
  const sendOnce = () => asPerson(world, ways.actorOf(world, person), () => deed(on, submissionId));
  const said = sendOnce();
  counts.deeds += 1;
  if (!said.ok) add(counts.refusals, said.refusal.code);
  run.sent.push({ send: sendOnce, answer: JSON.stringify(said) });
  return said;
}

function add(to: Map<string, number>, name: string): void {
  to.set(name, (to.get(name) ?? 0) + 1);
}

/** The same again, with the same key: answered as before, and nothing happens. */
function again({ sent, chance, world, model }: Run): void {
  const one = sent.length === 0 ? undefined : chance.pick(sent.slice(-20));
  if (one === undefined) return;
  const said = JSON.stringify(world.ways.again(one.send));
  if (said !== one.answer) model.found.push(`sent again: ${said} after ${one.answer}`);
  model.nothingBut(null, 'sent again');
}

function ask(run: Run, kind: Kind, person: number): void {
  run.made += 1;
  const { model, things } = run;
  if (kind === 'grant') {
    grant(run, person);
    return;
  }
  const asked = someDeed(run, kind);
  if (asked === null) {
    propose(run, person);
    return;
  }
  const said = send(run, person, (on, submissionId) =>
    askForDeed(on.desk(), { submissionId, asked, remark: 'why' }, on.context()),
  );
  model.nothingBut(null, `${kind} is only asked for`);
  if (said === null || !said.ok) return;
  const id = said.value.request;
  const same = things.find((each) => each.asked !== null && each.id === id);
  if (same === undefined) keep(run, { kind, id, maker: person, asked, ended: false });
  else if (same.ended) model.found.push(`request ${id} ended and is asked for again`);
}

function keep(run: Run, thing: Thing): Thing {
  run.things.push(thing);
  look(run, thing);
  return thing;
}

function propose(run: Run, person: number): void {
  const written = { customer: `C-${run.made}`, form: 'person', name: 'Anna', status: 'active' };
  const record = { kind: 'customer', written, ended: false, reason: 'as told' } as const;
  const validFrom = dayOf(run.world);
  const said = send(run, person, (on, submissionId) =>
    proposeMasterChange(on.desk(), { submissionId, ...record, validFrom }, on.context()),
  );
  run.model.nothingBut(null, 'master data is only proposed');
  if (said?.ok !== true) return;
  const id = said.value.changeId;
  keep(run, { kind: 'master', id, maker: person, asked: null, ended: false });
}

type Given = { readonly person: number; readonly role: Role };

/** A role, or a deputy, for some days or for good; where nobody says, any. Null where it was refused. */
function grant(run: Run, person: number, given: Given | null = null): Thing | null {
  const { chance, world, model } = run;
  const day = (from: number) => dayOf({ on: { ...world.on, now: world.on.now + from * DAY } });
  const isRole = given !== null || chance.int(2) > 0;
  const whom = given?.person ?? chance.pick(PEOPLE);
  const of = { person: whom, standsFor: isRole ? 0 : chance.pick(PEOPLE) };
  const role = isRole ? (given?.role ?? chance.pick(ROLES)) : null;
  const validFrom = given === null ? day(chance.int(isRole ? 3 : 2)) : day(0);
  const validUntil = isRole && chance.int(2) === 0 ? '' : day(1 + chance.int(4));
  const what = { ...of, role, ...EVERYWHERE, validFrom, validUntil };
  const kind = isRole ? 'role' : 'deputy';
  const said = send(run, person, (on, submissionId) =>
    askGrant(on.desk(), { submissionId, kind, ...what }, on.context()),
  );
  model.nothingBut(null, 'a grant is only asked for');
  if (said?.ok !== true) return null;
  const id = said.value.grant;
  const days = { from: validFrom, until: validUntil, askedBy: person };
  model.grants.push({ id, ...of, role, ...days, state: 'asked' });
  return keep(run, { kind: 'grant', id, maker: person, asked: null, ended: false });
}

/** Somebody is given or lent something at once, as two administrators would have it. */
function changeRoles(run: Run, person: number): void {
  const thing = grant(run, 1);
  // Some are left unsigned: they give nothing.
  if (thing === null || run.chance.int(3) === 0) return;
  decide(run, thing, run.chance.int(3) > 0 ? 2 : person);
}

/** Somebody goes, as they or an administrator say, or is back. */
function comeAndGo(run: Run, person: number): void {
  const { chance, model, world } = run;
  const whom = chance.int(2) === 0 ? person : chance.pick(PEOPLE);
  const by = chance.int(2) === 0 ? whom : person;
  if (chance.int(3) > 0) {
    const said = send(run, by, (on, submissionId) =>
      endAbsence(on.desk(), { submissionId, person: whom }, on.context()),
    );
    if (said?.ok === true) model.back(whom);
  } else {
    const day = (from: number) => dayOf({ on: { ...world.on, now: world.on.now + from * DAY } });
    const days = { from: day(chance.int(2)), until: day(1 + chance.int(2)), deputy: 0 };
    const said = send(run, by, (on, submissionId) =>
      markAbsent(on.desk(), { submissionId, person: whom, ...days }, on.context()),
    );
    if (said?.ok === true) model.absences.push({ person: whom, ...days, ended: false });
  }
  model.nothingBut(null, 'coming and going');
}

function endSomething(run: Run, person: number): void {
  const { chance, model } = run;
  if (chance.int(60) === 0) {
    const whom = chance.pick(PEOPLE);
    const said = send(run, person, (on, submissionId) =>
      endPerson(on.desk(), { submissionId, person: whom }, on.context()),
    );
    if (said?.ok === true) model.left.add(whom);
  } else {
    const one: ModelGrant = chance.pick(model.grants);
    const said = send(run, chance.int(2) === 0 ? 1 : person, (on, submissionId) =>
      endGrant(on.desk(), { submissionId, grant: one.id }, on.context()),
    );
    if (said?.ok === true) one.state = 'ended';
  }
  model.nothingBut(null, 'taking away');
}

/** What is shown of a thing now; only requests have a hash that binds. */
function look({ world, model, looks }: Run, thing: Thing): Look {
  const { on } = world;
  const request = thing.asked === null ? null : on.book().requests.byId(thing.id);
  const shown = request === null ? '' : shownRequest(on.desk(), request).hash.toString('hex');
  const seen = { shown, standing: model.standsNow(thing) };
  looks.set(thing, [...(looks.get(thing) ?? []).slice(-3), seen]);
  return seen;
}

const WORDS = {
  yes: 'approved',
  no: 'rejected',
  back: 'withdrawn',
  remind: 'reminded',
} as const;
type Word = keyof typeof WORDS;

function decide(run: Run, thing: Thing, person: number, said: Word | null = null): void {
  const { chance, model, looks } = run;
  const earlier = looks.get(thing) ?? [];
  const seen =
    chance.int(2) === 0 || earlier.length === 0 ? look(run, thing) : chance.pick(earlier);
  const word = said ?? chance.pick(['yes', 'yes', 'yes', 'yes', 'no', 'back', 'remind'] as const);
  const isForeign = thing.asked !== null && chance.int(20) === 0;
  const shown = isForeign ? 'ab'.repeat(32) : seen.shown;
  const before = model.beforeWord(thing, person);
  const isDone = say(run, thing, person, word, shown);
  const what = `${thing.kind} ${thing.id}`;
  if (isDone === null) model.nothingBut(null, `${what} was not decided`);
  else if (isDone) {
    add(run.counts.done, thing.kind);
    const saw = isForeign ? 'nothing' : seen.standing;
    const stood = thing.asked === null ? before.standing : saw;
    model.carriedOut(thing, person, stood, before);
  } else {
    if (thing.ended) model.found.push(`${what}: ended twice`);
    thing.ended = true;
    model.nothingBut(null, `${what} was sent or taken back`);
  }
}

/** Whether it was carried out; null where nothing was decided. */
function say(run: Run, thing: Thing, person: number, word: Word, shown: string): boolean | null {
  const { ways } = run.world;
  const { id } = thing;
  if (word === 'remind' && thing.asked === null) return null;
  if (thing.kind === 'grant') {
    const decision = word === 'yes' ? 'sign' : 'refuse';
    const said = send(run, person, (on, submissionId) => {
      const input = { submissionId, grant: id, decision, passphraseHash: '' } as const;
      return ways.decideGrant(on.desk(), input, on.context());
    });
    if (said?.ok !== true) return null;
    const grant_ = run.model.grants.find((each) => each.id === id);
    if (grant_ !== undefined) grant_.state = word === 'yes' ? 'in_force' : 'refused';
    return word === 'yes';
  }
  if (thing.kind === 'master') {
    const decisions = { yes: 'confirmed', no: 'rejected', back: 'withdrawn' } as const;
    const decision = decisions[word === 'remind' ? 'back' : word];
    const said = send(run, person, (on, submissionId) => {
      const input = { submissionId, changeId: id, decision, reason: 'seen' };
      return ways.decideMaster(on.desk(), input, on.context());
    });
    return said?.ok === true ? word === 'yes' : null;
  }
  const decision = WORDS[word];
  const said = send(run, person, (on, submissionId) => {
    const input = { submissionId, requestId: id, decision, shown, remark: 'seen' };
    return ways.decideRequest(on.desk(), input, on.context());
  });
  if (said?.ok !== true || said.value.state === 'waits') return null;
  return said.value.state === 'done';
}

/** One person does it without asking: nothing may come of it. */
function alone(run: Run, kind: Kind, person: number): void {
  const asked = someDeed(run, kind);
  if (asked === null) return;
  send(run, person, (on, submissionId) => doneAlone(on, submissionId, asked));
  run.model.nothingBut(null, `${kind} by one person`);
}
