// What one run of random histories carries from deed to deed: the book, the model that judges it, what
// was asked for, what each thing looked like, and what was sent.
import type { Result } from '../../main/domain/result.ts';
import { shownRequest } from '../../main/operations/requests.ts';
import type { TestDesk } from '../operations/test-desk.ts';
import type { Seeded } from '../preload/seeded.ts';
import { MAY, type Model, type Thing } from './asked-model.ts';
import { asPerson, type World } from './asked-world.ts';

/** What a person was shown of a thing: the hash that binds, and what stood there. */
export type Look = { readonly shown: string; readonly standing: string };

export type Run = {
  readonly world: World;
  readonly model: Model;
  readonly chance: Seeded;
  readonly counts: Counts;
  /** What was asked for in this book, the last one the newest. */
  readonly things: Thing[];
  readonly looks: Map<Thing, Look[]>;
  /** Deeds that were sent, to be sent again as they were; `sendAs` by another person. */
  readonly sent: Sent[];
  made: number;
};

export type Sent = {
  readonly person: number;
  readonly sendAs: (person: number) => Result<unknown>;
  readonly answer: string;
};

export type Counts = {
  deeds: number;
  readonly done: Map<string, number>;
  readonly refusals: Map<string, number>;
};

const SECOND = 1_000;

export function add(to: Map<string, number>, name: string): void {
  to.set(name, (to.get(name) ?? 0) + 1);
}

/** Sends a deed as `person`, counts it, and keeps it to be sent again. */
export function send<T>(
  run: Run,
  person: number,
  deed: (on: TestDesk, submissionId: string) => Result<T>,
): Result<T> | null {
  const { world, model, counts } = run;
  // Whoever has left takes no seat.
  if (model.left.has(person)) return null;
  const { on, ways } = world;
  // The book keeps no two deeds at one instant: with time for each, it keeps them when they were.
  on.now += SECOND;
  const submissionId = on.newId();
  const sendAs = (who: number) =>
    asPerson(world, ways.actorOf(world, who), () => deed(on, submissionId));
  const said = sendAs(person);
  counts.deeds += 1;
  if (!said.ok) add(counts.refusals, said.refusal.code);
  run.sent.push({ person, sendAs, answer: JSON.stringify(said) });
  return said;
}

export function keep(run: Run, made: Omit<Thing, 'behind'>): Thing {
  const { asks, signs } = MAY[made.kind];
  const behind = run.model.behind(made.maker, asks.length > 0 ? asks : signs);
  const thing = { ...made, behind };
  run.things.push(thing);
  look(run, thing);
  return thing;
}

/** What is shown of a thing now; only requests have a hash that binds. */
export function look({ world, model, looks }: Run, thing: Thing): Look {
  const { on } = world;
  const request = thing.asked === null ? null : on.book().requests.byId(thing.id);
  const shown = request === null ? '' : shownRequest(on.desk(), request).hash.toString('hex');
  const seen = { shown, standing: model.standsNow(thing) };
  looks.set(thing, [...(looks.get(thing) ?? []).slice(-3), seen]);
  return seen;
}

/** What somebody goes by who is shown it now, or was before. */
export function seenOf(run: Run, thing: Thing): Look {
  const { chance, looks } = run;
  const earlier = looks.get(thing) ?? [];
  return chance.int(2) === 0 || earlier.length === 0 ? look(run, thing) : chance.pick(earlier);
}
