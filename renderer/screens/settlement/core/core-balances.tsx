// What the core-banking system last said of its accounts: how old that is, what becomes of payments
// while it is too old, where it differs from this book, and the way in for the next file.
import { type DragEvent, useCallback, useEffect, useState } from 'react';
import type { Output } from '../../../../preload/contract/contract.ts';
import { Message } from '../../../components/message.tsx';
import { PickButton } from '../../../components/pick-button.tsx';
import { useConsole, useIsReady, useMay } from '../../../context.ts';
import { throttled } from '../../../throttle.ts';
import { useTexts } from '../../../use-texts.ts';
import styles from '../day/ledger-day.module.css';
import { CoreImport } from './core-import.tsx';

type Standing = Output<'coreBalances'>;

/** Milliseconds between two looks while the book changes. */
const LOOK_EVERY = 2000;
/** Differences that are shown; the count says how many there are. */
const SHOWN = 20;

export function CoreBalances() {
  const { t } = useTexts();
  const { office } = useConsole();
  const ready = useIsReady();
  const may = useMay('importCoreBalances');
  const [standing, setStanding] = useState<Standing | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const read = useCallback(async () => {
    const reply = await office.ask((client) => client.coreBalances({ offset: 0, limit: SHOWN }));
    if (reply.ok) setStanding(reply.value);
  }, [office]);
  useEffect(() => {
    const look = throttled(() => void read(), LOOK_EVERY, office.later);
    look();
    const topics = ['accounts', 'policies', 'entries'] as const;
    const stops = topics.map((topic) => office.onChanged(topic, look));
    return () => {
      for (const stop of stops) stop();
    };
  }, [office, read]);
  if (standing === null) return null;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const [dropped] = event.dataTransfer.files;
    if (may && ready && dropped !== undefined) setFile(dropped);
  };
  return (
    <section
      className={styles.ledger}
      aria-label={t('core.title')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <header className={styles.header}>
        <h2>{t('core.title')}</h2>
        {may && (
          <PickButton
            label={t('core.pick')}
            accept=".csv,.xml,.gz"
            isDisabled={!ready}
            onFile={setFile}
          />
        )}
      </header>
      <Age standing={standing} />
      {file !== null && (
        <CoreImport
          key={`${file.name} ${file.lastModified}`}
          file={file}
          onClose={() => {
            setFile(null);
            void read();
          }}
        />
      )}
      <Breaks standing={standing} />
    </section>
  );
}

/** How old the balances are, and what that does to payments: never silently. */
function Age({ standing }: { readonly standing: Standing }) {
  const { t, format } = useTexts();
  const { last, stale, rule, staleAfter } = standing;
  if (last === null) return <p>{t('core.none')}</p>;
  const said = t('core.asOf', { day: format.date(last.asOf), count: last.age });
  if (!stale) return <p>{said}</p>;
  const detail = t('core.staleAfter', { count: staleAfter });
  return (
    <Message
      tone={rule === 'show' ? 'wait' : 'bad'}
      text={{ primary: said, detail: `${detail} ${t(`core.rules.${rule}`)}` }}
    />
  );
}

function Breaks({ standing }: { readonly standing: Standing }) {
  const { t, format } = useTexts();
  const { last, breaks } = standing;
  if (last === null) return null;
  const counts = {
    accounts: format.count(last.accounts),
    differences: format.count(last.differences),
  };
  if (breaks.length === 0) return <p>{t('core.agrees', counts)}</p>;
  const money = (minor: bigint, currency: string): string => format.money({ minor, currency });
  return (
    <table className={styles.table}>
      <caption>{t('core.differs', counts)}</caption>
      <thead>
        <tr>
          <th>{t('core.account')}</th>
          <th className={styles.number}>{t('core.ours')}</th>
          <th className={styles.number}>{t('core.theirs')}</th>
          <th className={styles.number}>{t('core.difference')}</th>
          <th>{t('core.status')}</th>
        </tr>
      </thead>
      <tbody>
        {breaks.map(({ account, currency, ours, core, difference, ourStatus, coreStatus }) => (
          <tr key={`${account} ${currency}`}>
            <td>{account}</td>
            <td className={styles.number}>{money(ours, currency)}</td>
            <td className={styles.number}>{money(core, currency)}</td>
            <td className={styles.number}>{money(difference, currency)}</td>
            <td>
              {coreStatus === null || coreStatus === ourStatus
                ? t(`core.statuses.${ourStatus}`)
                : `${t(`core.statuses.${ourStatus}`)} / ${t(`core.statuses.${coreStatus}`)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
