// What a submission id binds: the deed, all of its input and the words beside it. The same once more
// is answered as before; the same id with anything else is refused.
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

/** A deed that was tried before. `salt` is that of its remark, null where none is kept. */
export type KeptDeed = {
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
      `SELECT d.deed, d.input_hash, d.outcome, d.answer, t.salt
       FROM deeds d LEFT JOIN remark_texts t ON t.deed = d.sequence WHERE d.submission_id = ?`,
    );
  }

  /** The deed that was tried under this id, or null. */
  find(submissionId: string): KeptDeed | null {
    return this.select.get(submissionId) ?? null;
  }

  /**
   * What was answered to the same call before. Refuses `submission_id_reused` when the deed, its
   * input or its words are others, or when the words were erased, for then nobody can tell.
   */
  answerAgain<A extends Answer, R extends Refusal>(
    kept: KeptDeed,
    call: ForeseenCall,
  ): Result<A, R | SubmissionIdReused> {
    if (!isSame(kept, call)) {
      return refuse({ code: 'submission_id_reused', submissionId: call.submissionId });
    }
    // The answer was written by this very deed from a value of these types.
    const answer: unknown = JSON.parse(kept.answer);
    return kept.outcome === 'done' ? ok(asAnswer<A>(answer)) : refuse(asAnswer<R>(answer));
  }
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
