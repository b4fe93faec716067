// The office's side of what is carried by file: packages out, words back in, and signing on this
// workstation for a book that need not be here.
import type { Handlers, Output } from '../../../preload/contract/contract.ts';
import type { Session } from '../../../preload/session.ts';
import type {
  CarriedAnswer,
  CarriedPayment,
  CarriedThing,
  PackageContent,
} from '../../domain/carried.ts';
import { parseAmount } from '../../domain/money.ts';
import type { Actor } from '../../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import { packagesOf } from '../../ledger/packages.ts';
import { exportApproval, type Usual } from '../../operations/export-approval.ts';
import { importApproval } from '../../operations/import-approval.ts';
import type { Office } from '../office.ts';
import { isSetByFile, tellDecided } from '../request-handlers.ts';
import {
  contentHashOf,
  readAnswer,
  readPackage,
  signPackage,
  writePackage,
} from './approval-files.ts';
import { hashOf } from './canonical.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { openSigningKey } from './signing-key-file.ts';

type CarriedHandlers = Pick<
  Handlers<Session>,
  'exportApproval' | 'readCarried' | 'signCarried' | 'importApproval'
>;

type Shown = Output<'readCarried'>;
type Unreadable = Refusal<'carried_unreadable'>;

export function carriedHandlers(office: Office): CarriedHandlers {
  const { desk, reader, writer, proofs, contextFor: context } = office;
  return {
    exportApproval: async ({ submissionId, things }, session) => {
      const usual = new Map<number, Usual>();
      for (const { kind, id } of things) {
        // Of what is not there nothing is usual: the deed says what is wrong with it.
        if (kind !== 'payment' || desk.book.payments.byId(id) === null) continue;
        usual.set(id, await reader.ask('usual', { paymentId: id }));
      }
      let file: string | null = null;
      const seal = (content: PackageContent) => {
        file = writePackage(content);
        return file === null ? null : { hash: contentHashOf(content) };
      };
      const input = { submissionId, things, usual, seal };
      const done = await writer.do((turn) => exportApproval(desk, input, context(session, turn)));
      if (!done.ok) return done;
      return ok({ ...done.value, fileName: fileNameOf(done.value.package, 'package'), file });
    },
    readCarried: ({ file }) => {
      const answer = readAnswer(file);
      if (answer.ok) return shownOf(office, answer.value.content, answer.value);
      if (answer.refusal.code === 'carried_signature_wrong') return answer;
      const read = readPackage(file);
      return read.ok ? shownOf(office, read.value, null) : read;
    },
    signCarried: async ({ file, words, keyFile, keyPassphrase }) => {
      const opened = await oneAtATime(() => openSigningKey(keyFile, keyPassphrase));
      if (!opened.ok) return opened;
      const { seed } = opened.value;
      const signed = signPackage(file, words, opened.value, proofs.wall());
      seed.fill(0);
      if (!signed.ok) return signed;
      const read = readPackage(file);
      if (!read.ok) return read;
      return ok({ fileName: fileNameOf(read.value.package, 'answer'), file: signed.value });
    },
    importApproval: async ({ submissionId, file, place }, session) => {
      const read = readAnswer(file);
      const fileHash = hashOf('counterfoil-file', file);
      // A setting that the policy file has come to hold is signed for by nobody.
      const isBarred = (requestId: number, signer: Actor) =>
        isSetByFile(office, requestId, signer) ? 'policy_set_by_file' : null;
      const input = { submissionId, fileHash, read, place, isBarred };
      const taken = await writer.do((turn) => importApproval(desk, input, context(session, turn)));
      if (!taken.ok) return taken;
      const { kind, id, open } = taken.value;
      if (kind === 'payment') office.paymentMoved(id);
      else tellDecided(office, id, open === 0);
      return taken;
    },
  };
}

/** The name under which a file is offered. */
function fileNameOf(name: string, what: 'package' | 'answer'): string {
  return `approval-${name.slice(0, 8)}.${what}.json`;
}

/** What a file says, in the shape in which the same things are shown at home. */
function shownOf(
  { desk }: Office,
  content: PackageContent,
  answer: CarriedAnswer | null,
): Result<Shown, Unreadable> {
  const things: Shown['things'][number][] = [];
  for (const thing of content.things) {
    const shown = shownThing(thing);
    if (shown === null) return refuse({ code: 'carried_unreadable' });
    things.push(shown);
  }
  const { demo, exportedBy, exportedAt, expiresAt } = content;
  return ok({
    package: content.package,
    isOwn: content.book === packagesOf(desk.book).bookId(),
    ...{ demo, exportedBy, exportedAt, expiresAt, things },
    answer:
      answer === null
        ? null
        : { publicKey: answer.publicKey, signedAt: answer.signedAt, words: answer.words },
  });
}

/** Null for an amount that is none in its currency. */
function shownThing(thing: CarriedThing): Shown['things'][number] | null {
  return thing.kind === 'request' ? thing : shownPayment(thing);
}

function shownPayment(thing: CarriedPayment): Shown['things'][number] | null {
  const { kind, amount, usual, shown, rule, order, levels, ...facts } = thing;
  const { currency } = amount;
  const read = parseAmount(amount.amount, currency);
  const largest = minorOf(usual.largest, currency);
  const average = minorOf(usual.average, currency);
  if (!read.ok || largest === undefined || average === undefined) return null;
  const waits = { status: 'awaiting_approval', reasonCode: null, reason: null } as const;
  const payment = { ...facts, ...waits, amount: read.value };
  const known = { ...usual, largest, average };
  return { kind, view: { payment, shown, rule, order, levels, usual: known, cannot: null } };
}

/** Undefined for a text that is no amount. */
function minorOf(text: string | null, currency: string): bigint | null | undefined {
  if (text === null) return null;
  const read = parseAmount(text, currency);
  return read.ok ? read.value.minor : undefined;
}
