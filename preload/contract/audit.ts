// The Audit screen: the book's invariants, asked on demand.
import { z } from 'zod';
import { method } from './method.ts';
import { count, hash, list, text } from './values.ts';

export const auditMethods = {
  /** Every invariant by name, and the chain's head with the number of its links. */
  audit: method({
    input: z.strictObject({}),
    output: z.strictObject({
      ok: z.boolean(),
      checks: list(z.strictObject({ name: text(80), ok: z.boolean(), detail: text(2000) }), 100),
      head: hash.nullable(),
      count,
    }),
    refusals: [],
  }),
};
