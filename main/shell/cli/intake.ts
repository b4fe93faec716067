// `intake [pause|drain|resume] [--reason TEXT]`: whether payments are taken in, and the order to do
// otherwise. It stands after this command has ended, until another one is given.
import type { Output as AnswerOf } from '../../../preload/contract/contract.ts';
import type { IntakeOrder } from '../../domain/intake.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import type { Output } from './output.ts';
import { newSubmissionId } from './submission-id.ts';
import { type Desk, notDone } from './with-office.ts';

export type IntakeAsked = {
  /** Null asks how it stands, and orders nothing. */
  readonly order: IntakeOrder | null;
  readonly reason: string;
};

const ORDERS: { readonly [word: string]: IntakeOrder } = {
  pause: 'paused',
  drain: 'draining',
  resume: 'running',
};

/** What was asked, or null where it cannot be understood. */
export function intakeAsked(
  [word, ...more]: readonly string[],
  reason: string | undefined,
): IntakeAsked | null {
  if (more.length > 0) return null;
  if (word === undefined) return reason === undefined ? { order: null, reason: '' } : null;
  const order = Object.hasOwn(ORDERS, word) ? ORDERS[word] : undefined;
  return order === undefined ? null : { order, reason: reason ?? '' };
}

type Standing = AnswerOf<'engineStanding'>['intake'];

/** Gives the order, follows it until nothing is under way any more, and says how it stands. */
export async function intake(desk: Desk, asked: IntakeAsked, output: Output): Promise<Exit> {
  const { order, reason } = asked;
  if (order !== null) {
    const submissionId = newSubmissionId();
    const given = await desk.ask((client) => client.steerIntake({ submissionId, order, reason }));
    if (!given.ok) return notDone(given, output);
  }
  const isFollowed = order === 'draining' || order === 'running';
  const stands = isFollowed ? await followIntake(desk, output) : await standing(desk);
  if (!stands.ok) return notDone(stands, output);
  tell(stands.value, output);
  return EXIT.done;
}

/** How the intake stands when what is under way has been judged, or waits for a person's word. */
export async function followIntake(desk: Desk, output: Output) {
  let most = 0;
  for (;;) {
    // Opened before it is asked, so that no commit falls between.
    const heard = desk.client().changed({});
    for (const changes = heard[Symbol.asyncIterator](); ; ) {
      const asked = await standing(desk);
      if (!asked.ok || isAtRest(asked.value)) {
        heard.cancel();
        output.progress.end();
        return asked;
      }
      const { payments } = asked.value.underWay;
      most = Math.max(most, payments);
      output.progress.at('judging', most - payments, most);
      // At its end the office is being started again, and is heard anew.
      if ((await changes.next()).done === true) break;
    }
  }
}

function isAtRest({ underWay, state }: Standing): boolean {
  return underWay.batches === 0 || state === 'paused';
}

async function standing(desk: Desk) {
  const reply = await desk.ask((client) => client.engineStanding({}));
  return reply.ok ? { ok: true as const, value: reply.value.intake } : reply;
}

function tell(standing: Standing, output: Output): void {
  const { state, since, by, reason, underWay, waiting } = standing;
  const at = since === null ? null : new Date(since).toISOString();
  output.object({ state, since: at, by, reason, underWay, waiting });
  const counted = { payments: underWay.payments, waiting: waiting.payments };
  output.line(`intake_${state}`, counted);
  if (at !== null) output.line('intake_told', { at, by, reason: reason ?? '–' });
}
