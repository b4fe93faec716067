// The ledger's evening on the Settlement screen: the business days with the head of the chain that
// each left, what keeps the oldest open one from closing, and the trial balance of every currency.
import { useCallback, useEffect, useState } from 'react';
import type { Output } from '../../../../preload/contract/contract.ts';
import { Button } from '../../../components/button.tsx';
import { useConsole, useIsReady, useMay } from '../../../context.ts';
import { throttled } from '../../../throttle.ts';
import { useTexts } from '../../../use-texts.ts';
import { ChangeAccountDialog } from './change-account-dialog.tsx';
import { CloseDayDialog } from './close-day-dialog.tsx';
import { Days } from './days.tsx';
import { EventDialog } from './event-dialog.tsx';
import styles from './ledger-day.module.css';
import { StandingWork } from './standing-work.tsx';
import { TrialBalance } from './trial-balance.tsx';

export type DayView = Output<'dayView'>;
export type TrialBalances = Output<'trialBalance'>['currencies'];

/** Milliseconds between two looks while the book changes: both answers read much of it. */
const LOOK_EVERY = 2000;

type Seen = { readonly day: DayView; readonly balances: TrialBalances };

function useLedgerDay(): { readonly seen: Seen | null; readonly read: () => Promise<void> } {
  const { office } = useConsole();
  const [seen, setSeen] = useState<Seen | null>(null);
  const read = useCallback(async () => {
    const [day, balances] = await Promise.all([
      office.ask((client) => client.dayView({})),
      office.ask((client) => client.trialBalance({})),
    ]);
    if (day.ok && balances.ok) setSeen({ day: day.value, balances: balances.value.currencies });
  }, [office]);
  useEffect(() => {
    const look = throttled(() => void read(), LOOK_EVERY, office.later);
    look();
    const topics = ['payments', 'cycles', 'entries', 'accounts'] as const;
    const stops = topics.map((topic) => office.onChanged(topic, look));
    return () => {
      for (const stop of stops) stop();
    };
  }, [office, read]);
  return { seen, read };
}

/** The oldest business day that is still open: days close in order. */
export function oldestOpen({ days, openDay }: DayView): string {
  return days.filter(({ state }) => state === 'open').at(-1)?.day ?? openDay;
}

/** What open items are called beside their account: `entry 45` of `2210 entry 45`. */
function itemsOf({ work }: DayView): readonly string[] {
  const items = work.filter(({ kind }) => kind.startsWith('item_'));
  return [...new Set(items.map(({ reference }) => reference.replace(/^\S+ /, '')))];
}

export function LedgerDay() {
  const { t, format } = useTexts();
  const { seen, read } = useLedgerDay();
  const ready = useIsReady();
  const may = useMay('closeDay');
  const mayChange = useMay('changeAccount');
  const mayBook = useMay('bookEvent');
  const [asked, setAsked] = useState<'close' | 'account' | 'event' | null>(null);
  if (seen === null) return null;
  const { day, balances } = seen;
  return (
    <section className={styles.ledger} aria-label={t('settlement.day.title')}>
      <header className={styles.header}>
        <h2>{t('settlement.day.title')}</h2>
        <div className={styles.actions}>
          {mayBook && balances.length > 0 && (
            <Button icon="pen" isDisabled={!ready} onPress={() => setAsked('event')}>
              {t('settlement.event.open')}
            </Button>
          )}
          {mayChange && balances.length > 0 && (
            <Button isDisabled={!ready} onPress={() => setAsked('account')}>
              {t('settlement.day.account')}
            </Button>
          )}
          {may && (
            <Button icon="check" isDisabled={!ready} onPress={() => setAsked('close')}>
              {t('settlement.day.close', { day: format.date(oldestOpen(day)) })}
            </Button>
          )}
        </div>
      </header>
      <Days view={day} />
      <StandingWork view={day} />
      {balances.map((each) => (
        <TrialBalance key={each.currency} balance={each} />
      ))}
      {asked === 'event' && (
        <EventDialog
          currencies={balances.map(({ currency }) => currency)}
          items={itemsOf(day)}
          onClose={() => {
            setAsked(null);
            void read();
          }}
        />
      )}
      {asked === 'account' && (
        <ChangeAccountDialog
          currencies={balances.map(({ currency }) => currency)}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === 'close' && (
        <CloseDayDialog
          view={day}
          balances={balances}
          onClose={() => {
            setAsked(null);
            void read();
          }}
        />
      )}
    </section>
  );
}
