// Events of the posting table that a person books: shown, booked, or put to another person.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { HOLD_NAMES, type HoldName } from '../domain/posting-rules.ts';
import { ok } from '../domain/result.ts';
import { type BookedEvent, heldBy } from '../operations/book-event.ts';
import { bookToldEvent, previewToldEvent } from '../operations/book-told-event.ts';
import type { Office } from './office.ts';
import { orAsk } from './request-handlers.ts';

/** Postings that are shown of one entry: the contract's own bound. */
const SHOWN_MAX = 200;

export function eventHandlers(
  office: Office,
): Pick<Handlers<Session>, 'previewEvent' | 'bookEvent'> {
  const { desk, writer, announcer } = office;
  return {
    previewEvent: (told) => {
      const found = previewToldEvent(desk, told, office.clock());
      if (!found.ok) return found;
      const { entries, why, isSigned } = found.value;
      const shown = entries.map(({ kind, postings }) => {
        return { kind, postings: postings.slice(0, SHOWN_MAX) };
      });
      return ok({ entries: shown, why, isSigned });
    },
    bookEvent: async (input, session) => {
      const done = await writer.do((turn) =>
        bookToldEvent(desk, input, office.contextFor(session, turn)),
      );
      if (done.ok) {
        announcer.publish({ topic: 'entries', ids: null });
        if (desk.book.role === 'clearing') announcer.publish({ topic: 'cycles', ids: null });
        return ok({ entries: numbersIn(done.value), holds: holdsIn(done.value) });
      }
      // Where nobody else could sign there is nothing to ask for.
      if (!desk.book.people.exist()) return done;
      const found = previewToldEvent(desk, input, office.clock());
      if (!found.ok) return done;
      const { submissionId, event, reference } = input;
      const asked = { deed: 'bookEvent', event, bindings: found.value.bindings } as const;
      return orAsk(office, done, { submissionId, asked, remark: reference }, session);
    },
  };
}

function numbersIn({ entries }: BookedEvent): readonly number[] {
  return entries === '' ? [] : entries.split(' ').map(Number);
}

function holdsIn(booked: BookedEvent): readonly { name: HoldName; entryId: number }[] {
  return HOLD_NAMES.map((name) => ({ name, entryId: heldBy(booked, name) })).filter(
    ({ entryId }) => entryId > 0,
  );
}
