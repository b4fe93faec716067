// What if: the payments of the past are judged again under another value of a rule, and laid beside
// what they were judged. The book stays as it is; the rule is set elsewhere, by somebody else.
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { Field, TextField } from '../../components/field.tsx';
import { Message } from '../../components/message.tsx';
import { Meter } from '../../components/meter.tsx';
import { useConsole, useIsReady } from '../../context.ts';
import { shownZone } from '../../shown-zone.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './insight-screen.module.css';
import {
  type Asked,
  followRerun,
  isPlain,
  NOTHING_RUN,
  type RerunState,
  rerunInput,
  TRIED,
  type Tried,
} from './rerun-store.ts';
import { RerunView } from './rerun-view.tsx';

const BEGINS = { rule: 'reviewAbove', value: '', since: '' } as const;

export function RerunPanel({ currency }: { readonly currency: string }) {
  const { t, format, trouble } = useTexts();
  const [typed, setTyped] = useState<Omit<Asked, 'currency'>>(BEGINS);
  const { state, start, stop } = useRerun();
  const { progress } = state;
  const zone = useStore(shownZone, (shown) => shown.zone);
  const input = rerunInput({ ...typed, currency }, zone);
  return (
    <section className={styles.block} aria-label={t('insight.rerun.title')}>
      <h2>{t('insight.rerun.title')}</h2>
      <p className={styles.lead}>{t('insight.rerun.lead')}</p>
      <Asking
        typed={typed}
        currency={currency}
        onType={setTyped}
        isRunning={progress !== null}
        isWhole={input !== null}
        onStart={() => input !== null && start(input)}
        onStop={stop}
      />
      {progress !== null && (
        <Meter
          label={t('insight.rerun.title')}
          value={progress.of === 0 ? null : progress.epochs / progress.of}
          words={t('insight.rerun.progress', {
            done: format.count(progress.epochs),
            of: format.count(progress.of),
          })}
        />
      )}
      {state.trouble !== null && <Message tone="bad" text={trouble(state.trouble)} />}
      {state.rerun !== null && <RerunView rerun={state.rerun} />}
    </section>
  );
}

/** One rerun at a time; leaving the screen ends it. */
function useRerun() {
  const { office } = useConsole();
  const [state, setState] = useState<RerunState>(NOTHING_RUN);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const stop = (): void => {
    running.current?.abort();
    running.current = null;
    setState(NOTHING_RUN);
  };
  const start = (input: Parameters<typeof followRerun>[1]): void => {
    stop();
    running.current = new AbortController();
    void followRerun(office, input, running.current.signal, setState);
  };
  return { state, start, stop };
}

type AskingProps = {
  readonly typed: Omit<Asked, 'currency'>;
  readonly currency: string;
  readonly onType: (typed: Omit<Asked, 'currency'>) => void;
  readonly isRunning: boolean;
  readonly isWhole: boolean;
  readonly onStart: () => void;
  readonly onStop: () => void;
};

function unitOf(rule: Tried): 'amount' | 'days' | 'deviations' {
  if (rule === 'duplicateWindowDays') return 'days';
  return rule === 'unusualDeviations' ? 'deviations' : 'amount';
}

function Asking({ typed, currency, onType, isRunning, isWhole, onStart, onStop }: AskingProps) {
  const { t } = useTexts();
  const ready = useIsReady();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isRunning && ready) onStart();
  };
  return (
    <form className={styles.bar} onSubmit={submit}>
      <Field label={t('insight.rerun.rule')}>
        {(ids) => (
          <select
            {...ids}
            value={typed.rule}
            onChange={(event) => {
              const rule = TRIED.find((each) => each === event.target.value);
              if (rule !== undefined) onType({ ...typed, rule, value: '' });
            }}
          >
            {TRIED.map((each) => (
              <option key={each} value={each}>
                {t(`insight.rerun.rules.${each}`, { currency })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TextField
        label={t(`insight.rerun.${unitOf(typed.rule)}`, { currency })}
        inputMode={isPlain(typed.rule) ? 'numeric' : 'decimal'}
        value={typed.value}
        most={25}
        onChange={(text) => onType({ ...typed, value: text })}
      />
      <Field label={t('insight.rerun.since')} hint={t('insight.rerun.sinceHint')}>
        {(ids) => (
          <input
            {...ids}
            type="date"
            value={typed.since}
            onChange={(event) => onType({ ...typed, since: event.target.value })}
          />
        )}
      </Field>
      {isRunning ? (
        <Button onPress={onStop}>{t('insight.rerun.stop')}</Button>
      ) : (
        <Button type="submit" icon="clock" isDisabled={!isWhole || !ready}>
          {t('insight.rerun.start')}
        </Button>
      )}
    </form>
  );
}
