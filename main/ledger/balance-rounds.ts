// Which rows of `balances` are behind what is in memory, and which of them a commit writes. A few are
// written at once. Where thousands of accounts move, writing each of them with every commit would
// cost more than the postings: then a commit writes the next stretch of accounts, in order, so that
// few pages change, and a round over all of them takes so many postings. What a row lacks follows
// from the postings after its last one (balances-now.ts).

/** Rows that are written with the commit that moved them. */
const AT_ONCE = 256;

/** Postings in which a round over all accounts is made: no row is behind by more than two. */
export const ROUND_POSTINGS = 32_768;

/** Postings after which it is told anew up to where all rows are written. */
const TOLD_EVERY = 1024;

type Round = {
  /** The account with which the round goes on. */
  readonly next: number;
  /** The newest posting when the round began. */
  readonly began: number;
  /** Every row holds its account's postings up to this one. */
  readonly through: number;
  /** What of it the file says. */
  readonly told: number;
};

export class BalanceRounds {
  private behind = new Uint8Array(1024);
  private count = 0;
  /** The ids of those behind while they are few; null while they are found by walking. */
  private few: number[] | null = [];
  private round: Round = { next: 1, began: 0, through: 0, told: 0 };
  /** What the transaction in hand wrote, and the round when it began. */
  private readonly taken: number[] = [];
  private start: Round = this.round;

  /** The book is open with `newest` as its last posting, and its file says `told`. */
  begin(newest: number, told: number): void {
    this.round = { next: 1, began: newest, through: told, told };
    this.start = this.round;
  }

  /** The balance of `id` in memory is no longer what its row says. */
  mark(id: number): void {
    if (id >= this.behind.length) {
      const grown = new Uint8Array(Math.max(2 * this.behind.length, id + 1));
      grown.set(this.behind);
      this.behind = grown;
    }
    if (this.behind[id] === 1) return;
    this.behind[id] = 1;
    this.count += 1;
    this.few?.push(id);
    if (this.count > AT_ONCE) this.few = null;
  }

  /**
   * The accounts whose rows the commit in hand writes, each once and neighbours together. `newest`
   * is the last posting, `since` how many the transaction made, `accounts` how many there are.
   */
  take(accounts: number, newest: number, since: number): readonly number[] {
    const isAll = this.count <= AT_ONCE || since >= ROUND_POSTINGS;
    const share = isAll ? accounts : Math.ceil((accounts * since) / ROUND_POSTINGS);
    const ids = this.few === null ? this.walk(accounts, newest, share) : this.few.sort(ascending);
    for (const id of ids) this.behind[id] = 0;
    this.count -= ids.length;
    this.taken.push(...ids);
    if (this.count === 0) {
      this.few = [];
      this.round = { ...this.round, next: 1, began: newest, through: newest };
    }
    return ids;
  }

  /** The next `share` accounts and more until some are found, from where the round stands. */
  private walk(accounts: number, newest: number, share: number): number[] {
    const ids: number[] = [];
    let { next, began, through } = this.round;
    for (let seen = 0; seen < accounts; seen += 1) {
      if (seen >= share && ids.length >= AT_ONCE) break;
      if (next > accounts) {
        next = 1;
        through = began;
        began = newest;
      }
      if (this.behind[next] === 1) ids.push(next);
      next += 1;
    }
    this.round = { ...this.round, next, began, through };
    return ids;
  }

  /** Up to which posting the file is to say that all rows are written; null while it need not. */
  tell(): number | null {
    const { through, told } = this.round;
    if (through - told < TOLD_EVERY) return null;
    this.round = { ...this.round, told: through };
    return through;
  }

  /** The transaction committed. */
  settle(): void {
    this.taken.length = 0;
    this.start = this.round;
  }

  /** The transaction was rolled back: what it wrote is behind again. */
  undo(): void {
    for (const id of this.taken) this.mark(id);
    this.taken.length = 0;
    this.round = this.start;
  }

  /** The accounts after `accounts`, up to `before`, are gone: a deed that opened them was undone. */
  forget(accounts: number, before: number): void {
    for (let id = accounts + 1; id <= before; id += 1) {
      if (this.behind[id] !== 1) continue;
      this.behind[id] = 0;
      this.count -= 1;
    }
    this.few = this.few?.filter((id) => id <= accounts) ?? null;
  }
}

function ascending(a: number, b: number): number {
  return a - b;
}
