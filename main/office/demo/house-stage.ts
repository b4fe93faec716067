// What the steps of the clearing house's demonstration can do: items prepared and committed, positions
// settled, funds brought in; each a deed of the book under an id that is its own.
import { assert } from '../../domain/assert.ts';
import { PARTICIPANT_ACCOUNTS } from '../../domain/chart-of-accounts.ts';
import type { EventCode } from '../../domain/posting-table.ts';
import { ok, type Result } from '../../domain/result.ts';
import { type Bindings, boundOn } from '../../operations/bindings.ts';
import { type BookedEvent, bookEvent, heldBy } from '../../operations/book-event.ts';
import { openDay } from '../../operations/desk.ts';
import {
  askForDeed,
  decideRequest,
  requestAskedFor,
  shownRequest,
} from '../../operations/requests.ts';
import { positionsNow, settlePositions } from '../../operations/settle-positions.ts';
import { demoActor } from './bring-people.ts';
import { type FUNDS_IN, HOUSE_CURRENCIES, type HouseItem } from './house.ts';
import { demoDeed, type Stage } from './stage.ts';

type Told = Pick<Bindings, 'accounts'> & Partial<Pick<Bindings, 'amounts' | 'holds'>>;

/** Books an event of the posting table by the house's treasurer. */
function tell(stage: Stage, key: string, event: EventCode, told: Told) {
  const { desk, writer, contextOfWork } = stage.office;
  return writer.do((turn): Result<BookedEvent> => {
    const context = contextOfWork(demoActor(desk.book, 'treasurer'), turn);
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

/** Whoever looks hears that positions moved, or that something waits for a signature. */
function announce({ office }: Stage): void {
  for (const topic of ['cycles', 'entries', 'requests'] as const)
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

/**
 * Settles every currency; where a participant is short of cover, that one waits as it should. Among
 * people the treasurer asks for each and the supervisor signs for it.
 */
export async function settleAll(stage: Stage, key: string): Promise<void> {
  for (const { currency } of HOUSE_CURRENCIES) {
    const name = `${key}.${currency}`;
    const { desk } = stage.office;
    if (!stage.isDone(name)) {
      const settled = desk.book.people.exist()
        ? await askToSettle(stage, name, currency)
        : await settleAtOnce(stage, name, currency);
      assert(settled, 'a cycle settles, or says who is short');
    }
    await signToSettle(stage, name);
  }
  announce(stage);
}

function settleAtOnce({ office }: Stage, name: string, currency: string): Promise<boolean> {
  const { desk, writer, contextOfWork } = office;
  return writer.do((turn) => {
    const context = contextOfWork(demoActor(desk.book, 'treasurer'), turn);
    const settled = settlePositions(desk, { submissionId: demoDeed(name), currency }, context);
    return settled.ok || settled.refusal.code === 'participant_short_of_cover';
  });
}

function askToSettle({ office }: Stage, name: string, currency: string): Promise<boolean> {
  const { desk, writer, contextOfWork } = office;
  return writer.do((turn) => {
    const context = contextOfWork(demoActor(desk.book, 'treasurer'), turn);
    const positions = positionsNow(desk, currency).hash;
    const asked = { deed: 'settlePositions', currency, positions } as const;
    const remark = 'The cycle ended';
    return askForDeed(desk, { submissionId: demoDeed(name), asked, remark }, context).ok;
  });
}

/**
 * Signs for what was asked for under this name, unless somebody said their word on it before. What is
 * refused waits on: for cover, or for whoever plays a person who may sign.
 */
async function signToSettle(stage: Stage, name: string): Promise<void> {
  const { desk, writer, contextOfWork } = stage.office;
  const submissionId = demoDeed(`${name}.signed`);
  if (stage.isDone(`${name}.signed`)) return;
  await writer.do((turn): Result<unknown> => {
    const request = requestAskedFor(desk.book, demoDeed(name));
    if (request?.state !== 'waits') return ok(null);
    const shown = shownRequest(desk, request).hash.toString('hex');
    const word = { requestId: request.id, decision: 'approved', shown, remark: '' } as const;
    const context = contextOfWork(demoActor(desk.book, 'supervisor'), turn);
    return decideRequest(desk, { submissionId, ...word }, context);
  });
}

/** A participant's funds come in, for which two people stand. */
export async function bringFunds(stage: Stage, key: string, funds: typeof FUNDS_IN): Promise<void> {
  const { desk, writer, contextOfWork } = stage.office;
  const { minor, currency } = funds;
  await writer.do((turn): Result<unknown> => {
    const context = contextOfWork(demoActor(desk.book, 'treasurer'), turn);
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
