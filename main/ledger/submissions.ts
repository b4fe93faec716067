// What a submission id binds: who used it, the deed, all of its input and the words beside it. The same
// once more is answered as before; the same id with anything else, or by anybody else, is refused.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import type { Deed } from '../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { digestOf, type Field } from './digest.ts';
import { boundRemark, type Remark } from './remarks.ts';

/** The answer of a deed: plain data, kept in the trail and given again to the same submission. */
export type Answer = { readonly [name: string]: string | number | boolean | null };

export type SubmissionIdReused = Refusal<'submission_id_reused'>;

/**
 * A deed's name, its idempotency key, and everything its key must bind. Input is hashed as it is:
 * what names a person belongs in `remark`, whose words are kept with the deed and can be erased.
 */
export type DeedCall = {
  readonly deed: Deed;
  readonly submissionId: string;
  readonly input: readonly Field[];
  readonly remark?: Remark;
};

/** A deed whose input may still have to be read. */
export type ForeseenCall = Omit<DeedCall, 'input'> & { readonly input: readonly Field[] | null };

/**
 * What the program does by itself, under an id that says what it is of: it goes on in the name of
 * whoever has the book open today, and what was done in another's name is done.
 */
const BY_THE_PROGRAM: ReadonlySet<Deed> = new Set(['commitEpoch', 'commitRedrive', 'stageMaster']);

/** How the ids of a demonstration's own steps begin, whose people are names first and persons later. */
export const DEMO_STEPS = 'demo.';

/** A deed that was tried before. `salt` is that of its remark, null where none is kept. */
export type KeptDeed = {
  readonly actor: string;
  readonly deed: string;
  readonly input_hash: Buffer;
  readonly outcome: 'done' | 'refused';
  readonly answer: string;
  readonly salt: Buffer | null;
};

/** SHA-256 over the deed, its input and what its remark binds. */
export function inputHashOf({ deed, input, remark }: DeedCall, salt: Uint8Array | null): Buffer {
  const words = remark === undefined ? [] : [boundRemark(remark, salt)];
  return digestOf([deed, ...input, ...words]);
}

export class Submissions {
  private readonly select: Database.Statement<[string], KeptDeed>;

  constructor(db: Database.Database) {
    this.select = db.prepare(
      `SELECT d.actor, d.deed, d.input_hash, d.outcome, d.answer, t.salt
       FROM deeds d LEFT JOIN remark_texts t ON t.deed = d.sequence WHERE d.submission_id = ?`,
    );
  }

  /** The deed that was tried under this id, or null. */
  find(submissionId: string): KeptDeed | null {
    return this.select.get(submissionId) ?? null;
  }

  /**
   * What was answered to the same call by the same person before, at whatever seat. Refuses
   * `submission_id_reused` when the person, the deed, its input or its words are others, or when the
   * words were erased, for then nobody can tell. Somebody's answer is nobody else's: what it gave out
   * would be given to them without a word in the trail. `demo`: whether the book is a demonstration.
   */
  answerAgain<A extends Answer, R extends Refusal>(
    kept: KeptDeed,
    call: ForeseenCall,
    actor: string,
    demo: boolean,
  ): Result<A, R | SubmissionIdReused> {
    if (!isWhoseItWas(kept, call, actor, demo) || !isSame(kept, call)) {
      return refuse({ code: 'submission_id_reused', submissionId: call.submissionId });
    }
    // The answer was written by this very deed from a value of these types.
    const answer: unknown = JSON.parse(kept.answer);
    return kept.outcome === 'done' ? ok(asAnswer<A>(answer)) : refuse(asAnswer<R>(answer));
  }
}

function isWhoseItWas(
  kept: KeptDeed,
  { deed, submissionId }: ForeseenCall,
  actor: string,
  demo: boolean,
): boolean {
  if (kept.actor === actor || BY_THE_PROGRAM.has(deed)) return true;
  return demo && submissionId.startsWith(DEMO_STEPS);
}

function isSame(kept: KeptDeed, call: ForeseenCall): boolean {
  const { input } = call;
  if (kept.deed !== call.deed || input === null) return false;
  return inputHashOf({ ...call, input }, kept.salt).equals(kept.input_hash);
}

/** Reads back what `perform` wrote for the same deed and input, which fixes its type. */
function asAnswer<T>(answer: unknown): T {
  assert(typeof answer === 'object' && answer !== null, 'an answer is an object');
  return answer as T;
}
