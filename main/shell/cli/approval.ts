// `approval export | import | enrol | keys | accept | refuse | revoke`: what goes out of the book to be
// signed elsewhere, what comes back, and whose keys count.
import { join } from 'node:path';
import { ANSWER_BYTES_MAX } from '../../domain/carried.ts';
import { inFours } from '../../domain/text.ts';
import { readAnswer } from '../../office/carried/approval-files.ts';
import { cardOf, KEY_FILE_MAX } from '../../office/carried/signing-key-file.ts';
import { type ApprovalCommand, nameOfThing } from './approval-arguments.ts';
import { isNew, readCarriedFile, writeNew } from './carried.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import type { Output } from './output.ts';
import type { SeatAsked } from './people-arguments.ts';
import { proofOf } from './seat.ts';
import { newSubmissionId } from './submission-id.ts';
import { type Desk, notDone } from './with-office.ts';

type Told = { readonly desk: Desk; readonly seat: SeatAsked; readonly output: Output };

export async function approval(
  command: ApprovalCommand,
  desk: Desk,
  seat: SeatAsked,
  output: Output,
): Promise<Exit> {
  const told = { desk, seat, output };
  switch (command.name) {
    case 'approval export':
      return take(command, told);
    case 'approval import':
      return bring(command.file, told);
    case 'approval enrol':
      return enrol(command.keyFile, told);
    case 'approval keys':
      return list(told);
    case 'approval revoke': {
      const asked = { submissionId: newSubmissionId(), key: command.key };
      const done = await desk.ask((client) => client.revokeSigningKey(asked));
      if (!done.ok) return notDone(done, output);
      output.object({ outcome: 'revoked', key: command.key, ...done.value });
      output.line('signing_key_revoked', { key: command.key });
      return EXIT.done;
    }
    default:
      return decide(command.key, command.name === 'approval accept' ? 'sign' : 'refuse', told);
  }
}

async function take(
  { things, to, folder }: Extract<ApprovalCommand, { readonly name: 'approval export' }>,
  { desk, output }: Told,
): Promise<Exit> {
  const free = isNew(to);
  if (!free.ok) return notDone(free, output);
  const asked = { submissionId: newSubmissionId(), things };
  const done = await desk.ask((client) => client.exportApproval(asked));
  if (!done.ok) return notDone(done, output);
  const { file, fileName, expiresAt } = done.value;
  if (file === null) {
    // The office ended between the deed and its answer.
    output.object({ outcome: 'lost', package: done.value.package });
    output.line('package_lost');
    return EXIT.refused;
  }
  const target = to ?? join(folder, fileName);
  const written = writeNew(target, file);
  if (!written.ok) return notDone(written, output);
  const until = new Date(expiresAt).toISOString();
  const { package: name } = done.value;
  output.object({ outcome: 'exported', package: name, expiresAt: until, file: target });
  output.line('package_written', { file: target, until, count: things.length });
  return EXIT.done;
}

/** Every word of an answer, one after another; what is refused does not keep the others back. */
async function bring(path: string, { desk, output }: Told): Promise<Exit> {
  const text = readCarriedFile(path, ANSWER_BYTES_MAX);
  if (!text.ok) return notDone(text, output);
  const file = text.value;
  const read = readAnswer(file);
  const places = read.ok ? read.value.words.map(({ place }) => place) : [0];
  let exit: Exit = EXIT.done;
  for (const place of places) {
    const asked = { submissionId: newSubmissionId(), file, place };
    const done = await desk.ask((client) => client.importApproval(asked));
    if (!done.ok) {
      exit = notDone(done, output);
      if (exit !== EXIT.refused) return exit;
      continue;
    }
    const { word, person, open } = done.value;
    const thing = nameOfThing(done.value);
    output.object({ outcome: 'imported', thing, word, person, open });
    output.line(`imported_${word}`, { thing, person, open });
  }
  return exit;
}

async function enrol(path: string, { desk, seat, output }: Told): Promise<Exit> {
  const text = readCarriedFile(path, KEY_FILE_MAX);
  if (!text.ok) return notDone(text, output);
  const card = cardOf(text.value);
  if (!card.ok) return notDone(card, output);
  const proof = await proofOf(seat, output);
  if (!proof.ok) return notDone(proof, output);
  const asked = { submissionId: newSubmissionId(), card: card.value, ...proof.value };
  const done = await desk.ask((client) => client.enrolSigningKey(asked));
  if (!done.ok) return notDone(done, output);
  const { key } = done.value;
  const { publicKey } = card.value;
  output.object({ outcome: 'enrolled', key, publicKey });
  output.line('signing_key_enrolled', { key, publicKey: inFours(publicKey) });
  return EXIT.done;
}

async function decide(
  key: number,
  decision: 'sign' | 'refuse',
  { desk, output }: Told,
): Promise<Exit> {
  const asked = { submissionId: newSubmissionId(), key, decision };
  const done = await desk.ask((client) => client.decideSigningKey(asked));
  if (!done.ok) return notDone(done, output);
  const outcome = decision === 'sign' ? 'accepted' : 'refused_by_administrator';
  output.object({ outcome, key, ...done.value });
  output.line(decision === 'sign' ? 'signing_key_accepted' : 'signing_key_refused', { key });
  return EXIT.done;
}

async function list({ desk, output }: Told): Promise<Exit> {
  const reply = await desk.ask((client) => client.signingKeys({}));
  if (!reply.ok) return notDone(reply, output);
  const { keys } = reply.value;
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  output.object({
    keys: keys.map(({ askedAt, decidedAt, ...key }) => {
      return { ...key, askedAt: time(askedAt), decidedAt: time(decidedAt) };
    }),
  });
  if (keys.length === 0) output.line('no_signing_keys');
  for (const { key, person, publicKey, state } of keys) {
    output.line(`signing_key_${state}_line`, { key, person, publicKey: inFours(publicKey) });
  }
  return EXIT.done;
}
