// What stands above every screen while the office cannot do everything: why, and what still works.
import { Message } from '../components/message.tsx';
import { Meter } from '../components/meter.tsx';
import { useOfficeState } from '../context.ts';
import { useTexts } from '../use-texts.ts';
import styles from './frame.module.css';
import { checkTold } from './office-word.ts';

export function OfficeBanner() {
  const { t, code, format, trouble } = useTexts();
  const link = useOfficeState((state) => state.link);
  const phase = useOfficeState((state) => state.phase);
  const fault = useOfficeState((state) => state.fault);
  const check = useOfficeState((state) => state.check);
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
  if (phase === 'read_only' && check !== null) {
    const detail = code('startCheckFailed', check.name);
    const refusal = { code: 'book_failed_its_check', detail };
    return wrap(<Message tone="bad" text={trouble({ ok: false, refusal })} />);
  }
  if (fault !== null) {
    return wrap(
      <Message tone="bad" text={trouble({ ok: false, fault: { id: null, code: fault } })} />,
    );
  }
  const told = checkTold({ phase, check });
  if (told !== null) {
    const seconds = Math.ceil((told.remaining ?? 0) / 1000);
    return wrap(
      <Message
        tone="wait"
        text={{ primary: t('office.checkingTitle'), detail: t('office.checkingDetail') }}
      >
        <Meter
          label={t('office.checkingTitle')}
          value={told.fraction}
          words={t('office.checkingNow', { check: code('startCheck', told.name) })}
          aside={t('batch.left', { span: format.span(seconds) })}
        />
      </Message>,
    );
  }
  return null;
}
