// How often whoever something waits for may be reminded of it, alike for a payment and for a deed
// that was asked for.

/** Milliseconds between two reminders of one thing, whoever reminds. */
export const REMIND_EVERY = 3_600_000;

/** From when on it may be reminded of again, milliseconds UTC; null where it may be `now`. */
export function remindAgainAt(remindedAt: number | null, now: number): number | null {
  const again = remindedAt === null ? now : remindedAt + REMIND_EVERY;
  return now < again ? again : null;
}
