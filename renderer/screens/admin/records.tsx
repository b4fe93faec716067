// The records of one kind: a search over names in any script, the list, the record that is open with
// its history, and lists of files in and out.
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { kindRule, type MasterKind } from '../../../main/domain/master/kinds.ts';
import { Button } from '../../components/button.tsx';
import type { Column } from '../../components/grid/column.ts';
import { Grid } from '../../components/grid/grid.tsx';
import { Message } from '../../components/message.tsx';
import { PickButton } from '../../components/pick-button.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { Split } from '../../components/split.tsx';
import { useIsReady, useMay } from '../../context.ts';
import type { Texts } from '../../texts.ts';
import { useKeys } from '../../use-keys.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './admin-screen.module.css';
import type { AdminStore, RecordRow } from './admin-store.ts';
import { ChangeDialog } from './change-dialog.tsx';
import { HeldEdition } from './edition-fields.tsx';
import { ExportButton } from './export-button.tsx';
import { ImportPanel } from './import-panel.tsx';
import { RecordDetail } from './record-detail.tsx';

/** Fields that the list shows beside the key. */
const FIELDS_SHOWN = 5;

export function Records({
  store,
  kind,
}: {
  readonly store: AdminStore;
  readonly kind: MasterKind;
}) {
  const { t, code, format } = useTexts();
  const { pages, active, open, text, complete, edition } = useStore(store.state);
  const may = useMay('proposeMasterChange');
  const ready = useIsReady();
  const [adding, setAdding] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const search = useRef<HTMLInputElement | null>(null);
  const grid = useRef<HTMLElement | null>(null);
  useEffect(() => store.listen(), [store]);
  useKeys('list', {
    find: () => search.current?.focus(),
    back: () => store.close(),
    next: () => store.setActive(Math.min(active + 1, Math.max(0, (pages.total() ?? 1) - 1))),
    previous: () => store.setActive(Math.max(0, active - 1)),
  });
  const name = code('masterKind', kind);
  return (
    <Split
      detail={open === null ? null : <RecordDetail store={store} open={open} />}
      detailTitle={open?.key ?? ''}
      onClose={store.close}
    >
      <div className={styles.records}>
        <div className={styles.bar} role="toolbar" aria-label={name}>
          <SearchBox
            label={t('admin.search')}
            longest={100}
            className={styles.search}
            inputRef={search}
            value={text}
            onChange={store.search}
            onLeave={() => grid.current?.focus()}
          />
          {may && (
            <>
              <Button icon="plus" isDisabled={!ready} onPress={() => setAdding(true)}>
                {t('admin.add')}
              </Button>
              <PickButton
                label={t('admin.import')}
                accept=".csv,.gz"
                isDisabled={!ready}
                onFile={setFile}
              />
            </>
          )}
          <ExportButton kind={kind} />
        </div>
        {file !== null && (
          <ImportPanel key={file.name} kind={kind} file={file} onClose={() => setFile(null)} />
        )}
        {edition !== null && <HeldEdition held={edition} />}
        {!complete && <Message tone="info" text={{ primary: t('admin.more') }} />}
        <RecordsGrid store={store} kind={kind} gridRef={grid} />
        <Total store={store} format={format} />
      </div>
      {adding && (
        <ChangeDialog kind={kind} before={null} ended={false} onClose={() => setAdding(false)} />
      )}
    </Split>
  );
}

function RecordsGrid({
  store,
  kind,
  gridRef,
}: {
  readonly store: AdminStore;
  readonly kind: MasterKind;
  readonly gridRef: { current: HTMLElement | null };
}) {
  const texts = useTexts();
  const { t, code } = texts;
  const { pages, active, text } = useStore(store.state);
  const columns = useMemo(() => columnsOf(kind, texts), [kind, texts]);
  return (
    <div className={styles.sheet}>
      <Grid<RecordRow>
        label={code('masterKind', kind)}
        columns={columns}
        pages={pages}
        idOf={({ at }) => at + 1}
        nameOf={({ key }) => key}
        active={active}
        onActive={store.setActive}
        openId={null}
        onOpen={({ key }) => store.openRecord(kind, key)}
        empty={text === '' ? t('admin.none') : t('admin.notFound', { text })}
        loading={t('loading')}
        focusRef={gridRef}
      />
    </div>
  );
}

function Total({
  store,
  format,
}: {
  readonly store: AdminStore;
  readonly format: Texts['format'];
}) {
  const { t } = useTexts();
  const pages = useStore(store.state, (state) => state.pages);
  const [total, setTotal] = useState(pages.total());
  useEffect(() => {
    setTotal(pages.total());
    return pages.subscribe(() => setTotal(pages.total()));
  }, [pages]);
  if (total === null) return null;
  const count = { count: total, number: format.count(total) };
  return <p className={styles.total}>{t('admin.records', count)}</p>;
}

function columnsOf(kind: MasterKind, { code }: Texts): readonly Column<RecordRow>[] {
  const { fields, key } = kindRule(kind);
  const shown = Object.entries(fields).slice(0, FIELDS_SHOWN + key.length);
  return shown.map(([field, { type }], at) => ({
    key: field,
    title: code('masterField', field),
    width:
      type === 'name' || type === 'text'
        ? { least: 180, share: 2 }
        : { least: 110, share: 1, yields: at },
    ...(type === 'name' ? { look: 'name' as const } : {}),
    content: ({ content, ended }) => {
      const text = wordOf(type, content[field] ?? '', code);
      return field === key[0] && ended ? { text, after: code('masterField', 'ended') } : { text };
    },
  }));
}

/** A choice or flag in words; anything else as it is kept. */
export function wordOf(type: string, value: string, code: Texts['code']): string {
  return type === 'choice' || type === 'flag' ? code('masterValue', value) : value;
}
