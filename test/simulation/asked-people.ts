// What happens to people in the histories: they are given and lent roles, lose them, go away, are
// back, and leave for good.
import { ROLES, type Role } from '../../main/domain/permissions.ts';
import { endAbsence } from '../../main/operations/absence.ts';
import { askGrant, endGrant } from '../../main/operations/grants.ts';
import { endPerson } from '../../main/operations/people.ts';
import { decide } from './asked-decide.ts';
import { type Kind, MAY, type ModelGrant, type Thing } from './asked-model.ts';
import { keep, type Run, send } from './asked-run.ts';
import { dayOf, EVERYWHERE, PEOPLE } from './asked-world.ts';

export const DAY = 86_400_000;

type Given = { readonly person: number } & (
  | { readonly role: Role }
  | { readonly standsFor: number; readonly days: number }
);

function dayIn({ world: { on } }: Run, days: number): string {
  return dayOf({ on: { ...on, now: on.now + days * DAY } });
}

/** A role, or a deputy, for some days or for good; where nobody says, any. Null where it was refused. */
export function grant(run: Run, person: number, given: Given | null = null): Thing | null {
  const { chance, model } = run;
  const lent = given !== null && 'standsFor' in given ? given : null;
  const isRole = given === null ? chance.int(2) > 0 : lent === null;
  const whom = given?.person ?? chance.pick(PEOPLE);
  const of = { person: whom, standsFor: isRole ? 0 : (lent?.standsFor ?? chance.pick(PEOPLE)) };
  const stated = given !== null && 'role' in given ? given.role : null;
  const role = isRole ? (stated ?? chance.pick(ROLES)) : null;
  const validFrom = dayIn(run, given === null ? chance.int(isRole ? 3 : 2) : 0);
  const some = lent?.days ?? 1 + chance.int(4);
  const validUntil = isRole && chance.int(2) === 0 ? '' : dayIn(run, some);
  const what = { ...of, role, ...EVERYWHERE, validFrom, validUntil };
  const kind = isRole ? 'role' : 'deputy';
  const said = send(run, person, (on, submissionId) =>
    askGrant(on.desk(), { submissionId, kind, ...what }, on.context()),
  );
  model.nothingBut(null, 'a grant is only asked for');
  if (said?.ok !== true) return null;
  const days = { from: validFrom, until: validUntil, askedBy: person };
  return kept(run, { id: said.value.grant, ...of, role, ...days, state: 'asked' });
}

function kept(run: Run, asked: ModelGrant): Thing {
  run.model.grants.push(asked);
  const { id, askedBy: maker } = asked;
  return keep(run, { kind: 'grant', id, maker, asked: null, ended: false });
}

/** Where too few are left who may sign, two administrators give the role to one more. */
export function heal(run: Run, kind: Kind): void {
  const { chance, model } = run;
  const { signs } = MAY[kind];
  if (PEOPLE.filter((person) => model.may(person, signs)).length > 2) return;
  const [first, second] = PEOPLE.filter((person) => model.may(person, ['administrator']));
  const those = PEOPLE.filter((person) => person !== first && person !== second);
  if (first === undefined || second === undefined) return;
  const thing = grant(run, first, { person: chance.pick(those), role: chance.pick(signs) });
  if (thing !== null) decide(run, thing, second, 'yes');
}

/**
 * Somebody takes another's place from today, as two administrators have it, where it can be one of
 * `wanted`; null where none could.
 */
export function lend(run: Run, standsFor: number, wanted: readonly number[] = []): number | null {
  const { chance, model } = run;
  const others = PEOPLE.filter((person) => person !== standsFor && !model.left.has(person));
  const able = others.filter((person) => model.may(person, ['administrator']));
  const [first, second] = able;
  const those = others.filter((person) => person !== first && person !== second);
  if (first === undefined || second === undefined || those.length === 0) return null;
  const best = those.filter((person) => wanted.includes(person));
  const person = chance.pick(best.length > 0 ? best : those);
  const thing = grant(run, first, { person, standsFor, days: chance.int(2) });
  if (thing !== null) decide(run, thing, second, 'yes');
  return person;
}

/** Somebody is given or lent something at once, as two administrators would have it. */
export function changeRoles(run: Run, person: number): void {
  const thing = grant(run, 1);
  // Some are left unsigned: they give nothing.
  if (thing === null || run.chance.int(3) === 0) return;
  decide(run, thing, run.chance.int(3) > 0 ? 2 : person);
}

/**
 * Somebody goes, mostly one who may sign `thing`, as they or an administrator say, who may name a
 * deputy; or is back. Then whoever marked it, or stood in, tries what they may not.
 */
export function comeAndGo(run: Run, thing: Thing, person: number): void {
  const { chance, model } = run;
  const able = PEOPLE.filter((each) => model.may(each, ['administrator']));
  const { signs } = MAY[thing.kind];
  const signers = PEOPLE.filter((each) => model.may(each, signs));
  const away = model.grants.filter(({ state, standsFor }) => state === 'in_force' && standsFor > 0);
  if (chance.int(2) === 0 && away.length > 0) {
    const { standsFor: whom, person: deputy } = chance.pick(away);
    back(run, whom, chance.pick([whom, whom, person]));
    decide(run, thing, deputy, 'yes');
    return;
  }
  const whom = signers.length > 0 ? chance.pick(signers) : person;
  const marker = able.length > 0 ? chance.pick(able) : person;
  const by = chance.pick([whom, marker, marker]);
  goes(run, whom, by);
  // Said once more by whoever may.
  if (chance.int(3) === 0) goes(run, whom, marker);
  if (by === whom) back(run, whom, chance.pick(PEOPLE));
  else decide(run, thing, by, 'yes');
}

export function back(run: Run, whom: number, by: number): void {
  const { model } = run;
  const said = send(run, by, (on, submissionId) =>
    endAbsence(on.desk(), { submissionId, person: whom }, on.context()),
  );
  if (said?.ok === true) model.back(whom);
  model.nothingBut(null, 'somebody is back');
}

/** Marks `whom` absent, said by `by`; a deputy who is named holds nothing before another signs. */
function goes(run: Run, whom: number, by: number): void {
  const { chance, model } = run;
  const from = chance.int(3) === 0 ? 1 : 0;
  const days = { from: dayIn(run, from), until: dayIn(run, from + chance.int(2)) };
  const deputy = chance.int(2) === 0 ? 0 : chance.pick([by, by, ...PEOPLE]);
  const said = send(run, by, (on, submissionId) =>
    run.world.ways.markAbsent(
      on.desk(),
      { submissionId, person: whom, ...days, deputy },
      on.context(),
    ),
  );
  model.nothingBut(null, 'somebody goes');
  if (said?.ok !== true) return;
  model.absences.push({ person: whom, by, ...days, ended: false });
  const { deputyGrant: id } = said.value;
  if (id === 0) return;
  if (deputy === by) model.found.push(`${by} asks to stand in for ${whom} themselves`);
  const asked = { id, person: deputy, role: null, standsFor: whom, ...days, askedBy: by } as const;
  kept(run, { ...asked, state: 'asked' });
}

export function endSomething(run: Run, person: number): void {
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
