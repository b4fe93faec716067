// A list on its way in: kept, read, and shown for what it would change, before anything is brought
// in. What a person leaves is stopped.
import { useEffect, useState } from 'react';
import { hasEditions } from '../../../main/domain/master/editions.ts';
import type { MasterKind } from '../../../main/domain/master/kinds.ts';
import type { Item } from '../../../preload/contract/contract.ts';
import type { Text } from '../../../preload/locales/text.ts';
import { Button } from '../../components/button.tsx';
import { WordsField } from '../../components/field.tsx';
import { Message, Trouble } from '../../components/message.tsx';
import { Meter } from '../../components/meter.tsx';
import { useOffice, useOfficeState } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './admin-screen.module.css';
import { EditionFields, type Scope, ScopeField } from './edition-fields.tsx';

type Preview = Extract<Item<'previewMaster'>, { kind: 'preview' }>;
type Step =
  | { readonly step: 'reading'; readonly share: number }
  | { readonly step: 'refused'; readonly text: Text }
  | { readonly step: 'preview'; readonly originalHash: string; readonly preview: Preview }
  | { readonly step: 'bringing'; readonly changeId: number; readonly share: number }
  | { readonly step: 'done'; readonly state: string };

/** Lines with a problem that are shown; the count says how many there are. */
const PROBLEMS_SHOWN = 20;

type Props = {
  readonly kind: MasterKind;
  readonly file: File;
  readonly onClose: () => void;
};

export function ImportPanel({ kind, file, onClose }: Props) {
  const { t, code, format } = useTexts();
  const [scope, setScope] = useState<Scope>('records');
  const [step, setStep] = useReading(kind, file, scope);
  const close = <Button onPress={onClose}>{t('close')}</Button>;
  if (step.step === 'reading') {
    return (
      <section className={styles.intake} aria-label={t('admin.import')}>
        <p>{t('admin.reading', { fileName: file.name })}</p>
        <Meter label={t('admin.import')} value={step.share} words={format.percent(step.share)} />
        <Button onPress={onClose}>{t('cancel')}</Button>
      </section>
    );
  }
  if (step.step === 'refused') {
    return (
      <Message tone="bad" text={step.text}>
        {close}
      </Message>
    );
  }
  if (step.step === 'done') {
    return (
      <Message tone="good" text={{ primary: code('masterState', step.state) }}>
        {close}
      </Message>
    );
  }
  if (step.step === 'bringing') {
    return <Bringing changeId={step.changeId} share={step.share} />;
  }
  const { preview, originalHash } = step;
  const { added, changed, ended, unchanged, rows } = preview;
  const counts = {
    rows: format.count(rows),
    added: format.count(added),
    changed: format.count(changed),
    ended: format.count(ended),
    unchanged: format.count(unchanged),
  };
  return (
    <section className={styles.intake} aria-label={t('admin.import')}>
      {hasEditions(kind) && <ScopeField scope={scope} onScope={setScope} />}
      <p>{t('admin.preview', { fileName: file.name, ...counts })}</p>
      {preview.accepted ? (
        <Begin
          kind={kind}
          originalHash={originalHash}
          scope={scope}
          held={preview.held}
          total={rows}
          canBegin={scope !== 'records' || added + changed + ended > 0}
          onStep={setStep}
          onClose={onClose}
        />
      ) : (
        <>
          <Problems preview={preview} />
          {close}
        </>
      )}
    </section>
  );
}

/** Keeps and reads the file as soon as it is picked; leaving the panel stops it. */
function useReading(kind: MasterKind, file: File, scope: Scope) {
  const office = useOffice();
  const { trouble } = useTexts();
  const [step, setStep] = useState<Step>({ step: 'reading', share: 0 });
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    setStep({ step: 'reading', share: 0 });
    async function read() {
      const kept = await office.keepFile(file, signal);
      if (signal.aborted) return;
      if (!kept.ok) return setStep({ step: 'refused', text: trouble(kept) });
      const { originalHash, size } = kept.value;
      const end = await office.follow(
        (client) => {
          return client.previewMaster(
            scope === 'records' ? { kind, originalHash } : { kind, originalHash, scope },
          );
        },
        (item) => {
          if (item.kind === 'progress') {
            setStep({ step: 'reading', share: Math.min(1, item.bytes / Math.max(1, size)) });
          } else if (item.kind === 'preview') {
            setStep({ step: 'preview', originalHash, preview: item });
          } else {
            const refusal = { code: item.code };
            setStep({ step: 'refused', text: trouble({ ok: false, refusal }) });
          }
        },
        signal,
      );
      if (!end.ok && !signal.aborted) setStep({ step: 'refused', text: trouble(end) });
    }
    void read();
    return () => leaving.abort();
  }, [office, trouble, kind, file, scope]);
  return [step, setStep] as const;
}

type Beginning = {
  readonly kind: MasterKind;
  readonly originalHash: string;
  readonly scope: Scope;
  /** The edition that the book holds, '' for none. */
  readonly held: string;
  readonly total: number;
  readonly onStep: (step: Step) => void;
};

/** What a person says of the list, and the deed that begins to bring it in and follows it. */
function useBeginning({ kind, originalHash, scope, held, total, onStep }: Beginning) {
  const office = useOffice();
  const deed = useDeed();
  const today = useOfficeState(({ businessDate }) => businessDate ?? '');
  const [reason, setReason] = useState('');
  const [named, setNamed] = useState({ edition: '', validUntil: '' });

  async function run() {
    const list = { kind, originalHash, validFrom: today, reason: reason.trim() };
    const base = scope === 'delta' ? held : '';
    const edition = { base, validUntil: named.validUntil, edition: named.edition.trim() };
    const asked = scope === 'records' ? list : { ...list, edition: { scope, ...edition } };
    const begun = await deed.run((submissionId) =>
      office.ask((client) => client.importMaster({ submissionId, ...asked })),
    );
    if (begun === null) return;
    const { changeId } = begun;
    await office.follow(
      (client) => client.masterProgress({ changeId }),
      ({ rows, change, done }) => {
        const share = Math.min(1, rows / Math.max(1, total));
        onStep(
          done ? { step: 'done', state: change.state } : { step: 'bringing', changeId, share },
        );
      },
      new AbortController().signal,
    );
  }
  return { run, deed, reason, setReason, named, setNamed };
}

function Begin({
  canBegin,
  onClose,
  ...beginning
}: Beginning & {
  readonly canBegin: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const { scope, held } = beginning;
  const begin = useBeginning(beginning);
  const { reason, setReason, named, setNamed, deed } = begin;
  const lacksName = scope !== 'records' && named.edition.trim() === '';
  return (
    <>
      {scope !== 'records' && (
        <EditionFields scope={scope} held={held} named={named} onNamed={setNamed} />
      )}
      <WordsField
        label={t('admin.reason')}
        hint={t('admin.reasonHint')}
        value={reason}
        onChange={setReason}
      />
      {!canBegin && <Message tone="info" text={{ primary: t('admin.nothingNew') }} />}
      <Trouble of={deed} />
      <div className={styles.actions}>
        <Button onPress={onClose}>{t('cancel')}</Button>
        <Button
          kind="primary"
          isDisabled={!canBegin || lacksName || reason.trim() === '' || deed.busy}
          onPress={() => void begin.run()}
        >
          {t('admin.bringIn')}
        </Button>
      </div>
    </>
  );
}

function Bringing({ changeId, share }: { readonly changeId: number; readonly share: number }) {
  const { t, format } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const stop = () =>
    deed.run((submissionId) =>
      office.ask((client) =>
        client.decideMasterChange({ submissionId, changeId, decision: 'withdrawn', reason: '' }),
      ),
    );
  return (
    <section className={styles.intake} aria-label={t('admin.import')}>
      <Meter label={t('admin.bringingIn')} value={share} words={format.percent(share)} />
      <Button isDisabled={deed.busy} onPress={() => void stop()}>
        {t('admin.stopImport')}
      </Button>
    </section>
  );
}

function Problems({ preview }: { readonly preview: Preview }) {
  const { t, problem, code, format } = useTexts();
  const { problems, problemCount } = preview;
  const named = (data: { readonly [name: string]: string }) =>
    data.column === undefined ? data : { ...data, column: code('masterField', data.column) };
  return (
    <>
      <Message
        tone="bad"
        text={{ primary: t('admin.problems', { number: format.count(problemCount) }) }}
      />
      <ul className={styles.problems}>
        {problems.slice(0, PROBLEMS_SHOWN).map(({ code: name, place, data }) => (
          <li key={`${place.line} ${name} ${data.column ?? ''}`}>
            {t('admin.line', { line: place.line ?? 0 })} {problem(name, named(data))}
          </li>
        ))}
      </ul>
    </>
  );
}
