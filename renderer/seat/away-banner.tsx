// Whoever sits down while they are marked away is asked whether they are back: until they say so,
// what they hold rests.
import { Button } from '../components/button.tsx';
import { Message, Trouble } from '../components/message.tsx';
import { useIsReady, useOffice, useOfficeState } from '../context.ts';
import styles from '../frame/frame.module.css';
import { useDeed } from '../use-deed.ts';
import { useTexts } from '../use-texts.ts';

export function AwayBanner() {
  const { t, format } = useTexts();
  const office = useOffice();
  const ready = useIsReady();
  const deed = useDeed();
  const session = useOfficeState((state) => state.session);
  const { awayUntil = null, person = null } = session ?? {};
  if (awayUntil === null || person === null) return null;
  const back = () =>
    void deed.run((submissionId) =>
      office.ask((client) => client.endAbsence({ submissionId, person })),
    );
  const detail = `${t('absence.away', { day: format.date(awayUntil) })} ${t('absence.hereLead')}`;
  return (
    <section className={styles.banner} aria-label={t('absence.question')}>
      <Message tone="wait" text={{ primary: t('absence.question'), detail }}>
        <Button kind="primary" isDisabled={!ready || deed.busy} onPress={back}>
          {t('absence.here')}
        </Button>
      </Message>
      <Trouble of={deed} />
    </section>
  );
}
