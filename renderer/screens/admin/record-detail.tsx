// One record: what it says now, what may be done with it, and every version there was.
import { useState } from 'react';
import { kindRule, type MasterKind } from '../../../main/domain/master/kinds.ts';
import { Button } from '../../components/button.tsx';
import { useIsReady, useMay } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './admin-screen.module.css';
import type { AdminStore, Content, OpenRecord, Version } from './admin-store.ts';
import { ChangeDialog } from './change-dialog.tsx';
import { wordOf } from './records.tsx';

export function RecordDetail({
  store,
  open,
}: {
  readonly store: AdminStore;
  readonly open: OpenRecord;
}) {
  const { t } = useTexts();
  const may = useMay('proposeMasterChange');
  const ready = useIsReady();
  const [asked, setAsked] = useState<'change' | 'end' | null>(null);
  const { kind, versions } = open;
  if (versions === null) return <p>{t('loading')}</p>;
  const current = versions.find(({ state }) => state === 'confirmed') ?? null;
  const before = current?.content ?? null;
  return (
    <div className={styles.detail}>
      {may && before !== null && (
        <div className={styles.actions}>
          <Button isDisabled={!ready} onPress={() => setAsked('change')}>
            {t('admin.change')}
          </Button>
          <Button isDisabled={!ready} onPress={() => setAsked('end')}>
            {t(current?.ended === true ? 'admin.revive' : 'admin.end')}
          </Button>
        </div>
      )}
      {before !== null && <Fields kind={kind} content={before} before={null} />}
      <h3>{t('admin.versions')}</h3>
      <ol className={styles.versions}>
        {versions.map((version, at) => (
          <VersionItem
            key={version.versionId}
            kind={kind}
            version={version}
            before={olderConfirmed(versions, at)}
          />
        ))}
      </ol>
      {asked !== null && (
        <ChangeDialog
          kind={kind}
          before={before}
          ended={asked === 'end' ? current?.ended !== true : current?.ended === true}
          onlyEnds={asked === 'end'}
          onClose={() => {
            setAsked(null);
            store.refresh();
          }}
        />
      )}
    </div>
  );
}

function olderConfirmed(versions: readonly Version[], at: number): Content {
  return versions.slice(at + 1).find(({ state }) => state === 'confirmed')?.content ?? {};
}

function VersionItem({
  kind,
  version,
  before,
}: {
  readonly kind: MasterKind;
  readonly version: Version;
  readonly before: Content;
}) {
  const { t, code, format } = useTexts();
  const { state, effectiveOn, maker, checker, reason, at, content, ended } = version;
  const second =
    checker === '' ? t('admin.byOne', { maker }) : t('admin.byTwo', { maker, checker });
  return (
    <li>
      <strong>{code('masterState', state)}</strong> · {format.date(effectiveOn)}
      {ended && ` · ${code('masterField', 'ended')}`}
      <small>
        {state === 'proposed' ? t('admin.by', { maker }) : second} · {format.moment(at)}
      </small>
      {reason !== '' && <q>{reason}</q>}
      <Fields kind={kind} content={content} before={before} />
    </li>
  );
}

/** The fields that have a value; with `before`, only those that differ, and what they were. */
export function Fields({
  kind,
  content,
  before,
}: {
  readonly kind: MasterKind;
  readonly content: Content;
  readonly before: Content | null;
}) {
  const { t, code } = useTexts();
  const rows = Object.entries(kindRule(kind).fields).filter(([field]) => {
    const value = content[field] ?? '';
    return before === null ? value !== '' : value !== (before[field] ?? '');
  });
  if (rows.length === 0) return null;
  return (
    <dl className={styles.fields}>
      {rows.map(([field, { type }]) => (
        <div key={field}>
          <dt>{code('masterField', field)}</dt>
          <dd>
            {wordOf(type, content[field] ?? '', code) || '–'}
            {before !== null && before[field] !== undefined && (
              <small> {t('admin.was', { value: wordOf(type, before[field] ?? '', code) })}</small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
