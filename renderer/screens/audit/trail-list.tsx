// The trail of all deeds: searched, paged from the newest on, and taken out as a file that can be
// checked.
import { useCallback, useEffect, useState } from 'react';
import type { Output } from '../../../preload/contract/contract.ts';
import type { Text } from '../../../preload/locales/text.ts';
import { Button } from '../../components/button.tsx';
import { saveText } from '../../components/chart/save.ts';
import { Message } from '../../components/message.tsx';
import { useConsole, useIsReady, useMay, useSeesAccounts } from '../../context.ts';
import { useNames } from '../../use-names.ts';
import { useTexts } from '../../use-texts.ts';
import audit from './audit-screen.module.css';
import { fileInWords } from './file-in-words.ts';
import { TrailForm } from './trail-form.tsx';
import styles from './trail-list.module.css';
import {
  filterOf,
  NO_FIELDS,
  type TrailFields,
  type TrailFormat,
  trailText,
} from './trail-question.ts';

type Page = Output<'trailPage'>;
type Deed = Page['rows'][number];
type Word = { readonly tone: 'good' | 'bad'; readonly text: Text };

const PAGE = 50;

/** The page for what was asked, more of it on demand, and what came of the last question. */
function useTrail(fields: TrailFields) {
  const { office } = useConsole();
  const { trouble } = useTexts();
  const [page, setPage] = useState<Page | null>(null);
  const [word, setWord] = useState<Word | null>(null);
  const read = useCallback(
    async (before: number | null, gone: () => boolean) => {
      const asked = { filter: filterOf(fields), before, limit: PAGE };
      const reply = await office.ask((client) => client.trailPage(asked));
      if (gone()) return;
      if (!reply.ok) {
        setWord({ tone: 'bad', text: trouble(reply) });
        return;
      }
      const { value } = reply;
      setPage((seen) =>
        before === null || seen === null
          ? value
          : { ...value, rows: [...seen.rows, ...value.rows] },
      );
    },
    [office, fields, trouble],
  );
  useEffect(() => {
    let isGone = false;
    void read(null, () => isGone);
    return () => {
      isGone = true;
    };
  }, [read]);
  const older = (): void => {
    const last = page?.rows.at(-1);
    if (last !== undefined) void read(last.sequence, () => false);
  };
  return { page, word, setWord, older, again: () => void read(null, () => false) };
}

export function TrailList() {
  const { t, format, trouble } = useTexts();
  const { office } = useConsole();
  const mayExport = useMay('exportTrail');
  const ready = useIsReady();
  const seesAccounts = useSeesAccounts();
  const [fields, setFields] = useState(NO_FIELDS);
  const nameOf = useNames();
  const { page, word, setWord, older, again } = useTrail(fields);
  async function save(as: TrailFormat) {
    setWord(null);
    const text = await trailText(office, office.newSubmissionId(), filterOf(fields), as);
    if (text.ok) {
      saveText(`trail${seesAccounts ? '' : '.masked'}.${as}`, text.value);
      setWord({ tone: 'good', text: { primary: t('audit.exported') } });
      again();
    } else setWord({ tone: 'bad', text: trouble(text) });
  }
  return (
    <section className={audit.part} aria-label={t('audit.trail')}>
      <header>
        <h2>{t('audit.trail')}</h2>
        {mayExport && (
          <div className={audit.actions}>
            <Button icon="save" isDisabled={!ready} onPress={() => void save('csv')}>
              {t('audit.exportCsv')}
            </Button>
            <Button icon="save" isDisabled={!ready} onPress={() => void save('jsonl')}>
              {t('audit.exportJson')}
            </Button>
          </div>
        )}
      </header>
      <p className={audit.detail}>{t('audit.trailDetail')}</p>
      {word !== null && <Message tone={word.tone} text={word.text} />}
      {page !== null && (
        <>
          <TrailForm
            actors={page.actors}
            nameOf={nameOf}
            anchored={page.anchored}
            onAsked={setFields}
          />
          <p className={audit.detail} aria-live="polite">
            {page.total === 0
              ? t('audit.trailNone')
              : t('audit.trailFound', {
                  count: page.total,
                  number: format.count(page.total),
                  of: format.count(page.count),
                })}
          </p>
          {page.rows.length > 0 && <Deeds rows={page.rows} nameOf={nameOf} />}
          {page.rows.length < page.total && (
            <div>
              <Button onPress={older}>{t('audit.older')}</Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}

type NameOf = (actor: string) => string;

function Deeds({ rows, nameOf }: { readonly rows: readonly Deed[]; readonly nameOf: NameOf }) {
  const { t } = useTexts();
  return (
    <table className={styles.deeds}>
      <thead>
        <tr>
          <th>#</th>
          <th>{t('audit.when')}</th>
          <th>{t('audit.person')}</th>
          <th>{t('audit.deed')}</th>
          <th>{t('audit.about')}</th>
          <th>{t('audit.outcome')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <DeedRow key={row.sequence} row={row} nameOf={nameOf} />
        ))}
      </tbody>
    </table>
  );
}

function DeedRow({ row, nameOf }: { readonly row: Deed; readonly nameOf: NameOf }) {
  const texts = useTexts();
  const { t, code, format, trouble } = texts;
  const refused = row.refusal === null ? null : { code: row.refusal };
  return (
    <tr data-outcome={row.outcome}>
      <td className={styles.number}>{format.count(row.sequence)}</td>
      <td>{format.dateTime(row.at)}</td>
      <td>
        <bdi>{nameOf(row.actor)}</bdi>
      </td>
      <td>
        {code('deed', row.deed)}
        {row.file !== null && (
          <small>
            {' '}
            <bdi>{fileInWords(row.file, texts)}</bdi>
          </small>
        )}
        {row.remark !== null && (
          <q>
            <bdi>{row.remark}</bdi>
          </q>
        )}
      </td>
      <td>
        <Subject subject={row.subject} />
      </td>
      <td>
        {t(row.outcome === 'done' ? 'audit.done' : 'audit.refused')}
        {refused !== null && <small>{trouble({ ok: false, refusal: refused }).primary}</small>}
      </td>
    </tr>
  );
}

function Subject({ subject }: { readonly subject: Deed['subject'] }) {
  const { t } = useTexts();
  const { navigation } = useConsole();
  if (subject === null) return null;
  const { kind, id } = subject;
  const show = (): void =>
    kind === 'payment' ? navigation.showPayment(id) : navigation.showBatch(id);
  return (
    <button type="button" className={styles.link} onClick={show}>
      {t(kind === 'payment' ? 'audit.payment' : 'audit.batch', { id })}
    </button>
  );
}
