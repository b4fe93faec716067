// `redrive [PAYMENT…]`: drives payments again out of the quarantine, all of them without a number, and
// follows them until they are judged.
import { EXIT, type Exit } from './exit-codes.ts';
import { followIntake, type IntakeAsked, intakeAsked } from './intake.ts';
import type { Output } from './output.ts';
import { newSubmissionId } from './submission-id.ts';
import { type Desk, notDone } from './with-office.ts';

export type RedriveAsked = {
  /** Null for all of them. */
  readonly paymentIds: readonly number[] | null;
};

/** The commands of the engine: what it takes in, and what it has set aside. */
export type EngineCommand =
  | ({ readonly name: 'intake' } & IntakeAsked)
  | ({ readonly name: 'redrive' } & RedriveAsked);

/** The command behind `intake …` or `redrive …`, or null where it is neither or not understood. */
export function engineCommand(
  name: string | undefined,
  rest: readonly string[],
  reason: string | undefined,
): EngineCommand | null {
  if (name === 'redrive') {
    const asked = redriveAsked(rest);
    return asked === null ? null : { name, ...asked };
  }
  if (name !== 'intake') return null;
  const asked = intakeAsked(rest, reason);
  return asked === null ? null : { name, ...asked };
}

/** What was asked, or null where it cannot be understood. */
function redriveAsked(numbers: readonly string[]): RedriveAsked | null {
  if (numbers.length === 0) return { paymentIds: null };
  if (!numbers.every((each) => /^[1-9]\d{0,14}$/.test(each))) return null;
  return { paymentIds: numbers.map(Number) };
}

export async function redrive(
  desk: Desk,
  { paymentIds }: RedriveAsked,
  output: Output,
): Promise<Exit> {
  const submissionId = newSubmissionId();
  const ids = paymentIds === null ? null : [...paymentIds];
  const driven = await desk.ask((client) =>
    client.redrivePayments({ submissionId, paymentIds: ids }),
  );
  if (!driven.ok) return notDone(driven, output);
  const followed = await followIntake(desk, output);
  if (!followed.ok) return notDone(followed, output);
  output.object(driven.value);
  output.line('redriven', driven.value);
  return EXIT.done;
}
