// What stands above every screen while the office cannot do everything: why, and what still works.
import { Message } from '../components/message.tsx';
import { useOfficeState } from '../context.ts';
import { useTexts } from '../use-texts.ts';
import styles from './frame.module.css';

export function OfficeBanner() {
  const { t, trouble } = useTexts();
  const link = useOfficeState((state) => state.link);
  const phase = useOfficeState((state) => state.phase);
  const fault = useOfficeState((state) => state.fault);
  const wrap = (node: React.ReactNode) => <div className={styles.banner}>{node}</div>;
  if (link === 'ended') {
    return wrap(
      <Message
        tone="bad"
        text={trouble({ ok: false, fault: { id: null, code: 'session_ended' } })}
      />,
    );
  }
  if (link === 'away') {
    return wrap(
      <Message
        tone="wait"
        text={{ primary: t('office.awayTitle'), detail: t('office.awayDetail') }}
      />,
    );
  }
  if (fault !== null) {
    return wrap(
      <Message tone="bad" text={trouble({ ok: false, fault: { id: null, code: fault } })} />,
    );
  }
  if (phase === 'checking_the_book') {
    return wrap(
      <Message
        tone="wait"
        text={{ primary: t('office.checkingTitle'), detail: t('office.checkingDetail') }}
      />,
    );
  }
  return null;
}
