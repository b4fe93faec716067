// What stands above every screen while payments are not taken in as they come: everybody must know
// why the queue stands still.
import { Button } from '../components/button.tsx';
import { Message } from '../components/message.tsx';
import { useConsole, useOfficeState } from '../context.ts';
import { useTexts } from '../use-texts.ts';
import styles from './frame.module.css';
import { useRooms } from './rooms.ts';

export function IntakeBanner() {
  const { t, format } = useTexts();
  const { navigation } = useConsole();
  const intake = useOfficeState((state) => state.intake);
  const rooms = useRooms();
  if (intake === null || intake.state === 'running') return null;
  const { state, left } = intake;
  const detail =
    state === 'draining' && left !== null
      ? t('insight.intake.left', { count: left, number: format.count(left) })
      : t('insight.intake.nothingLost');
  return (
    <div className={styles.banner}>
      <Message tone="wait" text={{ primary: t(`insight.intake.state.${state}`), detail }}>
        {rooms.includes('insight') && (
          <Button kind="quiet" onPress={() => navigation.go('insight')}>
            {t('screen.insight')}
          </Button>
        )}
      </Message>
    </div>
  );
}
