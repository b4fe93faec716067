// The backups of the book: the newest and when one was last proven, each with what it holds, and
// the job that is under way.
import { useEffect, useState } from 'react';
import type { Item } from '../../../preload/contract/contract.ts';
import type { Reply } from '../../../preload/contract/method.ts';
import type { Text } from '../../../preload/locales/text.ts';
import { Button } from '../../components/button.tsx';
import { Message } from '../../components/message.tsx';
import { Meter } from '../../components/meter.tsx';
import { useMay, useOffice } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './audit-screen.module.css';
import type { BackupsView } from './audit-screen.tsx';
import { RestoreDialog } from './restore-dialog.tsx';

type Backup = BackupsView['backups'][number];
type Underway = Item<'keepingProgress'>;
type Word = { readonly tone: 'good' | 'bad'; readonly text: Text };

const NOTHING: Underway = { job: null, phase: null, done: 0, total: 0 };

/** What the keeper of the book is at, as it goes on. */
function useUnderway(): Underway {
  const office = useOffice();
  const [now, setNow] = useState<Underway>(NOTHING);
  useEffect(() => {
    const ended = new AbortController();
    void office.follow((client) => client.keepingProgress({}), setNow, ended.signal);
    return () => ended.abort();
  }, [office]);
  return now;
}

export function Backups({
  view,
  onDone,
}: {
  readonly view: BackupsView;
  readonly onDone: () => void;
}) {
  const { t, trouble: troubleOf } = useTexts();
  const office = useOffice();
  const may = useMay('backUp');
  const underway = useUnderway();
  const [word, setWord] = useState<Word | null>(null);
  const [asked, setAsked] = useState<Backup | null>(null);
  const busy = underway.job !== null;
  async function run<V>(job: Promise<Reply<V>>, tell: (value: V) => Word) {
    setWord(null);
    const reply = await job;
    setWord(reply.ok ? tell(reply.value) : { tone: 'bad', text: troubleOf(reply) });
    onDone();
  }
  const backUp = () =>
    run(
      office.ask((client) => client.backUp({ to: null })),
      ({ good, failed }) =>
        good
          ? { tone: 'good', text: { primary: t('audit.backedUp') } }
          : { tone: 'bad', text: { primary: t('audit.notGood'), detail: failed } },
    );
  const drill = () =>
    run(
      office.ask((client) => client.drillBackup({})),
      ({ ok, detail }) =>
        ok
          ? { tone: 'good', text: { primary: t('audit.drilled') } }
          : { tone: 'bad', text: { primary: t('audit.notProven'), detail } },
    );
  const good = view.backups.filter((each) => each.good);
  return (
    <section className={styles.part} aria-label={t('audit.backups')}>
      <header>
        <h2>{t('audit.backups')}</h2>
        {may && (
          <div className={styles.actions}>
            <Button kind="primary" icon="save" isDisabled={busy} onPress={() => void backUp()}>
              {t('audit.backUp')}
            </Button>
            <Button
              icon="double"
              isDisabled={busy || good.length === 0}
              onPress={() => void drill()}
            >
              {t('audit.drill')}
            </Button>
          </div>
        )}
      </header>
      <Standing view={view} />
      {busy && <Progress underway={underway} />}
      {word !== null && !busy && <Message tone={word.tone} text={word.text} />}
      {view.backups.length > 0 && (
        <List backups={view.backups} may={may && !busy} onRestore={setAsked} />
      )}
      {asked !== null && <RestoreDialog backup={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

/** When the last one was made and proven, and whether that is long ago. */
function Standing({ view }: { readonly view: BackupsView }) {
  const { t, format } = useTexts();
  const newest = view.backups.find(({ good }) => good);
  const proven = view.backups.flatMap(({ proof }) => (proof?.ok === true ? [proof.at] : []));
  if (newest === undefined) {
    const text = { primary: t('audit.noBackup'), detail: t('audit.noBackupDetail') };
    return <Message tone="wait" text={text} />;
  }
  const provenAt = proven.length === 0 ? t('audit.never') : format.dateTime(Math.max(...proven));
  return (
    <dl className={styles.standing}>
      <div data-due={view.backupDue || undefined}>
        <dt>{t('audit.last')}</dt>
        <dd>{format.dateTime(newest.madeAt)}</dd>
        {view.backupDue && <dd>{t('audit.overdue')}</dd>}
      </div>
      <div data-due={view.drillDue || undefined}>
        <dt>{t('audit.proven')}</dt>
        <dd>{provenAt}</dd>
        {view.drillDue && <dd>{t('audit.overdue')}</dd>}
      </div>
    </dl>
  );
}

function Progress({ underway }: { readonly underway: Underway }) {
  const { t } = useTexts();
  const office = useOffice();
  const { job, phase, done, total } = underway;
  if (job === null) return null;
  return (
    <div className={styles.progress}>
      <Meter
        label={t(`audit.job.${job}`)}
        value={total === 0 ? null : done / total}
        words={`${t(`audit.job.${job}`)} · ${t(`audit.phase.${phase ?? 'begins'}`)}`}
      />
      <Button
        kind="quiet"
        icon="cross"
        onPress={() => void office.ask((client) => client.stopKeeping({}))}
      >
        {t('audit.stop')}
      </Button>
    </div>
  );
}

function List({
  backups,
  may,
  onRestore,
}: {
  readonly backups: readonly Backup[];
  readonly may: boolean;
  readonly onRestore: (backup: Backup) => void;
}) {
  const { t, format } = useTexts();
  return (
    <table className={styles.list}>
      <thead>
        <tr>
          <th>{t('audit.made')}</th>
          <th>{t('audit.why')}</th>
          <th>{t('audit.holds')}</th>
          <th>{t('audit.state')}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {backups.map((backup) => (
          <tr key={backup.name} data-good={backup.good || undefined}>
            <td>{format.dateTime(backup.madeAt)}</td>
            <td>{t(`audit.reason.${backup.why}`)}</td>
            <td>
              {t('audit.links', {
                count: backup.count,
                number: format.count(backup.count),
                size: format.size(backup.bytes),
              })}
              {backup.missing > 0 && (
                <small>
                  {t('audit.missing', {
                    count: backup.missing,
                    number: format.count(backup.missing),
                  })}
                </small>
              )}
            </td>
            <td>
              <State backup={backup} />
            </td>
            <td>
              {backup.good && may && (
                <Button kind="quiet" icon="undo" onPress={() => onRestore(backup)}>
                  {t('audit.restore')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function State({ backup }: { readonly backup: Backup }) {
  const { t, format } = useTexts();
  const { good, failed, proof } = backup;
  if (!good) return <span title={failed}>{t('audit.notGood')}</span>;
  if (proof === null) return t('audit.good');
  if (!proof.ok) return <span title={proof.detail}>{t('audit.notProven')}</span>;
  return t('audit.provenAt', { at: format.dateTime(proof.at) });
}
