// How a passphrase becomes the key of a slot: argon2id at the cost that is kept beside it.
import { z } from 'zod';
import { argon2 } from './argon2.ts';

/** argon2id, by the number that the library knows it as: its enum is no value under our compiler. */
const ARGON2ID = 2;

/**
 * What deriving costs, kept beside what was derived. The bounds keep a doctored file from asking
 * for a day or for all of the memory.
 */
export const passphraseCost = z.strictObject({
  name: z.literal('argon2id'),
  memoryKiB: z.int().min(8192).max(1_048_576),
  passes: z.int().min(1).max(16),
  lanes: z.int().min(1).max(16),
});
export type PassphraseCost = z.output<typeof passphraseCost>;

/**
 * 64 MiB, three passes, four lanes: the second recommendation of RFC 9106, and more than the OWASP
 * password storage sheet asks for (46 MiB and one pass).
 */
export const PASSPHRASE_COST: PassphraseCost = {
  name: 'argon2id',
  memoryKiB: 65_536,
  passes: 3,
  lanes: 4,
};

/** 32 bytes of key; the same text typed on another keyboard (NFKC) gives the same. Faults: {@link argon2}. */
export async function keyFromPassphrase(
  passphrase: string,
  salt: Uint8Array,
  { memoryKiB, passes, lanes }: PassphraseCost,
): Promise<Uint8Array> {
  const { hashRaw } = await argon2();
  return hashRaw(passphrase.normalize('NFKC'), {
    algorithm: ARGON2ID,
    memoryCost: memoryKiB,
    timeCost: passes,
    parallelism: lanes,
    outputLen: 32,
    salt,
  });
}
