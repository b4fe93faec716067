// In which order people should take what waits, so that the most value makes its deadline: items
// in the order of their deadlines, and whenever one would be late, the item with the least value
// per minute among those chosen so far is left out (Moore–Hodgson, Management Science 15, 1968,
// with value per minute in the place of duration).

export type TriageItem = {
  readonly id: number;
  /** Minor units, of one currency for all items. */
  readonly value: bigint;
  /** Measured handling time of its fault, in milliseconds; more than 0. */
  readonly handling: number;
  /** Milliseconds from now until its cut-off. */
  readonly deadline: number;
};

export type Triage<Item extends TriageItem> = {
  /** To be taken in this order: all are done before their deadlines. */
  readonly order: readonly Item[];
  readonly savedValue: bigint;
  /** Cannot all make it: carry them forward now. The most valuable first. */
  readonly carryForward: readonly Item[];
  readonly carriedValue: bigint;
};

/** Chooses and orders for `people` who work side by side at the measured times. */
export function triage<Item extends TriageItem>(items: readonly Item[], people = 1): Triage<Item> {
  const byDeadline = [...items].sort(
    (one, other) => one.deadline - other.deadline || one.id - other.id,
  );
  const chosen: Item[] = [];
  const left: Item[] = [];
  let busy = 0;
  for (const item of byDeadline) {
    chosen.push(item);
    busy += item.handling / people;
    // A shorter item of equal worth stays; one whose own time is too long goes at once.
    while (busy > item.deadline && chosen.length > 0) {
      const least = leastOf(chosen);
      const [dropped] = chosen.splice(least, 1);
      if (dropped === undefined) break;
      busy -= dropped.handling / people;
      left.push(dropped);
    }
  }
  left.sort((one, other) => compare(other.value, one.value) || one.id - other.id);
  return {
    order: chosen,
    savedValue: sumOf(chosen),
    carryForward: left,
    carriedValue: sumOf(left),
  };
}

/** Where the item with the least value per minute stands. */
function leastOf(items: readonly TriageItem[]): number {
  let least = 0;
  for (const [at, item] of items.entries()) {
    const best = items[least];
    if (best !== undefined && isWorthLess(item, best)) least = at;
  }
  return least;
}

/** Whether a minute spent on `one` saves less than a minute spent on `other`. */
function isWorthLess(one: TriageItem, other: TriageItem): boolean {
  return one.value * BigInt(other.handling) < other.value * BigInt(one.handling);
}

function sumOf(items: readonly TriageItem[]): bigint {
  return items.reduce((sum, { value }) => sum + value, 0n);
}

function compare(one: bigint, other: bigint): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
