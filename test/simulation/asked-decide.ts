// One person's word on something that waits, of whatever kind; the model judges what came of it.
import type { Thing } from './asked-model.ts';
import { add, type Run, seenOf, send } from './asked-run.ts';

const WORDS = {
  yes: 'approved',
  no: 'rejected',
  back: 'withdrawn',
  remind: 'reminded',
} as const;
export type Word = keyof typeof WORDS;

export function decide(run: Run, thing: Thing, person: number, said: Word | null = null): void {
  const { chance, model } = run;
  const seen = seenOf(run, thing);
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
    const grant = run.model.grants.find((each) => each.id === id);
    if (grant !== undefined) grant.state = word === 'yes' ? 'in_force' : 'refused';
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
