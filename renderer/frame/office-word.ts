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
  if (fault !== null || phase === 'stopped') {
    return { key: 'office.stopped', tone: 'bad', icon: 'alert' };
  }
  if (phase === 'checking_the_book') {
    return { key: 'office.checking', tone: 'wait', icon: 'clock' };
  }
  if (phase === 'read_only') return { key: 'office.readOnly', tone: 'wait', icon: 'lock' };
  return { key: 'office.ready', tone: 'good', icon: 'check' };
}
