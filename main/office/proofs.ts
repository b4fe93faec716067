// Whether somebody is who they say: a passphrase and, where they chose one, a code of their
// authenticator. One try at a time, each counted in the book before it is answered, and what is wrong
// with it is never said.
import { blockedUntil, signInNameOf, TRIES_MAX, type Tries } from '../domain/people.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { KeptCredential, Person, SignInTry } from '../ledger/people.ts';
import type { Desk } from '../operations/desk.ts';
import type { JudgedTry, ProvedBy } from '../operations/sign-in.ts';
import { isPassphrase } from './passphrase.ts';
import { acceptedStep } from './totp.ts';

/** Tries that may wait for the one under way; the next one is told to come back. */
export const PROOFS_WAITING_MAX = 8;

/** Names that nobody has and that were tried: they come to wait as everybody else does. */
const STRANGERS_MAX = 1000;

export type Proof = { readonly passphrase: string; readonly code: string };

export type ProofRefusal = Refusal<'sign_in_refused' | 'sign_in_blocked' | 'sign_in_busy'>;

export type Proven = {
  readonly person: Person;
  readonly credential: KeptCredential;
  /** For the deed that this proof allows, which looks whether it still holds. */
  readonly provedBy: ProvedBy;
};

export type ProofsOptions = {
  readonly desk: Desk;
  /** Milliseconds UTC of the book. */
  readonly clock: () => number;
  /** Milliseconds UTC of the machine: an authenticator knows no clock of a demonstration. */
  readonly wall: () => number;
  /** Keeps a try; resolves when it is durable, refused where a right one holds no longer. */
  readonly note: (tried: JudgedTry) => Promise<Result<unknown, Refusal<'sign_in_refused'>>>;
  readonly verify?: (phc: string | null, passphrase: string) => Promise<boolean>;
};

const REFUSED = { code: 'sign_in_refused' } as const;

export class Proofs {
  private readonly options: ProofsOptions;
  private readonly strangers = new Map<string, Tries>();
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  /** Milliseconds UTC that codes are judged by. */
  readonly wall: () => number;

  constructor(options: ProofsOptions) {
    this.options = options;
    this.wall = options.wall;
  }

  /** As {@link ofPerson}, for whoever has this name; one that nobody has is answered alike. */
  ofName(typed: string, proof: Proof): Promise<Result<Proven, ProofRefusal>> {
    const name = signInNameOf(typed);
    return this.inTurn(async () => {
      const person = this.options.desk.book.people.bySignInName(name);
      if (person !== null && !person.ended) return this.tried(person, 'sign_in', proof);
      return this.stranger(name, proof);
    });
  }

  /**
   * Whether the person is there. Refuses `sign_in_busy` (too many tries wait), `sign_in_blocked`
   * (too many were wrong; with until when, whatever this one is), `sign_in_refused`. A right one is
   * kept by this too, but for `change`, which its own deed keeps.
   */
  ofPerson(
    id: number,
    purpose: SignInTry['purpose'],
    proof: Proof,
  ): Promise<Result<Proven, ProofRefusal>> {
    return this.inTurn(async () => {
      const person = this.options.desk.book.people.byId(id);
      if (person === null || person.ended) return refuse(REFUSED);
      return this.tried(person, purpose, proof);
    });
  }

  private async inTurn(
    work: () => Promise<Result<Proven, ProofRefusal>>,
  ): Promise<Result<Proven, ProofRefusal>> {
    if (this.waiting >= PROOFS_WAITING_MAX) return refuse({ code: 'sign_in_busy' });
    this.waiting += 1;
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.waiting -= 1;
    }
  }

  private async tried(
    person: Person,
    purpose: SignInTry['purpose'],
    { passphrase, code }: Proof,
  ): Promise<Result<Proven, ProofRefusal>> {
    const { desk, clock, note, verify = isPassphrase } = this.options;
    const { people } = desk.book;
    const blocked = blockedUntil(people.triesOf(person.id), clock());
    const credential = people.credentialOf(person.id);
    // The work is done also for whoever must wait: an answer that comes early would tell.
    const isRight = await verify(credential?.passphraseHash ?? null, passphrase);
    if (blocked !== null) return refuse({ code: 'sign_in_blocked', until: blocked });
    const secret = credential?.totpSecret ?? '';
    const lastStep = people.lastTotpStep(person.id);
    const step = secret === '' ? 0 : acceptedStep(secret, code, this.wall(), lastStep);
    if (!isRight || credential === null || step === null) {
      const provedBy = { change: 0, totpStep: 0 };
      await note({ person: person.id, purpose, outcome: 'wrong', provedBy });
      const until = blockedUntil(people.triesOf(person.id), clock());
      return until === null ? refuse(REFUSED) : refuse({ code: 'sign_in_blocked', until });
    }
    const provedBy = { change: credential.change, totpStep: step };
    if (purpose !== 'change') {
      const noted = await note({ person: person.id, purpose, outcome: 'right', provedBy });
      if (!noted.ok) return noted;
    }
    return ok({ person, credential, provedBy });
  }

  private async stranger(name: string, { passphrase }: Proof) {
    const { clock, verify = isPassphrase } = this.options;
    const tries = this.strangers.get(name) ?? { wrong: 0, lastWrongAt: 0 };
    const blocked = blockedUntil(tries, clock());
    await verify(null, passphrase);
    if (blocked !== null) return refuse({ code: 'sign_in_blocked', until: blocked } as const);
    const counted = { wrong: Math.min(tries.wrong + 1, TRIES_MAX), lastWrongAt: clock() };
    this.strangers.delete(name);
    this.strangers.set(name, counted);
    for (const oldest of this.strangers.keys()) {
      if (this.strangers.size <= STRANGERS_MAX) break;
      this.strangers.delete(oldest);
    }
    const until = blockedUntil(counted, clock());
    return until === null ? refuse(REFUSED) : refuse({ code: 'sign_in_blocked', until } as const);
  }
}
