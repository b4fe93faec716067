// How a person stands: icon, word and colour together, and until when somebody must wait.
import { awayUntil, type PersonState, personState } from '../../../../main/domain/people.ts';
import type { IconName } from '../../../components/icon.tsx';
import { Mark, type Tone } from '../../../components/status.tsx';
import { useTexts } from '../../../use-texts.ts';
import styles from './people.module.css';
import { asGrant, type People, type Person } from './use-people.ts';

const LOOKS = {
  active: { icon: 'check', tone: 'good' },
  fresh: { icon: 'pen', tone: 'going' },
  away: { icon: 'calendar', tone: 'person' },
  locked: { icon: 'lock', tone: 'bad' },
  ended: { icon: 'undo', tone: 'still' },
} as const satisfies Record<PersonState, { readonly icon: IconName; readonly tone: Tone }>;

export function PersonMark({ of, all }: { readonly of: Person; readonly all: People }) {
  const { t, format } = useTexts();
  const grants = all.grants.map(asGrant);
  const state = personState(of, grants, all.day);
  const until = state === 'away' ? awayUntil(of.person, grants, all.day) : null;
  return (
    <>
      <Mark {...LOOKS[state]} word={t(`people.states.${state}`)} />
      {state === 'locked' && of.blockedUntil !== null && (
        <small className={styles.quiet}>
          {t('people.lockedUntil', { time: format.time(of.blockedUntil) })}
        </small>
      )}
      {until !== null && (
        <small className={styles.quiet}>{t('absence.until', { day: format.date(until) })}</small>
      )}
    </>
  );
}
