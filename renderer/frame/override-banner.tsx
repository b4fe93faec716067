// What stands above every screen while an emergency override was not read of: that one stands, for
// everybody; what it was only where its report is.
import { Button } from '../components/button.tsx';
import { Message } from '../components/message.tsx';
import { useConsole, useMay } from '../context.ts';
import { useOverrides } from '../use-overrides.ts';
import { useTexts } from '../use-texts.ts';
import styles from './frame.module.css';
import { useRooms } from './rooms.ts';

export function OverrideBanner() {
  const { t, format } = useTexts();
  const { navigation } = useConsole();
  const rooms = useRooms();
  const mayRead = useMay('acknowledgeOverride');
  const { view } = useOverrides();
  if (view === null || view.standing === 0) return null;
  const { standing: count } = view;
  const primary = t('override.standing', { count, number: format.count(count) });
  return (
    <div className={styles.banner}>
      <Message tone="wait" text={{ primary, detail: t('override.standingDetail') }}>
        {mayRead && rooms.includes('audit') && (
          <Button kind="quiet" onPress={() => navigation.go('audit')}>
            {t('override.report')}
          </Button>
        )}
      </Message>
    </div>
  );
}
