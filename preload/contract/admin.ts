// The Admin screen: the bank's policy, set one value at a time.
import { z } from 'zod';
import { method } from './method.ts';
import { deed, deedRefusals, list, PAGE_ROWS_MAX, text } from './values.ts';

export const adminMethods = {
  /**
   * Sets one value of the policy from the next deed on. Names carry a currency where the policy is
   * per currency (`reviewAbove:EUR`, in minor units).
   */
  setPolicy: method({
    input: z.strictObject({ ...deed, name: text(80), value: text(200) }),
    output: z.strictObject({ name: text(80) }),
    refusals: [
      ...deedRefusals,
      'policy_set_by_file',
      'policy_unknown',
      'policy_value_invalid',
      'second_person_required',
    ],
  }),
  /** Every setting in force: its value, where that comes from, and what it would be otherwise. */
  settings: method({
    input: z.strictObject({}),
    output: z.strictObject({
      settings: list(
        z.strictObject({
          name: text(80),
          value: text(200),
          source: z.enum(['default', 'book', 'file']),
          /** '' where there is none. */
          default: text(200),
        }),
        PAGE_ROWS_MAX,
      ),
      /** The administrator's policy file of this workstation; null where there is none. */
      policyFile: text(400).nullable(),
    }),
    refusals: [],
  }),
  /** Where a check for an update is answered from; null while updates are off. */
  updateFeed: method({
    input: z.strictObject({}),
    output: z.strictObject({ feed: text(200).nullable() }),
    refusals: [],
  }),
};
