// Files that are taken out of the book: each is noted first, and given for what was noted alone.
import type { Handlers, Input } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { type FileOut, fileOut, type HandedFile, handedName } from '../domain/files-out.ts';
import { accountAsked, toldForm } from '../domain/masked.ts';
import type { Actor } from '../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { handOversOf } from '../ledger/hand-overs.ts';
import {
  exportFile,
  isNotedFile,
  type NoSuchAccount,
  type NothingSuch,
} from '../operations/export-file.ts';
import type { Office } from './office.ts';
import { accountMeant } from './told-accounts.ts';
import type { Turn } from './writer.ts';

type Asked = Input<'exportFile'>['file'];

export function fileHandlers(office: Office): Pick<Handlers<Session>, 'exportFile'> {
  return {
    exportFile: async ({ submissionId, file: asked }, session) => {
      const { file, nothingSuch } = await fileMeant(office, asked, session.actor);
      const input = { submissionId, file, nothingSuch };
      return noteOut(office, submissionId, (turn) =>
        exportFile(office.desk, input, office.contextFor(session, turn)),
      );
    },
  };
}

/**
 * Does the deed that notes a file: from now on it is given for what the deed answers. What was done
 * under this submission before is answered again, and given no longer for it.
 */
export async function noteOut<R extends Refusal>(
  { writer, desk, filesGiven }: Pick<Office, 'writer' | 'desk' | 'filesGiven'>,
  submissionId: string,
  deed: (turn: Turn) => Result<{ readonly sequence: number }, R>,
): Promise<Result<{ readonly sequence: number }, R>> {
  const { done, isNew } = await writer.do((turn) => {
    const before = desk.book.answerOf(submissionId);
    return { done: deed(turn), isNew: before === null };
  });
  if (!done.ok) return done;
  const { sequence } = done.value;
  if (isNew) filesGiven.noted(sequence);
  return ok({ sequence });
}

async function fileMeant(
  office: Office,
  asked: Asked,
  actor: Actor,
): Promise<{ readonly file: FileOut; readonly nothingSuch: NothingSuch | null }> {
  if (asked.of === 'signHandOver') {
    const file = handedFile(office, asked);
    if (file !== null) return { file, nothingSuch: null };
    const nothingSuch = { code: 'hand_over_unknown' } as const;
    return { file: fileOut(asked.of, { name: handedName(asked) }), nothingSuch };
  }
  if (asked.of !== 'accountStatement') return { file: fileAsked(asked), nothingSuch: null };
  const found = await accountOfStatement(office, asked, actor);
  const accountId = found.ok ? found.value.id : null;
  // Masked, for a refusal stays in the trail.
  const nothingSuch = found.ok
    ? null
    : { ...found.refusal, account: toldForm(accountAsked(asked.account).account) };
  return { file: statementFile(accountId, asked), nothingSuch };
}

function fileAsked(asked: Exclude<Asked, { of: 'accountStatement' | 'signHandOver' }>): FileOut {
  switch (asked.of) {
    case 'exportMaster':
      return fileOut(asked.of, { name: asked.kind, format: asked.format });
    case 'pain002':
      return fileOut(asked.of, { batchId: asked.batchId });
    case 'coreJournal':
      return fileOut(asked.of, { name: asked.day, format: asked.format });
    case 'insightSeries':
      return fileOut(asked.of, { name: asked.chart, format: asked.format });
    case 'overrideList':
      return fileOut(asked.of, { format: 'csv' });
  }
}

/**
 * What is carried of a hand-over, as it is noted: with the batch that it is found among, where there is
 * one. null of a number that the book does not know.
 */
export function handedFile(
  { desk }: Pick<Office, 'desk'>,
  { kind, id }: HandedFile,
): FileOut | null {
  const handOvers = handOversOf(desk.book);
  const found = kind === 'receipt' ? handOvers.takenById(id) : handOvers.byId(id);
  if (found === null) return null;
  // What was declined is no batch here.
  const batchId = found.batch === 0 ? null : found.batch;
  return fileOut('signHandOver', { name: handedName({ kind, id }), batchId });
}

/** The statement of an account for a day, as it is noted. */
export function statementFile(
  accountId: number | null,
  { day }: { readonly day: string },
): FileOut {
  return fileOut('accountStatement', { name: day, accountId });
}

/**
 * The account that whoever asks for its statement means. Refuses as `accountMeant`, and
 * `account_unknown` also of a number that is told whole.
 */
export async function accountOfStatement(
  office: Office,
  asked: { readonly account: string; readonly currency: string },
  actor: Actor,
): Promise<Result<{ readonly id: number; readonly number: string }, NoSuchAccount>> {
  const meant = await accountMeant(office, 'accountStatement', asked, actor);
  if (!meant.ok) return meant;
  const { currency } = asked;
  const account = office.desk.book.accounts.find(meant.value, currency);
  if (account !== null) return ok({ id: account.id, number: account.number });
  return refuse({ code: 'account_unknown', account: meant.value, currency });
}

/**
 * Whether `actor` noted by the deed with that link that they take out just this file, and it is given
 * still (`FilesGiven`).
 */
export async function isNoted(
  { reader, filesGiven }: Pick<Office, 'reader' | 'filesGiven'>,
  file: FileOut,
  sequence: number,
  actor: Actor,
): Promise<boolean> {
  if (!filesGiven.isGiven(sequence)) return false;
  const filter = { deed: 'exportFile', actor: actor.id } as const;
  const at = { after: sequence - 1, upTo: sequence, limit: 1 } as const;
  // Read with its link, which is looked at here and told to nobody.
  const { rows } = await reader.ask('deedRows', { filter, knows: true, whole: true, ...at });
  return rows.some(({ outcome, link }) => {
    return link !== null && isNotedFile({ outcome, inputHash: link.inputHash }, file);
  });
}
