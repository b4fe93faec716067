// The window inspector: what the stream engine holds of an account at this moment, window by window.
import { type FormEvent, useState } from 'react';
import { type Habits, MEASURE_WINDOWS } from '../../../main/domain/measures.ts';
import type { Output } from '../../../preload/contract/contract.ts';
import { Amount } from '../../components/amount.tsx';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Trouble } from '../../components/message.tsx';
import { useConsole } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './insight-screen.module.css';

type Held = NonNullable<Output<'accountMeasures'>>;

/** What was looked up, and when: null where the engine has met no such account. */
type Looked = {
  readonly account: string;
  readonly currency: string;
  readonly held: Held | null;
};

const SIDES = ['paying', 'receiving'] as const;

/** IBANs are typed in groups; the engine knows them without. */
function plainAccount(typed: string): string {
  return typed.replace(/\s/g, '').toUpperCase();
}

export function Inspector({ currency }: { readonly currency: string }) {
  const { t, trouble } = useTexts();
  const { office } = useConsole();
  const [word, setWord] = useState<ReturnType<typeof trouble> | null>(null);
  const [typed, setTyped] = useState('');
  const [looked, setLooked] = useState<Looked | null>(null);
  async function look(event: FormEvent) {
    event.preventDefault();
    const account = plainAccount(typed);
    if (account === '') return;
    const held = await office.ask((client) => client.accountMeasures({ account, currency }));
    setWord(held.ok ? null : trouble(held));
    setLooked(held.ok ? { account, currency, held: held.value } : null);
  }
  return (
    <section className={styles.block} aria-label={t('insight.inspector')}>
      <h2>{t('insight.inspector')}</h2>
      <form className={styles.bar} onSubmit={(event) => void look(event)}>
        <TextField
          label={t('insight.account')}
          hint={t('insight.accountHint')}
          value={typed}
          most={40}
          spellCheck={false}
          onChange={setTyped}
        />
        <Button type="submit" icon="search">
          {t('insight.look')}
        </Button>
      </form>
      <Trouble of={{ trouble: word }} />
      {looked !== null && <Found looked={looked} />}
    </section>
  );
}

function Found({ looked }: { readonly looked: Looked }) {
  const { t, format } = useTexts();
  const { account, currency, held } = looked;
  return (
    <div role="status">
      {held === null && <p>{t('insight.neverMet', { account, currency })}</p>}
      {held !== null && (
        <>
          <p className={styles.lead}>
            {t('insight.lastSeen', { account, time: format.dateTime(held.lastSeenAt) })}
          </p>
          {held.habits !== null && <Usual habits={held.habits} currency={currency} />}
          <div className={styles.charts}>
            {SIDES.map((side) => (
              <Windows key={side} side={side} held={held} currency={currency} />
            ))}
          </div>
        </>
      )}
    </div>
  );
}

function Usual({ habits, currency }: { readonly habits: Habits; readonly currency: string }) {
  const { t, format } = useTexts();
  const { usual, burst } = habits;
  const money = (minor: bigint): string => format.money({ minor, currency });
  const says = {
    count: format.count(usual.count),
    mean: money(usual.mean),
    deviation: money(usual.deviation),
    least: money(usual.least),
    greatest: money(usual.greatest),
  };
  return (
    <>
      <h3>{t('insight.usual')}</h3>
      <p>{t('insight.usualSays', says)}</p>
      {burst !== null && burst.count > 1 && (
        <p>
          {t('insight.burst', {
            count: format.count(burst.count),
            time: format.dateTime(burst.since),
            sum: money(burst.sum),
          })}
        </p>
      )}
    </>
  );
}

function Windows({
  side,
  held,
  currency,
}: {
  readonly side: (typeof SIDES)[number];
  readonly held: Held;
  readonly currency: string;
}) {
  const { t, format } = useTexts();
  const { windows, firstSeenAt, dormantDays } = held[side];
  return (
    <div className={styles.scrolls}>
      <table>
        <caption>
          {t(`insight.side.${side}`)}
          <small>
            {t('insight.since', {
              time: format.dateTime(firstSeenAt),
              days: format.count(dormantDays),
            })}
          </small>
        </caption>
        <thead>
          <tr>
            <th>{t('insight.window')}</th>
            <th>{t('insight.paid')}</th>
            <th>{t('insight.received')}</th>
            <th>{t('insight.others')}</th>
            <th>{t('insight.justUnder')}</th>
          </tr>
        </thead>
        <tbody>
          {MEASURE_WINDOWS.map((name) => {
            const each = windows[name];
            return (
              <tr key={name}>
                <td>{t(`insight.windows.${name}`)}</td>
                <td>
                  {format.count(each.paidCount)} ·{' '}
                  <Amount money={{ minor: each.paidSum, currency }} />
                </td>
                <td>
                  {format.count(each.receivedCount)} ·{' '}
                  <Amount money={{ minor: each.receivedSum, currency }} />
                </td>
                <td>{format.count(each.counterparties)}</td>
                <td>{format.count(each.justUnderThreshold)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
