// Plays the demonstration: sets its clock to each step's instant, does the step, and goes on with
// the clock at its speed, one step after another as their time comes.

import type { BookRole } from '../../domain/chart-of-accounts.ts';
import {
  DEMO_BEGINS,
  DEMO_FIRST_DEED,
  type DemoSpeed,
  demoInstant,
} from '../../domain/demo-scenes.ts';
import type { Office } from '../office.ts';
import { DAY, history } from './demo-day.ts';
import { houseSteps } from './house-day.ts';
import { type DemoStep, type Doors, Stage } from './stage.ts';

/** How far a demonstration is: `at` is its clock in milliseconds UTC, `speed` 0 while it plays. */
export type DemoStanding = {
  readonly at: number;
  readonly speed: DemoSpeed;
  readonly isPlaying: boolean;
};

/** Made when they are first asked for: most offices hold live books. */
const STEPS: Record<BookRole, () => readonly DemoStep[]> = {
  participant: () => [...history(), ...DAY],
  clearing: houseSteps,
};

export class Director {
  private readonly office: Office;
  private readonly stage: Stage;
  private readonly listeners = new Set<() => void>();
  private readonly made = new Map<BookRole, readonly DemoStep[]>();
  private playing: Promise<void> | null = null;
  private speed: DemoSpeed = 1;
  private next = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(office: Office, doors: Doors) {
    this.office = office;
    this.stage = new Stage(office, doors);
  }

  /** Whether the day has been begun in this book. */
  get hasBegun(): boolean {
    return this.office.desk.book.answerOf(DEMO_FIRST_DEED) !== null;
  }

  /** The day of the book's own role: known once the book is a demonstration. */
  private get steps(): readonly DemoStep[] {
    const { role } = this.office.desk.book;
    const steps = this.made.get(role) ?? STEPS[role]().toSorted((one, other) => one.at - other.at);
    this.made.set(role, steps);
    return steps;
  }

  standing(): DemoStanding {
    const { officeClock, clock } = this.office;
    return { at: clock(), speed: this.speed, isPlaying: officeClock.speed === 0 };
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }

  /** Stands the clock at the very beginning: before the first deed of an untouched book. */
  setToTheBeginning(): void {
    this.office.officeClock.set((this.steps[0]?.at ?? DEMO_BEGINS) - 60_000, 0);
  }

  /**
   * Does every step up to `until` (milliseconds UTC) that was not done yet, and lets the clock run
   * on from there. Whoever asks while it plays waits for that first.
   */
  async play(until: number): Promise<void> {
    while (this.playing !== null) await this.playing;
    this.playing = this.playSteps(until).finally(() => {
      this.playing = null;
    });
    await this.playing;
  }

  /** Lets the clock run at `speed` from where it is. */
  run(speed: DemoSpeed): void {
    this.speed = speed;
    const { officeClock, clock } = this.office;
    if (this.playing === null) {
      officeClock.set(clock(), speed);
      this.schedule();
    }
    this.changed();
  }

  /** After a restart the day goes on by itself, once the book is known to be sound. */
  async resume(signal: AbortSignal): Promise<void> {
    if (!this.hasBegun || this.timer !== null || this.playing !== null) return;
    const refusal = await this.office.check.admit(signal);
    if (refusal === null && this.timer === null && this.playing === null) this.schedule();
  }

  /** Ends the waiting for the next step. */
  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private async playSteps(until: number): Promise<void> {
    this.stop();
    const { officeClock, clock } = this.office;
    officeClock.set(clock(), 0);
    this.changed();
    for (;;) {
      const step = this.steps[this.next];
      if (step === undefined || step.at > until) break;
      officeClock.set(Math.max(step.at, clock()), 0);
      const isShown = step.only === undefined || demoInstant(step.only) === until;
      if (isShown) await step.run(this.stage);
      this.next += 1;
      this.changed();
    }
    officeClock.set(Math.max(until, clock()), this.speed);
    this.schedule();
    this.changed();
  }

  /** Wakes for the next step when the clock gets there. */
  private schedule(): void {
    this.stop();
    const step = this.steps[this.next];
    if (step === undefined) return;
    const wait = Math.max(0, (step.at - this.office.clock()) / this.speed);
    this.timer = setTimeout(() => {
      this.play(step.at).catch((error: unknown) => {
        this.office.log({ code: 'demonstration_stopped', cause: error });
      });
    }, wait);
    this.timer.unref();
  }
}
