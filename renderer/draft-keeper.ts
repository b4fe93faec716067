// The file that was picked and not submitted yet, kept for this window: a reload goes on with it,
// under the id that the office gave it.
import type { KeptFile } from './door.ts';
import { keptFileOf } from './kept-file.ts';

export type DraftKeeper = {
  read(): KeptFile | null;
  /** Null: there is none any more. */
  keep(draft: KeptFile | null): void;
};

/** Keeps the draft of one actor where the browser keeps things of one window. */
export function windowDrafts(who: string): DraftKeeper {
  const key = `counterfoil.draft.${who}`;
  return {
    read() {
      try {
        const kept = keptFileOf(JSON.parse(sessionStorage.getItem(key) ?? 'null'));
        return kept.ok ? kept.value : null;
      } catch {
        return null;
      }
    },
    keep(draft) {
      try {
        if (draft === null) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, JSON.stringify(draft));
      } catch {
        // Storage may be switched off by policy; then a draft lasts as long as the page.
      }
    },
  };
}
