// Deeds other than payments that wait for another person: shown as what they come to, signed for
// exactly that, sent back with a reason, or taken back by whoever asked.
import { z } from 'zod';
import { SIGNED_DEEDS } from '../../main/domain/approval-policy.ts';
import { PERMISSIONS } from '../../main/domain/permissions.ts';
import { method } from './method.ts';
import {
  beyondAuthority,
  businessDate,
  code,
  count,
  deed,
  deedRefusals,
  hash,
  instant,
  list,
  rowId,
  text,
} from './values.ts';

/** Requests in one answer, the first asked for first. */
const REQUESTS_SHOWN_MAX = 100;

/** What a deed comes to: what stands there, and what will. */
export const effectLines = list(
  z.strictObject({ what: code, before: text(1000).nullable(), after: text(1000) }),
  100,
);

export const levels = list(
  z.strictObject({ permission: z.enum(PERMISSIONS), person: text(200).nullable() }),
  10,
);

/** Of those who are away as many are named as this; of more it is told how many there are. */
export const ABSENT_NAMED_MAX = 20;

/**
 * Those who may sign and are away, until when, where nobody who is there may; else nobody. `more`: how
 * many there are besides those that are named.
 */
export const absentSigners = z.strictObject({
  named: list(z.strictObject({ person: text(200), until: businessDate }), ABSENT_NAMED_MAX),
  more: count,
});
export type AbsentSigners = z.infer<typeof absentSigners>;

/** Where it is not this person's to sign as they act in somebody's place: whose; else null. */
export const inPlaceOf = text(200).nullable();

const waiting = z.strictObject({
  requestId: rowId,
  deed: z.enum(SIGNED_DEEDS),
  /** Who asked, and when. */
  maker: text(200),
  at: instant,
  /** Why, in their words; null where they said nothing or it was erased. */
  remark: text(500).nullable(),
  /** What it comes to now: what stands there, and what will. */
  effect: effectLines,
  /** What a signature is bound to. */
  shown: hash,
  rule: code,
  levels,
  /** When whoever may sign was last reminded; null where nobody was. */
  remindedAt: instant.nullable(),
  /** Whether this person made it and may take it back. */
  isOwn: z.boolean(),
  /** Why it is not this person's to sign; null where it is. */
  cannot: code.nullable(),
  inPlaceOf,
  absentSigners,
});

export const requestMethods = {
  /** What waits for another person, as far as it is this person's to do, to sign or to take back. */
  requestList: method({
    input: z.strictObject({}),
    output: z.strictObject({ requests: list(waiting, REQUESTS_SHOWN_MAX) }),
    refusals: ['not_permitted'],
  }),
  /** One person's word on a request; with the last signature the deed itself is done. */
  decideRequest: method({
    input: z.strictObject({
      ...deed,
      requestId: rowId,
      decision: z.enum(['approved', 'rejected', 'withdrawn', 'reminded']),
      /** The hash that came with what was shown. */
      shown: hash,
      remark: text(500),
    }),
    output: z.strictObject({
      state: z.enum(['waits', 'done', 'rejected', 'withdrawn', 'overridden']),
      open: count,
    }),
    refusals: [
      ...deedRefusals,
      'request_unknown',
      'request_decided',
      'only_its_maker_withdraws',
      'reminded_lately',
      'second_person_must_differ',
      'signer_not_permitted',
      ...beyondAuthority,
      'remark_required',
      'approval_stale',
      'request_cannot_be_done',
    ],
  }),
};
