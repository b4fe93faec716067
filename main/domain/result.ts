// What a deed or a check answers: the value, or a refusal. A refusal is expected, changes nothing
// but its own record, and is a value; faults (the world fails) and bugs (we failed) are thrown.

/** A refusal: a code in snake_case that reads as a sentence, and the data its text needs. */
export type Refusal<Code extends string = string> = {
  readonly code: Code;
  readonly [detail: string]: string | number | boolean | null | readonly string[];
};

export type Result<Value, R extends Refusal = Refusal> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: R };

export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function refuse<const R extends Refusal>(
  refusal: R,
): { readonly ok: false; readonly refusal: R } {
  return { ok: false, refusal };
}

/**
 * The world failed (disk full, file unreadable, book corrupt): thrown, never a value. `code` is
 * snake_case and keyed in the locales, `detail` is for the log and the person, without secrets.
 */
export class Fault extends Error {
  override name = 'Fault';
  readonly code: string;
  constructor(code: string, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}
