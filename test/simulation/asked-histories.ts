// Random histories of what needs two people, of every kind: people ask, look, sign, send back, take
// back, try it alone and send again what they sent; their roles, deputies and days change meanwhile.
import { proposeMasterChange } from '../../main/operations/propose-master-change.ts';
import { askForDeed } from '../../main/operations/requests.ts';
import { type Seeded, seeded } from '../preload/seeded.ts';
import { doneAlone, someDeed } from './asked-alone.ts';
import { decide } from './asked-decide.ts';
import { KINDS, type Kind, MAY, Model, type Thing } from './asked-model.ts';
import { HOUR, outsiders } from './asked-override-model.ts';
import { acknowledge, confirm, override, turn } from './asked-overrides.ts';
import {
  back,
  changeRoles,
  comeAndGo,
  DAY,
  endSomething,
  grant,
  heal,
  lend,
} from './asked-people.ts';
import { type Counts, keep, look, type Run, send } from './asked-run.ts';
import { BEGIN, dayOf, newWorld, PEOPLE, type World, type WorldPlant } from './asked-world.ts';

export type HistoriesResult = {
  /** As many as were asked for, or up to the one in which a planted bug was found. */
  readonly histories: number;
  readonly deeds: number;
  /** How often each kind was carried out, and each refusal given. */
  readonly done: ReadonlyMap<string, number>;
  readonly refusals: ReadonlyMap<string, number>;
  readonly found: readonly string[];
};

/** As many as `npm test` runs, and within which every planted bug is found. */
export const HISTORIES = 400;
/** Histories of one book: then its stock is used up, and a new one begins. */
const PER_BOOK = 50;
const STEPS_MAX = 9;

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
        if (plant !== null && run.model.found.length > 0) {
          return { histories: each + 1, ...counts, found };
        }
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
  const isOverride = chance.int(2) === 0;
  const tried = OVERRIDDEN.filter(
    (each) => outsiders(model, { kind: each, maker: 0 }, PEOPLE).length > 1,
  );
  const kind = chance.pick(isOverride && tried.length > 0 ? tried : KINDS);
  if (isOverride) turn(run);
  heal(run, kind);
  const able = PEOPLE.filter((person) => model.may(person, asksOf(kind)));
  if (chance.int(10) === 0) deputiesOfOne(run, kind);
  ask(run, kind, chance.int(8) > 0 && able.length > 0 ? chance.pick(able) : chance.pick(PEOPLE));
  // Two who want another thing of one setting: the first that is done makes the other another one.
  if (chance.int(3) === 0 && able.length > 0) ask(run, kind, chance.pick(able));
  if (isOverride) overridden(run, kind);
  const steps = 1 + chance.int(isOverride ? 3 : STEPS_MAX);
  for (let step = 0; step < steps; step += 1) oneStep(run, kind);
}

/** Somebody begins an override, something happens or nothing, another confirms it, and some read it. */
function overridden(run: Run, kind: Kind): void {
  const { chance, things } = run;
  const thing = things.findLast((each) => each.kind === kind);
  if (thing === undefined) return;
  override(run, thing, chance.pick(PEOPLE));
  const between = chance.pick(['lend', 'any', 'nothing', 'nothing'] as const);
  if (between === 'lend') standIn(run, thing);
  else if (between === 'any') oneStep(run, kind);
  override(run, thing, chance.pick(PEOPLE));
  if (chance.int(4) === 0) override(run, thing, chance.pick(PEOPLE));
  for (let read = 0; read < 2; read += 1) acknowledge(run, chance.pick(PEOPLE));
}

function asksOf(kind: Kind) {
  return MAY[kind].asks.length > 0 ? MAY[kind].asks : MAY[kind].signs;
}

/** What a step of a history may be beside the word that it is mostly about. */
const STEPS = [
  'ask',
  'alone',
  'again',
  'end',
  'roles',
  'time',
  'come_and_go',
  'lend',
  'look',
  'read',
  'decide',
  'override',
] as const;

/** What overrides are tried on, in a third of the histories: also what they never reach. */
const OVERRIDDEN: readonly Kind[] = [
  'setPolicy',
  'setPolicy',
  'setPolicy',
  'setPolicy',
  'setPolicy',
  'setPolicy',
  'correctEntry',
  'correctEntry',
  'releaseOutgoing',
  'releaseOutgoing',
  'changeAccount',
  'explainBreak',
  'freeze',
];

function oneStep(run: Run, kind: Kind): void {
  const { chance, things } = run;
  const person = chance.pick(PEOPLE);
  const ofKind = things.findLast((each) => each.kind === kind);
  const thing = chance.int(5) > 0 ? ofKind : things[chance.int(Math.max(1, things.length))];
  const step = chance.int(2) === 0 ? 'decide' : chance.pick(STEPS);
  if (step === 'ask') ask(run, kind, person);
  else if (step === 'alone') alone(run, kind, person);
  else if (step === 'again') again(run);
  else if (step === 'end') endSomething(run, person);
  else if (step === 'roles') changeRoles(run, person);
  else if (step === 'time') later(run);
  else if (step === 'read') acknowledge(run, person);
  else if (thing === undefined) return;
  else if (step === 'come_and_go') comeAndGo(run, thing, person);
  else if (step === 'lend') standIn(run, thing);
  else if (step === 'look') look(run, thing);
  else if (step === 'override') override(run, thing, person);
  else decide(run, thing, signerOf(run, thing, person));
}

/** A moment, an hour or a day passes. */
function later({ chance, world }: Run): void {
  world.on.now += chance.pick([MOMENT, HOUR, DAY]);
}

const MOMENT = 60_000;

/** Somebody is lent what the maker holds, and speaks by it; or what who began an override holds. */
function standIn(run: Run, thing: Thing): void {
  const { chance, model } = run;
  const begun = model.overrides.newestOf(thing);
  const lender = begun === null || chance.int(4) === 0 ? thing.maker : begun.by;
  // Mostly one who could have confirmed it otherwise.
  const deputy = lend(run, lender, outsiders(model, thing, PEOPLE));
  if (deputy === null) return;
  if (begun !== null && lender === begun.by) confirm(run, thing, deputy);
  else if (chance.int(4) === 0) override(run, thing, deputy);
  else decide(run, thing, deputy, 'yes');
}

/**
 * Mostly who may sign such a thing; often its maker, who might have signed it on another day, before,
 * or in another's place, and who has to do with somebody's absence; else anybody.
 */
function signerOf({ chance, model }: Run, { kind, maker }: Thing, anybody: number): number {
  const { signs } = MAY[kind];
  const able = PEOPLE.filter((each) => model.may(each, signs, maker));
  const lapsed = PEOPLE.filter((each) => !able.includes(each) && model.everHeld(each, signs));
  const of = chance.pick([
    able,
    able,
    able,
    lapsed,
    lapsed,
    model.byAbsences(),
    [maker],
    [anybody],
  ]);
  return of.length > 0 ? chance.pick(of) : anybody;
}

/** Two stand in for one person: one asks by that, and the other signs, or who was absent does. */
function deputiesOfOne(run: Run, kind: Kind): void {
  const { chance, model, things } = run;
  const able = PEOPLE.filter((person) => model.may(person, asksOf(kind)));
  const absent = able.length > 0 ? chance.pick(able) : chance.pick(PEOPLE);
  const [first, second] = [lend(run, absent), lend(run, absent)];
  if (first === null || second === null) return;
  ask(run, kind, first);
  const thing = things.findLast((each) => each.kind === kind && each.maker === first);
  if (thing === undefined) return;
  if (chance.int(2) === 0) decide(run, thing, second, 'yes');
  else {
    back(run, absent, absent);
    decide(run, thing, absent, 'yes');
  }
}

/**
 * The same again, with the same key: answered as before, and to nobody else; nothing happens of
 * either.
 */
function again({ sent, chance, world, model }: Run): void {
  const one = sent.length === 0 ? undefined : chance.pick(sent.slice(-20));
  if (one === undefined) return;
  const said = JSON.stringify(world.ways.again(() => one.sendAs(one.person)));
  if (said !== one.answer) model.found.push(`sent again: ${said} after ${one.answer}`);
  const another = PEOPLE.find((each) => each !== one.person && !model.left.has(each));
  const elses = another === undefined ? null : one.sendAs(another);
  if (elses !== null && (elses.ok || elses.refusal.code !== 'submission_id_reused')) {
    model.found.push(`sent again by another: ${JSON.stringify(elses)} after ${one.answer}`);
  }
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

/** One person does it without asking: nothing may come of it. */
function alone(run: Run, kind: Kind, person: number): void {
  const asked = someDeed(run, kind);
  if (asked === null) return;
  send(run, person, (on, submissionId) => doneAlone(on, submissionId, asked));
  run.model.nothingBut(null, `${kind} by one person`);
}
