// The values that contracts are made of: money, dates, instants, ids, bounded texts and lists.
import { z } from 'zod';
import { SHOWN_STATUSES, SHOWN_WORKLISTS } from '../../main/domain/disclosure.ts';
import type { Money } from '../../main/domain/money.ts';
import { PAYMENT_STATUSES } from '../../main/domain/payment-status.ts';
import { PROBLEM_SEVERITIES, PROBLEMS_KEPT, type Problem } from '../../main/domain/problem.ts';
import type { Refusal } from '../../main/domain/result.ts';

// The content policy forbids code from strings, so zod must not compile its schemas. This stands
// in the module that every schema is built on, because zod decides when a schema is built.
z.config({ jitless: true });

/** Rows in one page, and the longest list a view carries. */
export const PAGE_ROWS_MAX = 500;
/** Ids in one announcement; when more changed, the ids are left out. */
export const ANNOUNCED_IDS_MAX = 1000;
/** Digits of the largest amount a value may carry: more than any book holds, cheap to parse. */
export const MINOR_DIGITS_MAX = 30;

const minorMax = 10n ** BigInt(MINOR_DIGITS_MAX) - 1n;

/** Minor units of a currency that the method's other values already fix. */
export const minor = z.bigint().gte(-minorMax).lte(minorMax);

/** ISO 4217 alphabetic code; whether it exists is the domain's question. */
export const currency = z.string().regex(/^[A-Z]{3}$/);

/** Minor units of a currency, as in every room; only the channel writes the bigint as text. */
export const money = z.strictObject({ minor, currency }) satisfies z.ZodType<Money>;

/** The id of a row of the book: batch, payment, entry, cycle, account. It grows with time. */
export const rowId = z.int().min(1);

/** The idempotency key of a deed, made by whoever asks for it and kept until the answer is in. */
export const submissionId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/);

/** A reference of the scheme or the customer, as written. */
export const reference = z.string().min(1).max(140);

/** SHA-256 in lower-case hexadecimal. */
export const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A day of the calendar, `YYYY-MM-DD`; whether it is a business day is the domain's question. */
export const businessDate = z.iso.date();

/** Milliseconds since 1970-01-01T00:00Z. */
export const instant = z.int().min(0).max(8_640_000_000_000_000);

export const count = z.int().min(0);

/** A text of at most `max` UTF-16 units; it may be empty and may hold any character. */
export function text(max: number) {
  return z.string().max(max);
}

/**
 * A list of at most `max` items, read-only in its type so that operations can answer what they
 * hold. Not zod's own `readonly`, which freezes whatever it was given and throws on bytes.
 */
export function list<Item extends z.ZodType>(
  item: Item,
  max: number,
): z.ZodType<readonly z.output<Item>[], readonly z.input<Item>[]> {
  return z.array(item).max(max);
}

/** A snake_case sentence, keyed in the locales. */
export const code = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/)
  .max(80);

/** ISO 20022 external status reason (AC01, AM04) or a return reason of a scheme (R17). */
export const reasonCode = z.string().regex(/^[A-Z0-9]{2,4}$/);

/** What a text for people needs beside its code. */
export const details = z.record(z.string().max(64), text(500));

/** Sums, one per currency. */
export const sums = list(money, 200);

/** An absolute path on this workstation, as the person or the dialog gave it. */
export const path = text(4096).min(1);

export const problem = z.strictObject({
  code,
  reasonCode: reasonCode.nullable(),
  severity: z.enum(PROBLEM_SEVERITIES),
  place: z.strictObject({ line: count.nullable(), path: text(500).nullable() }),
  data: details,
}) satisfies z.ZodType<Problem>;
export const problems = list(problem, PROBLEMS_KEPT);

/** A refusal of any method: its code, and flat details of bounded size. */
export const refusal = z
  .object({ code })
  .catchall(
    z.union([text(500), z.number(), z.boolean(), z.null(), list(text(200), 100)]),
  ) satisfies z.ZodType<Refusal>;

/** The statuses of the one state machine, in the order of a payment's life. */
export const paymentStatus = z.enum(PAYMENT_STATUSES);

/** A status as it is shown: `being_processed` to those without the compliance right. */
export const shownStatus = z.enum(SHOWN_STATUSES);

/** Where a payment waits, as it is shown; `processing` to those without the compliance right. */
export const shownWorklist = z.enum(SHOWN_WORKLISTS);

/**
 * What every deed may refuse, before its own reasons: the office is still checking the book; the
 * book failed that check; the submission id was already used with another input; the actor lacks
 * the right.
 */
export const deedRefusals = [
  'office_is_not_ready',
  'book_failed_its_check',
  'submission_id_reused',
  'not_permitted',
] as const;

/**
 * What every method may refuse before anything of its own, so that no method declares it: nobody sits
 * there, it is locked, an own passphrase comes first, the person lacks the right, or must prove again
 * that it is them; and of whatever is written, that the book is still being checked or failed its
 * check.
 */
export const accessRefusals = [
  'sign_in_required',
  'session_locked',
  'credential_must_change',
  'not_permitted',
  'step_up_needed',
  'office_is_not_ready',
  'book_failed_its_check',
] as const;
export type AccessRefusal = (typeof accessRefusals)[number];

/** What is beyond the authority of whoever signs, submits or moves money: its bounds, or one of its limits. */
export const beyondAuthority = [
  'outside_authority',
  'beyond_single_limit',
  'beyond_daily_limit',
] as const;

/** What every deed is given: the key that makes repeating it safe, made by the asker. */
export const deed = { submissionId };

/** The chain's newest link: its digest, and its number. */
export const chainPoint = z.strictObject({ head: hash, count });
