// Files that were noted in the trail and are given for a while, to be read in as many pages as they
// have: counted on the clock that only goes forward, for the book's may be a demonstration's.

/** Milliseconds for which a noted file is given, since it was noted or since its last page. */
export const GIVEN_FOR = 5 * 60_000;

/**
 * Files that are given at one time; of more the one goes that was noted or read on longest ago, and
 * whoever still reads it saves it anew. Far more than people save within the time.
 */
export const FILES_GIVEN_MAX = 1000;

/** `at`: on the clock that only goes forward. `place`: of the furthest page, -1 before the first. */
type Given = { readonly at: number; readonly place: number };

/**
 * By the link that noted each. It is kept in memory alone: an office that starts gives nothing that was
 * noted to the one before it, within whatever time, and the file is noted anew.
 */
export class FilesGiven {
  private readonly uptime: () => number;
  /** The one that was noted or read on longest ago first. */
  private readonly given = new Map<number, Given>();

  /** `uptime`: milliseconds of a clock that only goes forward. */
  constructor(uptime: () => number) {
    this.uptime = uptime;
  }

  /** Files that are kept in mind now: never more than {@link FILES_GIVEN_MAX}. */
  get kept(): number {
    return this.given.size;
  }

  /** The deed with this link is durable, and was done now: not one that is answered again. */
  noted(sequence: number): void {
    this.keep(sequence, -1);
  }

  /** Whether what this link noted is given now. */
  isGiven(sequence: number): boolean {
    const found = this.given.get(sequence);
    return found !== undefined && this.uptime() - found.at <= GIVEN_FOR;
  }

  /**
   * A page with something on it was given from `place` of the file: its time begins anew where that is
   * further than any before. Begun again as often as you like, it is given no longer for it.
   */
  readOn(sequence: number, place: number): void {
    const found = this.given.get(sequence);
    if (found !== undefined && place > found.place) this.keep(sequence, place);
  }

  private keep(sequence: number, place: number): void {
    const at = this.uptime();
    this.given.delete(sequence);
    this.given.set(sequence, { at, place });
    for (const [oldest, each] of this.given) {
      if (this.given.size <= FILES_GIVEN_MAX && at - each.at <= GIVEN_FOR) break;
      this.given.delete(oldest);
    }
  }
}
