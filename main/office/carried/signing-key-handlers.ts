// The office's side of the keys that people sign with elsewhere. The secret half never reaches the
// book: it is made here, sealed, and given out as the file that its person keeps.
import type { Handlers } from '../../../preload/contract/contract.ts';
import type { Session } from '../../../preload/session.ts';
import { holds } from '../../domain/permissions.ts';
import { ok, refuse } from '../../domain/result.ts';
import { signingKeysOf } from '../../ledger/signing-keys.ts';
import {
  decideSigningKey,
  enrolSigningKey,
  foreseeEnrolSigningKey,
  revokeSigningKey,
} from '../../operations/signing-keys.ts';
import type { ProvesAtSeat } from '../authenticator.ts';
import type { Office } from '../office.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { cardOf, isOwnCard, newSigningKey } from './signing-key-file.ts';

export type SigningKeyHandlers = Pick<
  Handlers<Session>,
  'newSigningKey' | 'signingKeys' | 'enrolSigningKey' | 'decideSigningKey' | 'revokeSigningKey'
>;

/** Keys in one answer; the contract's own bound. */
const SHOWN_MAX = 10_000;

/** The name of a key's file: its beginning tells one from another. */
export function keyFileName(publicKey: string): string {
  return `signing-key-${publicKey.slice(0, 8)}.json`;
}

export function signingKeyHandlers(office: Office, proves: ProvesAtSeat): SigningKeyHandlers {
  const { desk, writer, proofs, contextFor: context } = office;
  const keys = signingKeysOf(desk.book);
  return {
    newSigningKey: async (input) => {
      const made = await oneAtATime(() => newSigningKey(input, proofs.wall()));
      if (!made.ok) return made;
      const { file, publicKey } = made.value;
      const card = cardOf(file);
      return card.ok
        ? ok({ fileName: keyFileName(publicKey), file, card: card.value })
        : refuse({ code: 'sign_in_busy' });
    },
    signingKeys: (_input, { actor, person }) => {
      const isOversight = holds(actor, 'see_people') || holds(actor, 'manage_people');
      if (!isOversight && person === null) return ok({ keys: [] });
      const all = keys.all(isOversight ? null : person).slice(-SHOWN_MAX);
      return ok({ keys: all.map(({ id, ...key }) => ({ key: id, ...key })) });
    },
    enrolSigningKey: async ({ submissionId, card, ...proof }, session) => {
      const input = { submissionId, publicKey: card.publicKey };
      const foreseen = await writer.do((turn) =>
        foreseeEnrolSigningKey(desk, input, context(session, turn)),
      );
      if (foreseen !== null) return foreseen;
      const { person } = session;
      if (person === null) return refuse({ code: 'no_people' });
      const name = desk.book.people.byId(person)?.signInName ?? '';
      if (!isOwnCard(card, name)) return refuse({ code: 'signing_card_of_another' });
      const proven = await proves(person, proof);
      if (!proven.ok) return proven;
      return writer.do((turn) => enrolSigningKey(desk, input, context(session, turn)));
    },
    decideSigningKey: (input, session) =>
      writer.do((turn) => decideSigningKey(desk, input, context(session, turn))),
    revokeSigningKey: (input, session) =>
      writer.do((turn) => revokeSigningKey(desk, input, context(session, turn))),
  };
}
