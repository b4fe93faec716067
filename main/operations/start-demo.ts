// Makes an untouched book a demonstration: marked for good, and never a live book again.
import type { BookRole } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import type { Desk } from './desk.ts';

export type StartDemoRefusal = Refusal<'book_is_not_empty'>;

export type StartDemoInput = {
  readonly submissionId: string;
  /** Whose day the demonstration shows. */
  readonly role: BookRole;
};

/** Marks the book. Refuses `book_is_not_empty` as soon as any deed was done or refused in it. */
export function startDemo(desk: Desk, { submissionId, role }: StartDemoInput, context: Context) {
  const call = { deed: 'startDemo', submissionId, input: [role] } as const;
  return desk.book.perform<{ demo: boolean }, StartDemoRefusal>(call, context, () => {
    if (desk.book.chainHead().sequence > 0) return refuse({ code: 'book_is_not_empty' });
    desk.book.becomeDemo();
    desk.book.becomeRole(role);
    return ok({ demo: true });
  });
}
