// What waits for people of whom nobody is there: who they are and until when, and what can be done.
import type { AbsentSigner } from '../../../preload/contract/requests.ts';
import { Message } from '../../components/message.tsx';
import type { Texts } from '../../texts.ts';
import { useNames } from '../../use-names.ts';
import { useOverrides } from '../../use-overrides.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './review-screen.module.css';

type Absent = {
  readonly of: readonly AbsentSigner[];
  /** Of what is decided: nobody else lets it happen, by whatever override. */
  readonly isDecided?: boolean;
};

/** In a list: that it waits only for people who are away, and until when. */
export function OnlyAbsentMark({ of }: Absent) {
  const said = useOnlyAbsent({ of });
  return said === null ? null : <small className={styles.absent}>{said}</small>;
}

/** Beside what is open: the same, and what can be done. */
export function OnlyAbsent({ of, isDecided = false }: Absent) {
  const { t } = useTexts();
  const said = useOnlyAbsent({ of, isDecided });
  const { view } = useOverrides();
  if (said === null) return null;
  const hints = [
    t('absence.onlyAbsentHint'),
    ...(view?.isOn === true && !isDecided ? [t('absence.onlyAbsentOverride')] : []),
  ];
  return <Message tone="wait" text={{ primary: said, detail: hints.join(' ') }} />;
}

function useOnlyAbsent(absent: Absent): string | null {
  const texts = useTexts();
  const nameOf = useNames();
  return onlyAbsentWords(absent, texts, nameOf);
}

/** That everybody is away who may sign or decide it, who that is and until when; null else. */
export function onlyAbsentWords(
  { of, isDecided = false }: Absent,
  { t, format }: Pick<Texts, 't' | 'format'>,
  nameOf: (actor: string) => string,
): string | null {
  if (of.length === 0) return null;
  const names = of
    .map(({ person, until }) =>
      t('absence.nameUntil', { name: nameOf(person), day: format.date(until) }),
    )
    .join(' · ');
  return t(isDecided ? 'absence.onlyAbsentDecide' : 'absence.onlyAbsent', { names });
}
