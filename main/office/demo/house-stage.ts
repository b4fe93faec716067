// What the steps of the clearing house's demonstration can do: items prepared and committed, positions
// settled, funds brought in; each a deed of the book under an id that is its own.
import { assert } from '../../domain/assert.ts';
import { PARTICIPANT_ACCOUNTS } from '../../domain/chart-of-accounts.ts';
import type { EventCode } from '../../domain/posting-table.ts';
import type { Result } from '../../domain/result.ts';
import { type BookedEvent, bookEvent, heldBy } from '../../operations/book-event.ts';
import { type Bindings, boundOn } from '../../operations/book-row.ts';
import { openDay } from '../../operations/desk.ts';
import { askForDeed } from '../../operations/requests.ts';
import { settlePositions } from '../../operations/settle-positions.ts';
import { demoActor } from './bring-people.ts';
import { type FUNDS_IN, HOUSE_CURRENCIES, type HouseItem } from './house.ts';
import { demoDeed, type Stage } from './stage.ts';

type Told = Pick<Bindings, 'accounts'> & Partial<Pick<Bindings, 'amounts' | 'holds'>>;

/** Books an event of the posting table by the house's treasurer. */
function tell(stage: Stage, key: string, event: EventCode, told: Told) {
  const { desk, writer, contextFor } = stage.office;
  return writer.do((): Result<BookedEvent> => {
    const context = contextFor(demoActor(desk.book, 'treasurer'));
    const bindings = boundOn(openDay(desk, context.now), told);
    const asked = { event, bindings, second: null, reference: '' };
    return bookEvent(desk, { submissionId: demoDeed(key), ...asked }, context);
  });
}

function accountOf(stage: Stage, which: keyof typeof PARTICIPANT_ACCOUNTS, of: HousePlace): number {
  const number = `${PARTICIPANT_ACCOUNTS[which]}/${of.participant}`;
  const account = stage.office.desk.book.accounts.find(number, of.currency);
  assert(account !== null, 'the house has the accounts of its participants');
  return account.id;
}

type HousePlace = { readonly participant: string; readonly currency: string };

/** Prepares an item; refused where it would take its payer beyond its cap. */
function prepare(stage: Stage, key: string, { from, to, minor, currency }: HouseItem) {
  const accounts = {
    payerPosition: accountOf(stage, 'position', { participant: from, currency }),
    payeePosition: accountOf(stage, 'position', { participant: to, currency }),
  };
  return tell(stage, key, 'I1', { accounts, amounts: { principal: { minor, currency } } });
}

/** Prepares the items and commits each that was taken; `only` leaves them held. */
export async function exchange(
  stage: Stage,
  key: string,
  items: readonly HouseItem[],
  only?: 'prepare',
): Promise<void> {
  if (stage.isDone(`${key}.end`)) return;
  const prepared = await Promise.all(
    items.map((item, place) => prepare(stage, `${key}.${place}`, item)),
  );
  const held = prepared.flatMap((each) => (each.ok ? [heldBy(each.value, 'position')] : []));
  if (only !== 'prepare') await commit(stage, key, held);
  announce(stage);
}

/** Whoever looks hears that positions moved. */
function announce({ office }: Stage): void {
  for (const topic of ['cycles', 'entries'] as const)
    office.announcer.publish({ topic, ids: null });
}

/** Commits what stands held under these entries. */
async function commit(stage: Stage, key: string, held: readonly number[]): Promise<void> {
  const done = await Promise.all(
    held.map((position, place) => {
      const last = place === held.length - 1;
      const name = last ? `${key}.end` : `${key}.${place}.committed`;
      return tell(stage, name, 'I2.committed', { accounts: {}, holds: { position } });
    }),
  );
  assert(
    done.every(({ ok }) => ok),
    'what was prepared is committed',
  );
}

/** Settles every currency; where a participant is short of cover, that one waits as it should. */
export async function settleAll(stage: Stage, key: string): Promise<void> {
  const { desk, writer, contextFor } = stage.office;
  for (const { currency } of HOUSE_CURRENCIES) {
    const submissionId = demoDeed(`${key}.${currency}`);
    const settled = await writer.do(() => {
      const context = contextFor(demoActor(desk.book, 'treasurer'));
      return settlePositions(desk, { submissionId, currency }, context);
    });
    const isShort = !settled.ok && settled.refusal.code === 'participant_short_of_cover';
    assert(settled.ok || isShort, 'a cycle settles, or says who is short');
  }
  announce(stage);
}

/** A participant's funds come in, for which two people stand. */
export async function bringFunds(stage: Stage, key: string, funds: typeof FUNDS_IN): Promise<void> {
  const { desk, writer, contextFor } = stage.office;
  const { minor, currency } = funds;
  await writer.do((): Result<unknown> => {
    const context = contextFor(demoActor(desk.book, 'treasurer'));
    const bindings = boundOn(openDay(desk, context.now), {
      accounts: { participantSettlement: accountOf(stage, 'settlement', funds) },
      amounts: { principal: { minor, currency } },
    });
    const asked = { event: 'I5.in', bindings } as const;
    const submissionId = demoDeed(key);
    const reference = 'Central bank’s advice 26-1407';
    // Among people another one signs first: it waits for whoever plays that person.
    if (desk.book.people.exist()) {
      const deed = { deed: 'bookEvent', ...asked } as const;
      return askForDeed(desk, { submissionId, asked: deed, remark: reference }, context);
    }
    const second = demoActor(desk.book, 'supervisor');
    return bookEvent(desk, { submissionId, ...asked, second, reference }, context);
  });
  announce(stage);
}
