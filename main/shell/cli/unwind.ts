// `unwind CYCLE --reason TEXT`: takes the closing of a cycle back that the rail did not settle; its
// payments go on to the next cycle.
import { EXIT, type Exit } from './exit-codes.ts';
import type { Output } from './output.ts';
import { newSubmissionId } from './submission-id.ts';
import { type Desk, notDone } from './with-office.ts';

export type UnwindCommand = {
  readonly name: 'unwind';
  readonly cycleId: number;
  /** What the rail said of it. */
  readonly reason: string;
};

/** The command, or null where it cannot be understood: it says which cycle, and why. */
export function unwindCommand(
  rest: readonly string[],
  reason: string | undefined,
): UnwindCommand | null {
  const [cycle = '', ...more] = rest;
  if (more.length > 0 || !/^[1-9]\d{0,14}$/.test(cycle)) return null;
  const said = reason?.trim() ?? '';
  return said === '' ? null : { name: 'unwind', cycleId: Number(cycle), reason: said };
}

export async function unwind(
  desk: Desk,
  { cycleId, reason: remark }: UnwindCommand,
  output: Output,
): Promise<Exit> {
  const submissionId = newSubmissionId();
  const done = await desk.ask((client) => client.unwindCycle({ submissionId, cycleId, remark }));
  if (!done.ok) return notDone(done, output);
  const { entryId, payments, nextCycle } = done.value;
  output.object({ cycleId, outcome: 'unwound', entryId, payments, nextCycle });
  output.line(nextCycle === 0 ? 'cycle_unwound' : 'cycle_unwound_into', {
    cycleId,
    entryId,
    payments,
    nextCycle,
  });
  return EXIT.done;
}
