// What a deed comes to that two must stand for: done, or put to another person.
import type { Reply } from '../preload/contract/method.ts';

/**
 * Whether the answer is that another person was asked to sign for the deed. `request` names what they
 * were asked; it is 0 where as many deeds wait as may, and nobody was asked then.
 */
export function wasAsked(reply: Reply<unknown>): boolean {
  if (!('refusal' in reply)) return false;
  const { code, request } = reply.refusal;
  return code === 'second_person_required' && typeof request === 'number' && request !== 0;
}
