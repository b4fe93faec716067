// Emergency overrides in the histories: begun, confirmed and read of, mostly by who may and soon, and
// often by who may not, too late, or of something else.
import { setPolicyAsStated } from '../../main/operations/set-policy.ts';
import { done, SUPERVISOR } from '../operations/test-desk.ts';
import { someDays } from './asked-alone.ts';
import { MAY, type Thing } from './asked-model.ts';
import { HOUR, outsiders, REACHED_SETTING } from './asked-override-model.ts';
import { add, type Run, seenOf, send } from './asked-run.ts';
import { asPerson, PEOPLE, type World } from './asked-world.ts';

/** The bank has it on, mostly; sometimes it has it off for a while. */
export function turn({ chance, model, world }: Run): void {
  const isOn = model.setting('emergencyOverride') === 'on';
  if (isOn && chance.int(12) > 0) return;
  stated(world, 'emergencyOverride', isOn ? 'off' : 'on');
  model.nothingBut('setPolicy', 'the bank turns it');
}

/** A setting as the system's administrator states it, whoever of the people is there. */
function stated(world: World, name: string, value: string): void {
  const { on } = world;
  const input = { submissionId: on.newId(), name, value };
  asPerson(world, SUPERVISOR, (context) => done(setPolicyAsStated(on.desk(), input, context)));
}

/** One word of an override: of the first person, or where one has begun mostly of a second. */
export function override(run: Run, thing: Thing, anybody: number): void {
  const { chance, model } = run;
  const may = outsiders(model, thing, PEOPLE);
  const begun = model.overrides.newestOf(thing);
  const others = may.filter((person) => person !== begun?.by);
  const one = begun === null ? thing.maker : begun.by;
  const signers = PEOPLE.filter((person) => model.may(person, MAY[thing.kind].signs));
  const wrong = chance.pick([[thing.maker], [one], signers, signers, [anybody]]);
  const of = chance.int(3) > 0 ? others : wrong;
  const person = of.length > 0 ? chance.pick(of) : anybody;
  if (begun === null || chance.int(6) === 0) say(run, thing, person, 'begin');
  else confirm(run, thing, person);
}

/** Confirms one, mostly at once: at times it is late, or something else stands there by then. */
export function confirm(run: Run, thing: Thing, person: number): void {
  const { chance, model, world } = run;
  const { asked } = thing;
  if (chance.int(6) === 0) world.on.now += HOUR;
  else if (chance.int(3) > 0 && asked?.deed === 'setPolicy' && asked.name === REACHED_SETTING) {
    stated(world, REACHED_SETTING, someDays(chance));
    model.nothingBut('setPolicy', 'another sets it meanwhile');
  }
  say(run, thing, person, 'confirm');
}

function say(run: Run, thing: Thing, person: number, step: 'begin' | 'confirm'): void {
  const { chance, model, world } = run;
  // What is no request waits in a table of its own, where no override looks.
  if (thing.asked === null) return;
  const seen = seenOf(run, thing);
  const before = model.overrides.before(thing, person);
  const { id } = thing;
  const of = { kind: 'request', id, step, shown: seen.shown } as const;
  const reason = chance.int(12) === 0 ? ' ' : 'the rail closes';
  const said = send(run, person, (on, submissionId) =>
    world.ways.overrideWait(on.desk(), { submissionId, ...of, reason }, on.context()),
  );
  if (said?.ok !== true) {
    model.nothingBut(null, `${thing.kind} ${id} was not overridden`);
    return;
  }
  const { override: number, state } = said.value;
  if (reason.trim() === '') model.found.push(`override ${number} without a reason`);
  if (state === 'begun') model.overrides.begun(thing, number, person, seen.standing, before);
  else {
    add(run.counts.done, 'override');
    model.overrides.confirmed(thing, number, person, seen.standing, before);
  }
}

/** Somebody says that they read a report, mostly the newest one that nobody has read. */
export function acknowledge(run: Run, person: number): void {
  const { chance, model, world } = run;
  const { all } = model.overrides;
  const unread = all.filter(({ confirmedBy, isRead }) => confirmedBy !== null && !isRead);
  const of = chance.int(4) > 0 ? unread : all;
  const one = of.at(-1);
  if (one === undefined) return;
  const may = model.overrides.mayRead(one, person);
  const say = () =>
    send(run, person, (on, submissionId) => {
      const input = { submissionId, overrideId: one.id, remark: 'read' };
      return world.ways.acknowledgeOverride(on.desk(), input, on.context());
    });
  const said = say();
  if (said?.ok !== true) {
    model.nothingBut(null, `override ${one.id} was not read`);
    return;
  }
  add(run.counts.done, 'override read');
  model.overrides.read(one, person, may);
  if (say()?.ok === true) model.overrides.read(one, person, may);
  else model.nothingBut(null, `override ${one.id} was read once`);
}
