// The emergency override: two others let happen what waits for a signature, and a report of each
// stands until somebody who took no part has read it.
import { z } from 'zod';
import { SIGNED_DEEDS } from '../../main/domain/approval-policy.ts';
import { OVERRIDE_KINDS, OVERRIDE_STATES, OVERRIDE_STEPS } from '../../main/domain/override.ts';
import { method } from './method.ts';
import { effectLines } from './requests.ts';
import { count, deed, deedRefusals, hash, instant, list, rowId, text } from './values.ts';

/** Overrides in one answer: those whose report nobody has read first, then the newest. */
export const OVERRIDES_SHOWN_MAX = 100;

/** Who said it, when and why; the reason is null where it was erased. */
const said = z.strictObject({ person: text(200), at: instant, reason: text(500).nullable() });

const override = z.strictObject({
  overrideId: rowId,
  kind: z.enum(OVERRIDE_KINDS),
  /** The request or the payment; null for a payment that this person may not read. */
  thing: rowId.nullable(),
  /** What was let happen: its name, and what it came to. */
  what: z.enum([...SIGNED_DEEDS, 'releasePayment']),
  effect: effectLines,
  /** What it is bound to. */
  shown: hash,
  state: z.enum(OVERRIDE_STATES),
  begun: said,
  confirmed: said.nullable(),
  acknowledged: said.nullable(),
  mayAcknowledge: z.boolean(),
});

export const overrideMethods = {
  /** How many stand unread, for everybody; each with its persons for who oversees the book. */
  overrideList: method({
    input: z.strictObject({}),
    output: z.strictObject({
      isOn: z.boolean(),
      standing: count,
      overrides: list(override, OVERRIDES_SHOWN_MAX),
    }),
    refusals: [],
  }),
  /** One of two others lets happen what waits: the first begins it, the second confirms it. */
  overrideWait: method({
    input: z.strictObject({
      ...deed,
      kind: z.enum(OVERRIDE_KINDS),
      id: rowId,
      step: z.enum(OVERRIDE_STEPS),
      /** The hash that came with what was shown. */
      shown: hash,
      reason: text(500),
    }),
    output: z.strictObject({ override: rowId, state: z.enum(['begun', 'confirmed']) }),
    refusals: [
      ...deedRefusals,
      'override_off',
      'request_unknown',
      'request_decided',
      'payment_unknown',
      'payment_status_does_not_allow',
      'override_never',
      'second_person_must_differ',
      'override_not_needed',
      'remark_required',
      'approval_stale',
      'override_begun',
      'override_not_begun',
      'override_by_deputies',
      'request_cannot_be_done',
    ],
  }),
  /** A supervisor or auditor who took no part has read the report. */
  acknowledgeOverride: method({
    input: z.strictObject({ ...deed, overrideId: rowId, remark: text(500) }),
    output: z.strictObject({ state: z.literal('acknowledged') }),
    refusals: [
      ...deedRefusals,
      'override_unknown',
      'override_not_confirmed',
      'override_acknowledged',
      'second_person_must_differ',
    ],
  }),
};
