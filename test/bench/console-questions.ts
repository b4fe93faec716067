// The questions that the queue asks while somebody works with it, timed one after another over the
// shell's WebSocket, each round beside a call that asks the office nothing of the book.
import type { Client } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';

/** Rows of one question, as the grid asks for them. */
const ROWS = 200;
/** A prime, so that its multiples reach every part of the list. */
const FAR = 179_426_549;
const NEWEST = { by: 'receivedAt', descending: true } as const;

/** Asks one question; `round` is one that was not asked with before. */
type Ask = (client: Client, round: number, payments: number) => Promise<Reply<unknown>>;

/**
 * Sort and filter carry an amount that was not asked for before, so that the office has no answer
 * at hand; page and jump ask for rows of a list that it has in order, unless a commit came between.
 */
const QUESTIONS = {
  'empty call': (client) => client.session({}),
  page: (client, round) => ask(client, {}, NEWEST, round * ROWS),
  'sort by amount': (client, round) =>
    ask(client, { amountFrom: BigInt(round) }, { by: 'amount', descending: true }, 0),
  'filter by status': (client, round) =>
    ask(client, { statuses: ['in_review'], amountFrom: BigInt(round) }, NEWEST, 0),
  jump: (client, round, payments) => ask(client, {}, NEWEST, (round * FAR) % payments),
} as const satisfies Record<string, Ask>;

export type QuestionName = keyof typeof QUESTIONS;
/** In the order in which they are told. */
export const QUESTION_NAMES = [
  'empty call',
  'page',
  'sort by amount',
  'filter by status',
  'jump',
] as const satisfies readonly QuestionName[];

/** Milliseconds of each question's answers, in the order of the rounds. */
export type Answers = Readonly<Record<QuestionName, readonly number[]>>;

type Page = Parameters<Client['queuePage']>[0];

function ask(client: Client, filter: Page['filter'], sort: Page['sort'], offset: number) {
  return client.queuePage({ filter, sort, offset, limit: ROWS });
}

let lastRound = 0;

/** Asks every question once a round, every other round in reverse, for as long as `goOn` says. */
export async function askInRounds(
  client: Client,
  payments: number,
  goOn: (rounds: number) => boolean,
): Promise<Answers> {
  const answers = noAnswers();
  for (let rounds = 0; goOn(rounds); rounds += 1) {
    lastRound += 1;
    for (const name of rounds % 2 === 0 ? QUESTION_NAMES : QUESTION_NAMES.toReversed()) {
      const asked = performance.now();
      const reply = await QUESTIONS[name](client, lastRound, payments);
      if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply)}`);
      answers[name].push(performance.now() - asked);
    }
  }
  return answers;
}

/** The answers of several askings, one after another. */
export function joinAnswers(all: readonly Answers[]): Answers {
  const joined = noAnswers();
  for (const answers of all) {
    for (const name of QUESTION_NAMES) joined[name].push(...answers[name]);
  }
  return joined;
}

function noAnswers(): Record<QuestionName, number[]> {
  return { 'empty call': [], page: [], 'sort by amount': [], 'filter by status': [], jump: [] };
}
