// `policy NAME VALUE`: sets one value of the bank's policy, in force from the next deed on.
import { EXIT, type Exit } from './exit-codes.ts';
import type { Output } from './output.ts';
import { newSubmissionId } from './submission-id.ts';
import { type Desk, notDone } from './with-office.ts';

export async function setPolicy(
  desk: Desk,
  { policy, value }: { readonly policy: string; readonly value: string },
  output: Output,
): Promise<Exit> {
  const submissionId = newSubmissionId();
  const reply = await desk.ask((client) => client.setPolicy({ submissionId, name: policy, value }));
  if (!reply.ok) return notDone(reply, output);
  output.object({ policy, value });
  output.line('policy_set', { policy, value });
  return EXIT.done;
}
