// Chooses what an untouched live book is for: its first deed, so that no account of another role's
// chart is ever in it.
import type { BookRole } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import type { Desk } from './desk.ts';

export type ChooseRoleInput = { readonly submissionId: string; readonly role: BookRole };

export type ChooseRoleRefusal = Refusal<'book_is_not_empty'>;

/**
 * Gives the book its role for good. Refuses `book_is_not_empty` as soon as any deed was done or
 * refused in it.
 */
export function chooseRole(desk: Desk, { submissionId, role }: ChooseRoleInput, context: Context) {
  const call = { deed: 'chooseRole', submissionId, input: [role] } as const;
  return desk.book.perform<{ role: BookRole }, ChooseRoleRefusal>(call, context, () => {
    if (desk.book.chainHead().sequence > 0) return refuse({ code: 'book_is_not_empty' });
    desk.book.becomeRole(role);
    return ok({ role });
  });
}
