// Gives the book that this office has open another key, or its first one: what is kept with it is
// written anew while everybody works on, the book itself while deeds wait; then the office ends, and
// the next one swaps. Until that is noted it can be stopped, and nothing has changed.
import { randomBytes } from 'node:crypto';
import { opendir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { BookCheck } from './book-check.ts';
import { type KeyWrong, keyNeedOf, mastersOf } from './book-keys.ts';
import { type KeyChangeRefusal, stageKeyChange } from './change-key.ts';
import { judgePassphrase, openWith, type PassphraseRefusal } from './change-slots.ts';
import type { Keeping, KeepingRefusal, OnPhase } from './keeping.ts';
import { heldRing } from './key-ring.ts';
import { type KeySlots, type Making, newSlots } from './key-slots.ts';
import { keyIdOf, MASTER_BYTES, recoveryText } from './master-key.ts';
import { noteKeyChange } from './swap-key.ts';
import type { Writer } from './writer.ts';

/** Milliseconds for which an offered key waits to be taken: time to write it down. */
export const OFFER_LASTS = 3_600_000;

/** Of what is done while deeds wait: the share of the copy, the rest being its check. */
const COPY_SHARE = 0.4;

export type AnotherKeyOptions = {
  readonly folder: string;
  readonly writer: Writer;
  readonly check: Pick<BookCheck, 'occupy'>;
  readonly keeping: Pick<Keeping, 'changeKey'>;
  /** Milliseconds of a clock that only goes forward. */
  readonly uptime: () => number;
  /** Tells the shell, which starts the next office, both sets of keys; answers when it was said. */
  readonly tellKeys: (now: readonly Uint8Array[], next: readonly Uint8Array[]) => Promise<void>;
  /** Ends this office so that the next one swaps. */
  readonly restart: () => void;
};

/** A new key in writing. It opens nothing until it was taken. */
export type OfferedKey = { readonly keyId: string; readonly recoveryKey: string };

export type AnotherKeyAsked = {
  /** The key that goes, as whoever asks saw it; '' for a plain book. */
  readonly from: string;
  /** The key that comes, which was offered. */
  readonly to: string;
  /** Passphrases that go on opening the book; the first opens it as it is, or is its recovery key. */
  readonly secrets: readonly string[];
  /** One more passphrase for the new key; '' for none. */
  readonly passphrase: string;
  /** Whether passphrases that were not given are left behind. */
  readonly dropOthers: boolean;
};

/** Why what was given for a new key does not do. */
export type ChosenRefusal =
  | PassphraseRefusal
  | KeyWrong
  | Refusal<'key_is_another' | 'slots_would_be_lost' | 'passphrase_missing' | 'disk_has_no_room'>;

export type AnotherKeyRefusal =
  | ChosenRefusal
  | KeepingRefusal
  | KeyChangeRefusal
  | Refusal<'new_key_unknown'>;

/** What the change needs on the disk and what is free, in bytes. */
export type Room = { readonly needed: number; readonly free: number };

type Wanted = { readonly passphrases: readonly string[]; readonly now: readonly Uint8Array[] };

export class AnotherKey {
  private readonly options: AnotherKeyOptions;
  private offered: { readonly master: Uint8Array; readonly at: number } | null = null;

  constructor(options: AnotherKeyOptions) {
    this.options = options;
  }

  /**
   * A new random key in the place of one that was offered before, once it is known that what was given
   * would do. Refuses as {@link take} as far as it looks at what was given and at the disk.
   */
  async offer(asked: Omit<AnotherKeyAsked, 'to'>): Promise<Result<OfferedKey, ChosenRefusal>> {
    const judged = this.judged(asked);
    if (!judged.ok) return judged;
    const wanted = await this.wanted(asked);
    if (!wanted.ok) return wanted;
    for (const each of wanted.value.now) each.fill(0);
    this.forget();
    const master = new Uint8Array(randomBytes(MASTER_BYTES));
    this.offered = { master, at: this.options.uptime() };
    return ok({ keyId: keyIdOf(master), recoveryKey: recoveryText(master) });
  }

  /** Overwrites a key that was offered and not taken. */
  forget(): void {
    this.offered?.master.fill(0);
    this.offered = null;
  }

  /** What a change would take; a plain book's backups are written anew as well. */
  async room(): Promise<Room> {
    const { folder } = this.options;
    const files = ['book.db', 'book.db-wal', 'originals', 'preferences.json'];
    const more = heldRing().length === 0 ? ['backups', 'replaced'] : [];
    let needed = 0;
    for (const name of [...files, ...more]) needed += await bytesIn(join(folder, name));
    const { bavail, bsize } = await statfs(folder);
    return { needed, free: bavail * bsize };
  }

  /**
   * Takes the offered key: `keep` writes the deed into the book that is copied. It answers nothing
   * where it is done, for the office ends then. Refuses `passphrase_too_short`,
   * `passphrase_too_long`, `key_is_another` (the book has another key by now than the one that goes),
   * `new_key_unknown` (not offered, or long ago), `keeping_is_busy`, then what opens it not
   * (`book_key_wrong`, `recovery_key_mistyped`), `slots_would_be_lost`, `passphrase_missing`,
   * `disk_has_no_room`, `cancelled`, what `keep` does, and then as `changeKey`.
   */
  async take<R extends Refusal>(
    asked: AnotherKeyAsked,
    making: Making,
    id: string,
    keep: () => Promise<Result<unknown, R>>,
  ): Promise<Result<never, AnotherKeyRefusal | R>> {
    const judged = this.judged(asked);
    if (!judged.ok) return judged;
    const { offered } = this;
    const isOffered = offered !== null && this.options.uptime() - offered.at < OFFER_LASTS;
    if (!isOffered || keyIdOf(offered.master) !== asked.to) {
      return refuse({ code: 'new_key_unknown' });
    }
    return this.options.keeping.changeKey<never, AnotherKeyRefusal | R>(async (onPhase, signal) => {
      const wanted = await this.wanted(asked);
      if (!wanted.ok) return wanted;
      const { passphrases, now } = wanted.value;
      const { master } = offered;
      const slots = await newSlots(master, passphrases, now, making);
      if (signal.aborted) return refuse({ code: 'cancelled' });
      const kept = await keep();
      if (!kept.ok) return kept;
      return this.staged({ id, master, slots, now }, onPhase, signal);
    });
  }

  private judged({ from, passphrase }: Omit<AnotherKeyAsked, 'to'>): Result<null, ChosenRefusal> {
    const judged = passphrase === '' ? null : judgePassphrase(passphrase);
    if (judged !== null && !judged.ok) return judged;
    const need = keyNeedOf(this.options.folder);
    const present = need.kind === 'slots' ? need.slots.keyId : (heldRing()[0]?.id ?? '');
    return present === from ? ok(null) : refuse({ code: 'key_is_another' });
  }

  /** The passphrases of the new key, and the masters that the book has now. */
  private async wanted({
    from,
    secrets,
    passphrase,
    dropOthers,
  }: Omit<AnotherKeyAsked, 'to'>): Promise<Result<Wanted, ChosenRefusal>> {
    const fresh = passphrase === '' ? [] : [passphrase];
    if (from === '') {
      if (fresh.length === 0) return refuse({ code: 'passphrase_missing' });
      return this.withRoom({ passphrases: fresh, now: [] });
    }
    const opened = await openWith(this.options.folder, secrets);
    if (!opened.ok) {
      const { refusal } = opened;
      return refusal.code === 'book_is_plain'
        ? refuse({ code: 'key_is_another' })
        : refuse(refusal);
    }
    const { keys, passphrases, unopened } = opened.value;
    const lost = unopened.filter(({ kind }) => kind === 'passphrase').length;
    if (lost > 0 && !dropOthers) return refuse({ code: 'slots_would_be_lost', slots: lost });
    const all = [...passphrases, ...fresh];
    if (all.length === 0) return refuse({ code: 'passphrase_missing' });
    return this.withRoom({ passphrases: all, now: mastersOf(keys) });
  }

  private async withRoom(wanted: Wanted): Promise<Result<Wanted, ChosenRefusal>> {
    const { needed, free } = await this.room();
    return needed > free ? refuse({ code: 'disk_has_no_room', needed, free }) : ok(wanted);
  }

  private async staged(
    {
      id,
      master,
      slots,
      now,
    }: {
      readonly id: string;
      readonly master: Uint8Array;
      readonly slots: KeySlots;
      readonly now: readonly Uint8Array[];
    },
    onPhase: OnPhase,
    signal: AbortSignal,
  ): Promise<Result<never, KeyChangeRefusal>> {
    const { folder, tellKeys, restart } = this.options;
    const held = this.holding(onPhase);
    let isNoted = false;
    try {
      const asked = { folder, id, master, slots, onPhase: held.onPhase, signal };
      const staged = await stageKeyChange(asked, held.hold);
      if (!staged.ok) return staged;
      await tellKeys(now, [master, ...now]);
      // From the note on it is swapped, whatever happens: nothing may come between.
      if (signal.aborted) return refuse({ code: 'cancelled' });
      noteKeyChange(folder, staged.value.side, staged.value.wasPlain);
      isNoted = true;
    } finally {
      for (const each of now) each.fill(0);
      if (isNoted) this.forget();
      else held.release();
    }
    restart();
    // The process has ended; a stand-in for it never answers.
    return new Promise(() => undefined);
  }

  /** Lets deeds wait from `hold` on, and tells how long they will. */
  private holding(onPhase: OnPhase) {
    const { writer, check, uptime } = this.options;
    let gate: ReturnType<BookCheck['occupy']> = null;
    let goOn = (): void => undefined;
    let since = 0;
    return {
      hold: (): void => {
        gate = check.occupy();
        if (gate === null) throw new Fault('key_change_failed', 'the book takes no deeds');
        goOn = writer.hold();
        since = uptime();
      },
      release: (): void => {
        goOn();
        gate?.end();
      },
      onPhase: (phase: Parameters<OnPhase>[0], done: number, total: number): void => {
        onPhase(phase, done, total);
        if (gate === null || phase === 'originals') return;
        const part = total === 0 ? 0 : done / total;
        const share = COPY_SHARE + part * (1 - COPY_SHARE);
        const fraction = Math.min(1, phase === 'copying' ? part * COPY_SHARE : share);
        const spent = uptime() - since;
        gate.at(fraction, fraction === 0 ? null : Math.round((spent * (1 - fraction)) / fraction));
      },
    };
  }
}

/** Bytes of a file, or of all files in a folder however deep; 0 where there is none. */
async function bytesIn(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.size;
  let bytes = 0;
  for await (const { name } of await opendir(path)) bytes += await bytesIn(join(path, name));
  return bytes;
}
