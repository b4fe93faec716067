// Whether somebody sits at the workstation: what the system says of its lock and its sleep, and how
// long no key was touched. Each change is told once, in order.
import type { PowerMonitor } from 'electron';
import type { Presence } from '../../office/office-protocol.ts';

/** Seconds without a key or a mouse after which nobody is there. */
export const IDLE_SECONDS = 300;
/** Milliseconds between two looks. */
export const LOOK_MS = 15_000;

export type PresenceOptions = {
  readonly power: Pick<PowerMonitor, 'on' | 'getSystemIdleTime'>;
  /** Calls `look` again and again, `ms` apart. */
  readonly every: (look: () => void, ms: number) => void;
  readonly tell: (presence: Presence) => void;
};

/** Watches until the program ends. */
export function watchPresence({ power, every, tell }: PresenceOptions): void {
  let idle = false;
  power.on('lock-screen', () => tell('locked'));
  power.on('unlock-screen', () => tell('unlocked'));
  power.on('suspend', () => tell('suspended'));
  power.on('resume', () => tell('resumed'));
  every(() => {
    const now = power.getSystemIdleTime() >= IDLE_SECONDS;
    if (now === idle) return;
    idle = now;
    tell(now ? 'idle' : 'active');
  }, LOOK_MS);
}
