// Where the console stands: the screen, and what one screen asks another to show. Held apart from
// the screens, so that a button, a shortcut and the palette lead to the same place.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reply } from '../preload/contract/method.ts';
import type { KeptFile } from './door.ts';
import type { QueueFilter } from './screens/queue/queue-filter.ts';

export const SCREENS = [
  'queue',
  'batch',
  'review',
  'settlement',
  'insight',
  'audit',
  'admin',
] as const;
export type Screen = (typeof SCREENS)[number];

export type Place = {
  readonly screen: Screen;
  /** Set when the queue was asked for with a filter or a payment; taken by the queue. */
  readonly filter: QueueFilter | null;
  readonly paymentId: number | null;
  /** Set when the batch screen was asked for a batch. */
  readonly batchId: number | null;
  /** Set when the shell opened a file: what keeping it came to, for the batch screen to preview. */
  readonly opened: OpenedFile | null;
  /** Grows with every going, so that going to the same place again is noticed. */
  readonly visit: number;
};

export type OpenedFile = { readonly fileName: string; readonly kept: Reply<KeptFile> };

export type Navigation = {
  readonly place: StoreApi<Place>;
  go(screen: Screen): void;
  /** The queue under exactly this filter. */
  showPayments(filter: QueueFilter): void;
  /** The queue with this payment's trail open. */
  showPayment(paymentId: number): void;
  showBatch(batchId: number): void;
  showFile(opened: OpenedFile): void;
};

/** Begins at the screen of that name, or at the queue when there is none. */
export function createNavigation(name = 'queue'): Navigation {
  const screen = SCREENS.find((each) => each === name) ?? 'queue';
  const nowhere = { filter: null, paymentId: null, batchId: null, opened: null } as const;
  const place = createStore<Place>(() => ({ screen, ...nowhere, visit: 0 }));
  const go = (next: Partial<Omit<Place, 'visit'>> & { readonly screen: Screen }): void =>
    place.setState(({ visit }) => ({ ...nowhere, ...next, visit: visit + 1 }));
  return {
    place,
    go: (screen) => go({ screen }),
    showPayments: (filter) => go({ screen: 'queue', filter }),
    showPayment: (paymentId) => go({ screen: 'queue', paymentId }),
    showBatch: (batchId) => go({ screen: 'batch', batchId }),
    showFile: (opened) => go({ screen: 'batch', opened }),
  };
}
