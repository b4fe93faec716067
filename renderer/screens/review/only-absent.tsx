// What waits for people of whom nobody is there: who they are and until when, and what can be done.
import { Message } from '../../components/message.tsx';
import { useNames } from '../../use-names.ts';
import { useOverrides } from '../../use-overrides.ts';
import { useTexts } from '../../use-texts.ts';
import { type Absent, awayShortly, onlyAbsentWords } from './absent-words.ts';
import styles from './review-screen.module.css';

/** In a list: that it waits only for people who are away, one of them by name. */
export function OnlyAbsentMark({ of }: Pick<Absent, 'of'>) {
  const texts = useTexts();
  const nameOf = useNames();
  const said = awayShortly({ of }, texts, nameOf);
  if (said === null) return null;
  return (
    <small className={styles.absent} title={onlyAbsentWords({ of }, texts, nameOf) ?? ''}>
      {said}
    </small>
  );
}

/** Beside what is open: all of them and until when, and what can be done. */
export function OnlyAbsent({ of, isDecided = false }: Absent) {
  const texts = useTexts();
  const nameOf = useNames();
  const { view } = useOverrides();
  const said = onlyAbsentWords({ of, isDecided }, texts, nameOf);
  if (said === null) return null;
  const { t } = texts;
  const hints = [
    t('absence.onlyAbsentHint'),
    ...(view?.isOn === true && !isDecided ? [t('absence.onlyAbsentOverride')] : []),
  ];
  return <Message tone="wait" text={{ primary: said, detail: hints.join(' ') }} />;
}
