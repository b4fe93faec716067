// `sign`: what waits for the signature of whoever asks, as a preview with a code that stands for
// exactly what it shows; and with that code, one confirmation that signs each of it.
import { createHash } from 'node:crypto';
import type { Output as Answer } from '../../../preload/contract/contract.ts';
import type { Reply } from '../../../preload/contract/method.ts';
import {
  type BulkPreview,
  bulkPreview,
  SIGNED_AT_ONCE_MAX,
  type ToSign,
} from '../../domain/bulk-signing.ts';
import { formatMinor } from '../../domain/money.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import { type Output, sumsObject, sumsText } from './output.ts';
import { newSubmissionId } from './submission-id.ts';
import { type Desk, notDone } from './with-office.ts';

type Named = Pick<ToSign, 'kind' | 'id'>;

export type SignAsked = {
  /** What to sign of what waits; nothing named: all of it. */
  readonly things: readonly Named[];
  /** The code of the preview that is confirmed; null to be shown one. */
  readonly confirm: string | null;
};

/** What `remind` was asked: the one thing that waits, or null where it cannot be understood. */
export function remindAsked(rest: readonly string[]): { readonly thing: Named } | null {
  const [thing, ...more] = signAsked(rest, undefined)?.things ?? [];
  return thing !== undefined && more.length === 0 ? { thing } : null;
}

/** Reminds whoever a thing waits for: told in their worklist, kept in the trail. */
export async function remind(desk: Desk, { kind, id }: Named, output: Output): Promise<Exit> {
  const reminded =
    kind === 'payment' ? await ofPaymentAgain(desk, id) : await ofRequestAgain(desk, id);
  if (!reminded.ok) return notDone(reminded, output);
  output.object({ outcome: 'reminded', kind, id });
  output.line(kind === 'payment' ? 'sign_reminded_payment' : 'sign_reminded', { id });
  return EXIT.done;
}

function ofPaymentAgain(desk: Desk, paymentId: number) {
  return desk.ask((client) => client.remindPayment({ submissionId: newSubmissionId(), paymentId }));
}

async function ofRequestAgain(desk: Desk, request: number) {
  const list = await desk.ask((client) => client.requestList({}));
  if (!list.ok) return list;
  // One that is not shown is asked for all the same: the office says why there is none.
  const found = list.value.requests.find(({ requestId }) => requestId === request);
  const shown = found?.shown ?? '0'.repeat(64);
  const said = { requestId: request, decision: 'reminded', shown, remark: '' } as const;
  return desk.ask((client) => client.decideRequest({ submissionId: newSubmissionId(), ...said }));
}

/** What was asked, or null where it cannot be understood: `payment:12 request:3 --confirm CODE`. */
export function signAsked(rest: readonly string[], confirm: string | undefined): SignAsked | null {
  const things = rest.flatMap((each) => {
    const [, kind, id] = /^(payment|request):([1-9]\d{0,14})$/.exec(each) ?? [];
    if (kind !== 'payment' && kind !== 'request') return [];
    return [{ kind, id: Number(id) } as const];
  });
  if (things.length < rest.length || things.length > SIGNED_AT_ONCE_MAX) return null;
  if (confirm !== undefined && !/^[0-9a-f]{16}$/.test(confirm)) return null;
  return { things, confirm: confirm ?? null };
}

export type SignCommand =
  | ({ readonly name: 'sign' } & SignAsked)
  | { readonly name: 'remind'; readonly thing: Named };

/** The command, or null where it cannot be understood or is none of these. */
export function signCommand(
  name: string | undefined,
  rest: readonly string[],
  confirm: string | undefined,
): SignCommand | null {
  if (name === 'remind') {
    const reminded = remindAsked(rest);
    return reminded === null ? null : { name, ...reminded };
  }
  const asked = name === 'sign' ? signAsked(rest, confirm) : null;
  return asked === null ? null : { name: 'sign', ...asked };
}

/** A thing that waits: `what` as a program reads it, `words` as a person does. */
type Item = ToSign & { readonly what: string; readonly words: string };
type Request = Answer<'requestList'>['requests'][number];

/** Shows what waits, or signs what was shown; a preview that changed since is shown anew instead. */
export async function sign(desk: Desk, asked: SignAsked, output: Output): Promise<Exit> {
  const found = await waiting(desk, asked.things, output);
  if (!found.ok) return notDone(found, output);
  const preview = bulkPreview(found.value);
  const code = codeOf(preview);
  if (asked.confirm === null) {
    show(preview, code, output);
    return EXIT.done;
  }
  if (asked.confirm !== code) {
    output.object({ outcome: 'refused', code: 'preview_changed' });
    output.line('sign_changed');
    show(preview, code, output);
    return EXIT.refused;
  }
  let exit: Exit = EXIT.done;
  for (const item of preview.signable) {
    const reply = await signOne(desk, item);
    const { kind, id, words: what } = item;
    if (reply.ok) {
      const { open } = reply.value;
      output.object({ outcome: 'signed', kind, id, open });
      output.line(open > 0 ? 'sign_signed_open' : 'sign_signed', { kind, id, what });
      continue;
    }
    // A refusal is this one's alone; a fault is everybody's, and nothing after it is begun.
    if (!('refusal' in reply)) return notDone(reply, output);
    const { code: why } = reply.refusal;
    const message = output.refusalText(reply.refusal);
    output.object({ outcome: 'refused', kind, id, code: why, message });
    output.line('sign_not_signed', { kind, id, what });
    output.refusal(reply.refusal);
    exit = EXIT.refused;
  }
  return exit;
}

/** A code that stands for exactly what would be signed, each with the hash it is bound to. */
function codeOf({ signable }: BulkPreview<Item>): string {
  const lines = signable.map(({ kind, id, shown }) => `${kind}:${id} ${shown}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex').slice(0, 16);
}

type Waiting = Reply<readonly Item[]>;

/** What waits, requests first, each as it is shown now; at most as many as are signed at once. */
async function waiting(desk: Desk, things: readonly Named[], output: Output): Promise<Waiting> {
  const isAsked = (named: Named): boolean =>
    things.length === 0 || things.some(({ kind, id }) => kind === named.kind && id === named.id);
  const requests = await desk.ask((client) => client.requestList({}));
  const page = { offset: 0, limit: SIGNED_AT_ONCE_MAX };
  const payments = await desk.ask((client) => client.approvalList(page));
  // Some sign for settings only, others for payments only; who signs for neither is told so.
  if (!requests.ok && !payments.ok) return payments;
  const items = (requests.ok ? requests.value.requests : [])
    .filter(({ isOwn }) => !isOwn)
    .map((request) => ofRequest(request, output))
    .filter(isAsked);
  for (const { paymentId } of payments.ok ? payments.value.rows : []) {
    if (!isAsked({ kind: 'payment', id: paymentId })) continue;
    const view = await desk.ask((client) => client.approvalView({ paymentId }));
    // It was signed, or taken back, since the list was read.
    if (view.ok) items.push(ofPayment(view.value));
  }
  return { ok: true, value: items.slice(0, SIGNED_AT_ONCE_MAX) };
}

function ofRequest({ requestId, deed, effect, shown, cannot }: Request, output: Output): Item {
  const lines = effect.map(({ what, before, after }) => {
    return `${what} ${before === null ? after : `${before} → ${after}`}`;
  });
  const inWords = effect.map((line) => {
    return `${output.effectWords(line.what)} ${output.effectLine(line)}`;
  });
  const what = `${deed}: ${lines.join(', ')}`;
  const words = `${output.effectWords(deed)}: ${inWords.join(', ')}`;
  const plain = { kind: 'request', id: requestId, amount: null, usual: null } as const;
  return { ...plain, shown, cannot, what, words };
}

function ofPayment({ payment, shown, usual, cannot }: Answer<'approvalView'>): Item {
  const { paymentId, amount, debtorAccount, debtorName, creditorAccount, creditorName } = payment;
  const from = debtorName ?? debtorAccount;
  const to = creditorName ?? creditorAccount ?? '';
  const { executionDate, remittance } = payment;
  const sum = `${formatMinor(amount)} ${amount.currency}`;
  const what = [`${sum}  ${from} → ${to}`, executionDate, remittance ?? ''].join('  ').trim();
  return { kind: 'payment', id: paymentId, amount, shown, usual, cannot, what, words: what };
}

function show(preview: BulkPreview<Item>, code: string, output: Output): void {
  const { signable, sums, largest, unusual, others } = preview;
  const standsOut = new Map(unusual.map(({ item, why }) => [item, why]));
  for (const item of signable) {
    const { kind, id, what, words, shown } = item;
    const why = standsOut.get(item) ?? null;
    output.object({ kind, id, what, shown, unusual: why, cannot: null });
    output.line(why === null ? 'sign_line' : `sign_line_${why}`, { kind, id, what: words });
  }
  for (const { item, why } of others) {
    const { kind, id, what, words, shown } = item;
    output.object({ kind, id, what, shown, unusual: null, cannot: why });
    output.line(lineOf(why), { kind, id, what: words });
  }
  const count = signable.length;
  const amounts = { sums: sumsObject(sums), largest: sumsObject(largest) };
  const told = { unusual: unusual.length, leftOut: others.length };
  output.object({ outcome: 'preview', toSign: count, ...amounts, ...told, confirm: code });
  if (count === 0) {
    output.line('sign_none');
    return;
  }
  output.line('sign_total', { count, sums: sumsText(sums), largest: sumsText(largest) });
  output.line('sign_confirm', { code });
}

/** The line for what is left out, by why. */
function lineOf(why: string): 'sign_own_line' | 'sign_beyond_line' | 'sign_other_line' {
  if (why === 'second_person_must_differ') return 'sign_own_line';
  const isBeyond = BEYOND.some((each) => each === why);
  return isBeyond ? 'sign_beyond_line' : 'sign_other_line';
}

const BEYOND = ['outside_authority', 'beyond_single_limit', 'beyond_daily_limit'];

function signOne(desk: Desk, { kind, id, shown }: Item) {
  const said = { submissionId: newSubmissionId(), shown, remark: '' };
  if (kind === 'payment') return desk.ask((client) => client.approve({ ...said, paymentId: id }));
  const decided = { ...said, requestId: id, decision: 'approved' } as const;
  return desk.ask((client) => client.decideRequest(decided));
}
