// Passphrases that people sign in with are hashed by argon2id on the process's thread pool, so that
// the writer is never held up.
import { passphraseOf } from '../domain/people.ts';
import { argon2 } from './argon2.ts';

/**
 * OWASP's password storage cheat sheet asks for at least 19 MiB with two passes; RFC 9106 §4 names
 * 64 MiB with three as its second choice. One lane, for a workstation has two cores to share.
 */
export const ARGON2ID = { memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const;

/** A hash that no passphrase has: whoever is not known takes as long as whoever is. */
const NOBODYS =
  '$argon2id$v=19$m=65536,t=3,p=1$Y291bnRlcmZvaWwtbm9ib2R5cw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** The PHC string of `passphrase`, with a salt of its own. */
export async function hashPassphrase(passphrase: string): Promise<string> {
  const { hash } = await argon2();
  return hash(passphraseOf(passphrase), ARGON2ID);
}

/** Whether `passphrase` made `phc`; null stands for nobody, takes as long and is never right. */
export async function isPassphrase(phc: string | null, passphrase: string): Promise<boolean> {
  const { verify } = await argon2();
  const isRight = await verify(phc ?? NOBODYS, passphraseOf(passphrase));
  return isRight && phc !== null;
}
