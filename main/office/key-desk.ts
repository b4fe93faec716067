// The keys of the book that this office has open: who may open it is changed beside the book, one
// change at a time, and each is in the trail before it is made; and so is another key of the book.
import type { Context } from '../domain/context.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { SecondPersonRequired } from '../ledger/book.ts';
import {
  foreseeKeyChange,
  type KeyChange,
  keepAnotherKey,
  keepKeyChange,
  keepShownKey,
  mayChangeKey,
} from '../operations/change-keys.ts';
import type { Desk } from '../operations/desk.ts';
import type { GivenBefore } from '../operations/given-once.ts';
import type {
  AnotherKey,
  AnotherKeyAsked,
  AnotherKeyRefusal,
  ChosenRefusal,
  OfferedKey,
  Room,
} from './another-key.ts';
import { keyNeedOf } from './book-keys.ts';
import { openWith, plannedSlots, type SecretRefusal, type SlotsChange } from './change-slots.ts';
import { heldRing } from './key-ring.ts';
import { readKeySlots, SLOTS_MAX, type Slot, writeKeySlots } from './key-slots.ts';
import { recoveryText } from './master-key.ts';
import type { Turn, Writer } from './writer.ts';

export type KeyDeskOptions = {
  readonly folder: string;
  readonly desk: Desk;
  readonly writer: Writer;
  /** Milliseconds UTC. */
  readonly clock: () => number;
  /** Gives the book another key. */
  readonly another: AnotherKey;
};

/** A way of opening the book, without anything that is wrapped in it. */
export type SlotView = {
  readonly id: string;
  readonly kind: 'passphrase' | 'keyring';
  readonly madeAt: number;
  /** The id of who made it; '' where nobody said. */
  readonly madeBy: string;
  /** What keeps a keyring's secret, as Electron names it; '' for a passphrase. */
  readonly backend: string;
};

export type KeysView = {
  /** `damaged`: encrypted, and the slots cannot be read: the recovery key alone opens the book. */
  readonly state: 'plain' | 'encrypted' | 'damaged';
  readonly keyId: string;
  /** When the key was made and by whom, as of a slot; 0 where nobody said. */
  readonly madeAt: number;
  readonly madeBy: string;
  readonly slots: readonly SlotView[];
  /** Keys that the book had before, for backups of their time. */
  readonly earlier: number;
};

/** Under way with another change; it takes a second or two. */
export type KeysBusy = Refusal<'keys_are_busy'>;

/** What a deed may answer by itself: whoever may not, and a submission that was something else. */
export type KeyDeedRefusal = Refusal<'not_permitted' | 'submission_id_reused'>;

export class KeyDesk {
  private readonly options: KeyDeskOptions;
  private isBusy = false;

  constructor(options: KeyDeskOptions) {
    this.options = options;
  }

  /** How the book is opened now. */
  view(): KeysView {
    const need = keyNeedOf(this.options.folder);
    if (need.kind !== 'slots') {
      const state = need.kind === 'none' ? 'plain' : 'damaged';
      // Whoever has it open knows its key all the same.
      const keyId = heldRing()[0]?.id ?? '';
      return { state, keyId, madeAt: 0, madeBy: '', slots: [], earlier: 0 };
    }
    const { keyId, madeAt: since, madeBy: maker, slots, earlier } = need.slots;
    const views = slots.map((slot) => {
      const { id, kind, madeAt, madeBy } = slot;
      return { id, kind, madeAt, madeBy, backend: slot.kind === 'keyring' ? slot.backend : '' };
    });
    const made = { madeAt: since, madeBy: maker };
    return { state: 'encrypted', keyId, ...made, slots: views, earlier: earlier.length };
  }

  /**
   * Makes `change` of the slots that `secret` opens, and answers how they stand then. Refuses
   * `submission_id_reused`, `not_permitted`, `keys_are_busy`, what `judge` does, then as
   * `plannedSlots`.
   */
  change<R extends Refusal, J extends Refusal>(
    deed: KeyChange,
    secret: string,
    { judge, change }: { judge: () => Result<unknown, J>; change: SlotsChange<R> },
    context: (turn: Turn) => Context,
  ): Promise<Result<KeysView, R | J | SecretRefusal | KeysBusy | KeyDeedRefusal>> {
    return this.once<KeysView, R | J | SecretRefusal>(deed, context, async (isDone) => {
      // What was done before is not done again: its answer was lost on the way.
      if (isDone) return ok(this.view());
      const judged = judge();
      if (!judged.ok) return judged;
      const { folder, writer } = this.options;
      const { actor, now } = await writer.do(context);
      const making = { now, by: actor.id };
      const planned = await plannedSlots(folder, secret, making, change);
      if (!planned.ok) return planned;
      const kept = await this.keep(deed, planned.value.slot, context);
      if (!kept.ok) return kept;
      planned.value.write();
      return ok(this.view());
    });
  }

  /**
   * The key of the book in writing, for whoever has a secret that opens it. Refuses as
   * {@link change}, without what a change refuses, then `given_before`: it was shown under this
   * submission, and whoever looks again is in the trail again.
   */
  recovery(
    deed: KeyChange,
    secret: string,
    context: (turn: Turn) => Context,
  ): Promise<
    Result<
      { readonly recoveryKey: string },
      SecretRefusal | KeysBusy | KeyDeedRefusal | GivenBefore
    >
  > {
    type Refused = SecretRefusal | GivenBefore;
    return this.once<{ recoveryKey: string }, Refused>(deed, context, async () => {
      const opened = await openWith(this.options.folder, [secret]);
      if (!opened.ok) return opened;
      const { master, earlier } = opened.value.keys;
      const { writer, desk } = this.options;
      try {
        const kept = await writer.do((turn) => keepShownKey(desk, deed, context(turn)));
        return kept.ok ? ok({ recoveryKey: recoveryText(master) }) : kept;
      } finally {
        for (const each of [master, ...earlier]) each.fill(0);
      }
    });
  }

  /** Overwrites a key that was offered and not taken. */
  stop(): void {
    this.options.another.forget();
  }

  /** What another key would need on the disk. */
  room(): Promise<Room> {
    return this.options.another.room();
  }

  /**
   * A new key in writing, which opens nothing until {@link anotherKey} takes it. Refuses
   * `second_person_required`, then as `AnotherKey.offer`.
   */
  async offer(
    asked: Omit<AnotherKeyAsked, 'to'>,
    context: (turn: Turn) => Context,
  ): Promise<Result<OfferedKey, ChosenRefusal | SecondPersonRequired>> {
    const { desk, writer } = this.options;
    const may = await writer.do((turn) => mayChangeKey(desk, asked.from, context(turn)));
    return may.ok ? this.options.another.offer(asked) : may;
  }

  /**
   * Gives the book the key that was offered. It answers only what another office is asked again:
   * the one that does it ends. Refuses as {@link change}, `second_person_required`, then as
   * `AnotherKey.take`; `cancelled` also where it was begun under this submission and came to
   * nothing.
   */
  anotherKey(
    deed: KeyChange,
    asked: AnotherKeyAsked,
    context: (turn: Turn) => Context,
  ): Promise<
    Result<
      { readonly keyId: string },
      AnotherKeyRefusal | SecondPersonRequired | KeysBusy | KeyDeedRefusal
    >
  > {
    type Refused = AnotherKeyRefusal | SecondPersonRequired;
    return this.once<{ keyId: string }, Refused>(deed, context, async (isDone) => {
      const { keyId } = this.view();
      if (isDone) return keyId === asked.to ? ok({ keyId }) : refuse({ code: 'cancelled' });
      const { writer, desk } = this.options;
      const { may, by } = await writer.do((turn) => {
        const given = context(turn);
        return { may: mayChangeKey(desk, asked.from, given), by: given };
      });
      if (!may.ok) return may;
      const { actor, now, ids } = by;
      const change = { ...deed, from: asked.from };
      const keep = () => writer.do((turn) => keepAnotherKey(desk, change, context(turn)));
      return this.options.another.take(asked, { by: actor.id, now }, ids.next(), keep);
    });
  }

  /** Keeps one more way of opening the book, which the shell made; not where there is no room for it. */
  join(slot: Slot): void {
    const { folder } = this.options;
    const found = readKeySlots(folder);
    if (this.isBusy || found.kind !== 'slots' || found.slots.slots.length >= SLOTS_MAX) return;
    writeKeySlots(folder, { ...found.slots, slots: [...found.slots.slots, slot] });
  }

  private keep(deed: KeyChange, slot: string, context: (turn: Turn) => Context) {
    const { writer, desk } = this.options;
    return writer.do((turn) => keepKeyChange(desk, deed, slot, context(turn)));
  }

  private async once<V, R extends Refusal>(
    deed: KeyChange,
    context: (turn: Turn) => Context,
    work: (isDone: boolean) => Promise<Result<V, R | KeyDeedRefusal>>,
  ): Promise<Result<V, R | KeysBusy | KeyDeedRefusal>> {
    const { writer, desk } = this.options;
    const foreseen = await writer.do((turn) => foreseeKeyChange(desk, deed, context(turn)));
    if (foreseen !== null && !foreseen.ok) return foreseen;
    if (this.isBusy) return refuse({ code: 'keys_are_busy' });
    this.isBusy = true;
    try {
      return await work(foreseen !== null);
    } finally {
      this.isBusy = false;
    }
  }
}
