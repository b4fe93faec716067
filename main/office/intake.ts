// What the engine is given and when: loads wait here while people have paused or drained the taking
// in, and where the engine has as many sources as it takes.
import { assert } from '../domain/assert.ts';
import type { IntakeState, IntakeTold } from '../domain/intake.ts';

/** Something that is to be judged. */
export type Left = {
  /** The engine's name for it. */
  readonly name: string;
  /** The deed that brought it in. */
  readonly sequence: number;
  /** Payments that are not judged yet. */
  readonly payments: number;
};

/** The same as the engine can be given it: a batch's file from some record on. */
export type Load = Left & { readonly start: () => void };

/** What the intake may tell the engine. */
export type Steered = {
  readonly pause: () => void;
  readonly resume: () => void;
  readonly drain: () => void;
};

export type Amount = { readonly batches: number; readonly payments: number };

export type IntakeStanding = Omit<IntakeTold, 'order' | 'sequence'> & {
  readonly state: IntakeState;
  /** What will be judged before the order is carried out, or as soon as it is lifted. */
  readonly underWay: Amount;
  /** What came after a drain was asked for, and waits until payments are taken in again. */
  readonly waiting: Amount;
};

type Open = { readonly sequence: number; left: number };

export class Intake {
  private readonly engine: Steered;
  private readonly startedMax: number;
  private told: IntakeTold;
  /** All that is not judged to its end. */
  private readonly open = new Map<string, Open>();
  /** What waits here to be given to the engine, in the order in which it came. */
  private readonly held = new Map<string, Load>();
  private readonly started = new Set<string>();

  /**
   * `startedMax`: loads that the engine has at once. `left`: what the book has that is not judged;
   * it counts from now on, and is taken up when the book has been checked.
   */
  constructor(engine: Steered, startedMax: number, told: IntakeTold, left: readonly Left[] = []) {
    this.engine = engine;
    this.startedMax = startedMax;
    this.told = told;
    for (const { name, sequence, payments } of left) {
      this.open.set(name, { sequence, left: payments });
    }
    this.steer(told);
  }

  /** The order that stands, told at the start and after each that was given. */
  steer(told: IntakeTold): void {
    this.told = told;
    if (told.order === 'paused') this.engine.pause();
    else this.engine.resume();
    this.fill();
  }

  /** Takes up a load; the engine has it as soon as the order that stands lets it. */
  take(load: Load): void {
    const { name, sequence, payments } = load;
    assert(!this.held.has(name) && !this.started.has(name), `load ${name} is taken up once`);
    this.open.set(name, { sequence, left: payments });
    this.held.set(name, load);
    this.fill();
  }

  /** Whether a load of this name is here or with the engine. */
  has(name: string): boolean {
    return this.held.has(name) || this.started.has(name);
  }

  /** Told after each commit: `payments` of a load were judged, and whether that was its end. */
  judged(name: string, payments: number, end: boolean): void {
    const each = this.open.get(name);
    if (each === undefined) return;
    each.left -= payments;
    if (!end) return;
    this.open.delete(name);
    this.started.delete(name);
    this.fill();
  }

  standing(): IntakeStanding {
    const underWay = { batches: 0, payments: 0 };
    const waiting = { batches: 0, payments: 0 };
    for (const { sequence, left } of this.open.values()) {
      const counted = this.isDue(sequence) || this.told.order === 'paused' ? underWay : waiting;
      counted.batches += 1;
      counted.payments += left;
    }
    const { order, since, by, reason } = this.told;
    const isDrained = order === 'draining' && underWay.batches === 0;
    return { state: isDrained ? 'drained' : order, since, by, reason, underWay, waiting };
  }

  /** What is to be judged under the order that stands. */
  private isDue(sequence: number): boolean {
    const { order, sequence: told } = this.told;
    return order === 'running' || (order === 'draining' && sequence < told);
  }

  private fill(): void {
    let isFull = false;
    for (const [name, load] of this.held) {
      if (!this.isDue(load.sequence)) continue;
      isFull = this.started.size >= this.startedMax;
      if (isFull) break;
      this.held.delete(name);
      this.started.add(name);
      // After a restart a drain meets what it is to take to the end one by one.
      this.engine.resume();
      load.start();
    }
    // Only once it has all that a drain takes to the end: after that it takes no more sources.
    if (this.told.order === 'draining' && !isFull) this.engine.drain();
  }
}
