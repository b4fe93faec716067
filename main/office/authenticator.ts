// A person joins an authenticator of their own, or leaves it: the offered key is kept only once the
// authenticator has shown that it has it, and each step needs the credential once more.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { CredentialChange } from '../operations/sign-in.ts';
import type { Office } from './office.ts';
import type { Proof, ProofRefusal, Proven } from './proofs.ts';
import { acceptedStep, newSecret, secretAddress } from './totp.ts';

type AuthenticatorHandlers = Pick<
  Handlers<Session>,
  'offerAuthenticator' | 'joinAuthenticator' | 'leaveAuthenticator'
>;

/** Whether the person at the seat is who they say; see `seatHandlers`. */
export type ProvesAtSeat = (person: number, proof: Proof) => Promise<Result<Proven, ProofRefusal>>;

/** Writes what the person at the seat changes of their credential; see `seatHandlers`. */
export type ChangesAtSeat = (
  change: CredentialChange,
  session: Session,
) => Promise<Result<Record<string, never>, Refusal<'sign_in_refused'>>>;

const noPeople = () => refuse({ code: 'no_people' });

/** The handlers for one channel, which alone knows the key that was offered on it. */
export function authenticatorHandlers(
  office: Office,
  proves: ProvesAtSeat,
  changes: ChangesAtSeat,
): AuthenticatorHandlers {
  const { desk, proofs } = office;
  let offered: { readonly person: number; readonly secret: string } | null = null;
  return {
    offerAuthenticator: (_input, { person }) => {
      if (person === null) return noPeople();
      const { people } = desk.book;
      const secret = newSecret(office.newBytes);
      offered = { person, secret };
      const name = people.byId(person)?.signInName ?? '';
      const joined = (people.credentialOf(person)?.totpSecret ?? '') !== '';
      return ok({ secret, address: secretAddress(secret, name), joined });
    },
    joinAuthenticator: async ({ offeredCode, ...proof }, session) => {
      const { person } = session;
      if (person === null) return noPeople();
      if (offered?.person !== person) return refuse({ code: 'authenticator_not_offered' });
      const { secret } = offered;
      const proven = await proves(person, proof);
      if (!proven.ok) return proven;
      const totpStep = acceptedStep(secret, offeredCode, proofs.wall(), 0);
      if (totpStep === null) return refuse({ code: 'authenticator_code_wrong' });
      const { provedBy } = proven.value;
      const part = { totpSecret: secret };
      const change = { person, deed: 'joinAuthenticator', part, provedBy, totpStep } as const;
      const done = await changes(change, session);
      if (done.ok) offered = null;
      return done;
    },
    leaveAuthenticator: async (proof, session) => {
      const { person } = session;
      if (person === null) return noPeople();
      const proven = await proves(person, proof);
      if (!proven.ok) return proven;
      const { provedBy } = proven.value;
      const { totpStep } = provedBy;
      const part = { totpSecret: '' };
      const change = { person, deed: 'leaveAuthenticator', part, provedBy, totpStep } as const;
      return changes(change, session);
    },
  };
}
