// How far the change of the book's key is, how long its present step still takes, and the way to stop it.
import { useEffect, useRef, useState } from 'react';
import type { Item } from '../../../../preload/contract/contract.ts';
import { Button } from '../../../components/button.tsx';
import { Meter } from '../../../components/meter.tsx';
import { useOffice } from '../../../context.ts';
import { useTexts } from '../../../use-texts.ts';
import styles from './keys.module.css';

type Underway = Item<'keepingProgress'>;

/** Milliseconds of a step before its speed says something of the rest. */
const SAYS_SOMETHING_MS = 500;

export function KeyProgress() {
  const { t, format } = useTexts();
  const office = useOffice();
  const [now, setNow] = useState<Underway | null>(null);
  const [isStopped, setStopped] = useState(false);
  const [left, setLeft] = useState<number | null>(null);
  const step = useRef({ phase: '', since: 0 });
  useEffect(() => {
    const ended = new AbortController();
    const hear = (told: Underway): void => {
      const phase = told.phase ?? '';
      if (phase !== step.current.phase) step.current = { phase, since: performance.now() };
      const spent = performance.now() - step.current.since;
      const isSaid = spent > SAYS_SOMETHING_MS && told.done > 0;
      setLeft(isSaid ? (spent * (told.total - told.done)) / told.done / 1000 : null);
      setNow(told);
    };
    void office.follow((client) => client.keepingProgress({}), hear, ended.signal);
    return () => ended.abort();
  }, [office]);
  const { job = null, phase = null, done = 0, total = 0 } = now ?? {};
  const isOurs = job === 'key';
  const words = t(`keys.phase.${isOurs && phase !== null ? phase : 'begins'}`);
  return (
    <>
      <p>{t('keys.running')}</p>
      <Meter
        label={t('audit.job.key')}
        value={isOurs && total > 0 ? done / total : null}
        words={words}
        aside={left === null ? null : t('batch.left', { span: format.span(Math.ceil(left)) })}
      />
      <div className={styles.end}>
        <Button
          icon="cross"
          isDisabled={!isOurs || isStopped}
          onPress={() => {
            setStopped(true);
            void office.ask((client) => client.stopKeeping({}));
          }}
        >
          {t('keys.stop')}
        </Button>
      </div>
    </>
  );
}
