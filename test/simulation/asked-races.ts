// Every order of three people who each look and then decide one thing, with every choice of words: of
// each kind that needs two people, exactly one of them ends it.
import type { Result } from '../../main/domain/result.ts';
import type { AskedDeed } from '../../main/operations/asked-deeds.ts';
import { askGrant } from '../../main/operations/grants.ts';
import { proposeMasterChange } from '../../main/operations/propose-master-change.ts';
import { askForDeed, shownRequest } from '../../main/operations/requests.ts';
import { done } from '../operations/test-desk.ts';
import { KINDS, type Kind } from './asked-model.ts';
import {
  asPerson,
  BEGIN,
  dayOf,
  EVERYWHERE,
  eventOn,
  given,
  newWorld,
  STOCK,
  type World,
  type WorldPlant,
} from './asked-world.ts';

const WORDS = ['yes', 'no', 'back'] as const;
type Word = (typeof WORDS)[number];

/** Who asks and may take back, and two others who may sign; all three may do anything that is asked. */
const MAKER = 4;
const OTHERS = [6, 7] as const;

export type RacesResult = { readonly schedules: number; readonly found: readonly string[] };

/** Every order of three people's two turns: first they look, then they say their word. */
function orders(left: readonly number[] = [2, 2, 2]): readonly (readonly number[])[] {
  if (left.every((turns) => turns === 0)) return [[]];
  return left.flatMap((turns, person) => {
    if (turns === 0) return [];
    const rest = left.map((each, at) => (at === person ? each - 1 : each));
    return orders(rest).map((order) => [person, ...order]);
  });
}

const CHOICES = WORDS.flatMap((one) =>
  WORDS.flatMap((two) => WORDS.map((three) => [one, two, three] as const)),
);

/**
 * Runs every `step`-th schedule of every kind; the one that ends a thing is counted. `plant` bends the
 * books in which it is done.
 */
export function runRaces(seed: number, step: number, plant: WorldPlant | null = null): RacesResult {
  const all = KINDS.flatMap((kind) =>
    orders().flatMap((order) => CHOICES.map((words) => ({ kind, order, words }))),
  ).filter((_, at) => at % step === 0);
  const found: string[] = [];
  // A book's stock of a kind is used up by as many that are carried out.
  const perBook = STOCK - 1;
  for (let at = 0; at < all.length; at += perBook) {
    const ends: (() => void)[] = [];
    const scope = { after: (work?: unknown) => void ends.push(work as () => void) };
    try {
      const world = newWorld(scope, seed + at);
      enable(world);
      plant?.(world);
      for (const [made, { kind, order, words }] of all.slice(at, at + perBook).entries()) {
        const won = race(world, kind, made, order, words);
        const what = `${kind}: ${words.join(', ')} in the order ${order.join('')}`;
        if (won !== 1) found.push(`${what}: ${won} won`);
      }
    } finally {
      for (const end of ends.reverse()) end();
    }
  }
  return { schedules: all.length, found };
}

function enable({ on }: World): void {
  for (const person of [MAKER, ...OTHERS]) {
    for (const role of ['administrator', 'supervisor', 'analyst'] as const) {
      if (BEGIN[person - 1]?.includes(role) !== true) given(on, person, role);
    }
  }
}

/** Puts one thing up, lets each look and say their word in this order, and counts who ended it. */
function race(
  world: World,
  kind: Kind,
  made: number,
  order: readonly number[],
  words: readonly Word[],
): number {
  const id = putUp(world, kind, made);
  const shown = new Map<number, string>();
  let won = 0;
  for (const turn of order) {
    const seen = shown.get(turn);
    if (seen === undefined) {
      shown.set(turn, shownOf(world, kind, id));
      continue;
    }
    const word = words[turn] ?? 'yes';
    // Only its maker takes back; anything else is another's, each of whom speaks once.
    const person = word === 'back' ? MAKER : (OTHERS[turn % OTHERS.length] ?? MAKER);
    if (say(world, kind, id, word, person, seen).ok) won += 1;
  }
  return won;
}

function shownOf({ on }: World, kind: Kind, id: number): string {
  if (kind === 'grant' || kind === 'master') return '';
  const request = on.book().requests.byId(id);
  return request === null ? '' : shownRequest(on.desk(), request).hash.toString('hex');
}

function putUp(world: World, kind: Kind, made: number): number {
  const { on } = world;
  const submissionId = on.newId();
  return asPerson(world, world.ways.actorOf(world, MAKER), (context) => {
    const validFrom = dayOf(world);
    if (kind === 'grant') {
      const of = { person: 3, kind: 'role', role: 'treasury', standsFor: 0 } as const;
      const asked = { submissionId, ...of, ...EVERYWHERE, validFrom, validUntil: '' };
      return done(askGrant(on.desk(), asked, context)).grant;
    }
    if (kind === 'master') {
      const written = { customer: `C-${made}`, form: 'person', name: 'Anna', status: 'active' };
      const record = { kind: 'customer', written, ended: false, reason: 'as told' } as const;
      const input = { submissionId, ...record, validFrom };
      return done(proposeMasterChange(on.desk(), input, context)).changeId;
    }
    const asked = deedOf(world, kind, made);
    return done(askForDeed(on.desk(), { submissionId, asked, remark: 'why' }, context)).request;
  });
}

function deedOf(world: World, kind: Exclude<Kind, 'grant' | 'master'>, made: number): AskedDeed {
  switch (kind) {
    case 'setPolicy':
      return { deed: kind, name: 'duplicateWindowDays', value: String(made) };
    case 'changeAccount':
      return { deed: kind, account: `acc-${made}`, currency: 'EUR', status: 'debit_blocked' };
    case 'correctEntry':
      return { deed: kind, entryId: world.entries[made] ?? 0 };
    case 'explainBreak':
      return { deed: kind, breakId: made + 1 };
    case 'releaseOutgoing': {
      const records = { firstRecord: made, lastRecord: made };
      return { deed: kind, batchId: world.batch, ...records, word: 'not_sent' };
    }
    case 'writeOff':
      // Of the even ones, which are above what one person writes off; each is found twice as often.
      return eventOn(world, 'H4.written_off', made - (made % 2));
    case 'freeze':
      return eventOn(world, 'C5.frozen', made);
  }
}

function say(
  world: World,
  kind: Kind,
  id: number,
  word: Word,
  person: number,
  shown: string,
): Result<unknown> {
  const { on, ways } = world;
  const submissionId = on.newId();
  return asPerson(world, ways.actorOf(world, person), (context) => {
    if (kind === 'grant') {
      // Whoever asked takes a grant back as anybody refuses it.
      const decision = word === 'yes' ? 'sign' : 'refuse';
      const input = { submissionId, grant: id, decision, passphraseHash: '' } as const;
      return ways.decideGrant(on.desk(), input, context);
    }
    if (kind === 'master') {
      const decision = ({ yes: 'confirmed', no: 'rejected', back: 'withdrawn' } as const)[word];
      const input = { submissionId, changeId: id, decision, reason: 'seen' };
      return ways.decideMaster(on.desk(), input, context);
    }
    const decision = ({ yes: 'approved', no: 'rejected', back: 'withdrawn' } as const)[word];
    const input = { submissionId, requestId: id, decision, shown, remark: 'seen' };
    return ways.decideRequest(on.desk(), input, context);
  });
}
