// A booking that another person signed for, in a book that is then damaged: a difference is found and
// written off by two.
import { known } from '../../main/domain/assert.ts';
import type { Context } from '../../main/domain/context.ts';
import { actorId, UNBOUND } from '../../main/domain/people.ts';
import { boundOn, OWN_ITEM } from '../../main/operations/bindings.ts';
import { bookEvent } from '../../main/operations/book-event.ts';
import { askGrant, decideGrant } from '../../main/operations/grants.ts';
import { askForDeed, decideRequest, shownRequest } from '../../main/operations/requests.ts';
import { done, type TestDesk } from '../operations/test-desk.ts';

const SUPERVISOR = {
  kind: 'role',
  role: 'supervisor',
  ...UNBOUND,
  standsFor: 0,
  validFrom: '2026-11-01',
  validUntil: '2027-10-31',
} as const;

/** The two administrators of the book, and one more person, who becomes a supervisor for it. */
const [FIRST, SECOND, MAKER] = [1, 2, 3];

/** Asked for by the supervisor, and signed by the second administrator, who holds every role here. */
export function signedRows(on: TestDesk): void {
  const desk = on.desk();
  const as = (person: number): Context => {
    return { ...on.context(), actor: { ...on.actor, id: actorId(person) } };
  };
  const asking = { submissionId: on.newId(), person: MAKER, ...SUPERVISOR };
  const { grant } = done(askGrant(desk, asking, as(FIRST)));
  const deciding = { grant, decision: 'sign', passphraseHash: '' } as const;
  done(decideGrant(desk, { submissionId: on.newId(), ...deciding }, as(SECOND)));
  const { id } = known(desk.book.accounts.find('1010', 'EUR'), 'the book has it');
  const principal = { minor: 100_000_00n, currency: 'EUR' };
  const found = boundOn('', {
    accounts: { ownAccount: id },
    amounts: { principal },
    item: OWN_ITEM,
  });
  const alone = { second: null, reference: '' };
  const { entries } = done(
    bookEvent(
      desk,
      { submissionId: on.newId(), event: 'H3.debit', bindings: found, ...alone },
      as(MAKER),
    ),
  );
  const bindings = boundOn('', { amounts: { principal }, item: `entry ${entries}` });
  const asked = { deed: 'bookEvent', event: 'H4.written_off', bindings } as const;
  const told = { submissionId: on.newId(), asked, remark: 'not found' };
  const { request: requestId } = done(askForDeed(desk, told, as(MAKER)));
  const row = known(desk.book.requests.byId(requestId), 'it was asked for');
  const shown = shownRequest(desk, row).hash.toString('hex');
  const word = { requestId, shown, decision: 'approved', remark: '' } as const;
  done(decideRequest(desk, { submissionId: on.newId(), ...word }, as(SECOND)));
}
