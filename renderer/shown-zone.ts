// The time zone in which this window shows instants: the workstation's own, or the demo bank's while its
// clock is the one that runs.
import { createStore } from 'zustand/vanilla';

/** `zone` is an IANA name; null is the workstation's. */
export const shownZone = createStore<{ readonly zone: string | null }>(() => ({ zone: null }));
