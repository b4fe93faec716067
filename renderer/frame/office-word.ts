// How the office is, in one word with its icon and colour.
import type { OfficeState } from '../office.ts';
import type { TextKey } from '../texts.ts';

type Word = {
  readonly key: TextKey;
  readonly tone: 'good' | 'wait' | 'bad';
  readonly icon: 'alert' | 'clock' | 'lock' | 'check';
};

/** How the office is, in one word. An absence is never called a failure: it is being looked into. */
export function officeWord({ link, phase, fault }: OfficeState): Word {
  if (link === 'ended') return { key: 'office.ended', tone: 'bad', icon: 'alert' };
  if (link === 'away') return { key: 'office.away', tone: 'wait', icon: 'clock' };
  if (link === 'connecting' || phase === null) {
    return { key: 'office.connecting', tone: 'wait', icon: 'clock' };
  }
  if (phase === 'read_only') {
    return { key: 'office.readOnly', tone: fault === null ? 'wait' : 'bad', icon: 'lock' };
  }
  if (fault !== null || phase === 'stopped') {
    return { key: 'office.stopped', tone: 'bad', icon: 'alert' };
  }
  if (phase === 'checking_the_book') {
    return { key: 'office.checking', tone: 'wait', icon: 'clock' };
  }
  return { key: 'office.ready', tone: 'good', icon: 'check' };
}

/** Milliseconds that a check must still take before a banner moves everything down for it. */
const WORTH_SAYING_MS = 500;

/** The check of the book as the banner tells it, or null when it will be through in a moment. */
export function checkTold({ phase, check }: Pick<OfficeState, 'phase' | 'check'>) {
  if (phase !== 'checking_the_book' || check === null) return null;
  return check.remaining !== null && check.remaining > WORTH_SAYING_MS ? check : null;
}
