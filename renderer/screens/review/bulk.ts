// Several things signed with one confirmation: each is fetched as it is now, shown, and signed for
// exactly that by a deed of its own. One that is refused leaves the others whole.
import type { BulkPreview, ToSign } from '../../../main/domain/bulk-signing.ts';
import type { Output } from '../../../preload/contract/contract.ts';
import type { Reply } from '../../../preload/contract/method.ts';
import type { Office } from '../../office.ts';
import { isUnproven } from '../../own-proof.ts';
import type { Named } from './choice.ts';
import type { WaitingView } from './signature-store.ts';

type WaitingRequest = Output<'requestList'>['requests'][number];

/** One thing with all that is shown of it, and the key under which it is signed, however often. */
export type BulkItem = ToSign & {
  readonly submissionId: string;
  readonly view: WaitingView['payment'] | null;
  readonly request: WaitingRequest | null;
};

/** What was chosen as it is now, and how many of it wait no more. */
export type Looked = { readonly items: readonly BulkItem[]; readonly gone: number };

/** Fetches what was chosen as it is shown and signed for; null where the office did not answer. */
export async function lookAt(office: Office, chosen: readonly Named[]): Promise<Looked | null> {
  const ofRequests = chosen.some(({ kind }) => kind === 'request');
  const asked = ofRequests ? await office.ask((client) => client.requestList({})) : null;
  if (asked !== null && !asked.ok) return null;
  const requests = new Map(asked?.value.requests.map((each) => [each.requestId, each]));
  const items: BulkItem[] = [];
  for (const { kind, id } of chosen) {
    const submissionId = office.newSubmissionId();
    if (kind === 'request') {
      const request = requests.get(id);
      if (request === undefined) continue;
      const { shown, cannot } = request;
      const of = { amount: null, usual: null, view: null };
      items.push({ kind, id, submissionId, shown, cannot, ...of, request });
      continue;
    }
    const reply = await office.ask((client) => client.approvalView({ paymentId: id }));
    if (!reply.ok) continue;
    const { payment: view, shown, usual, cannot } = reply.value;
    items.push({
      kind,
      id,
      submissionId,
      shown,
      cannot,
      usual,
      amount: view.amount,
      view,
      request: null,
    });
  }
  return { items, gone: chosen.length - items.length };
}

/** What became of one: `open` signatures are still needed; 0 where it was done. */
export type Signed = {
  readonly item: BulkItem;
  readonly reply: Reply<{ readonly open: number }>;
};

/**
 * Signs each of the preview, one after the other, and tells what became of it as it goes; ends early
 * where `isStopped`, or where whoever signs does not show again who they are.
 */
export async function signEach(
  office: Office,
  { signable }: BulkPreview<BulkItem>,
  told: (signed: Signed) => void,
  isStopped: () => boolean,
): Promise<void> {
  for (const item of signable) {
    if (isStopped()) return;
    const reply = await signOne(office, item);
    told({ item, reply });
    if (isUnproven(reply)) return;
  }
}

function signOne(office: Office, { kind, id, shown, submissionId }: BulkItem) {
  const said = { submissionId, shown, remark: '' };
  if (kind === 'payment') return office.ask((client) => client.approve({ ...said, paymentId: id }));
  const decided = { ...said, requestId: id, decision: 'approved' } as const;
  return office.ask((client) => client.decideRequest(decided));
}
