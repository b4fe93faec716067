// A file of the core-banking system on its way in: kept, read, and shown for what taking it in would
// come to, before anything is taken in.
import { useEffect, useState } from 'react';
import type { Output } from '../../../../preload/contract/contract.ts';
import type { Text } from '../../../../preload/locales/text.ts';
import { Button } from '../../../components/button.tsx';
import { Message, Trouble } from '../../../components/message.tsx';
import { useOffice } from '../../../context.ts';
import type { Texts } from '../../../texts.ts';
import { useDeed } from '../../../use-deed.ts';
import { useTexts } from '../../../use-texts.ts';
import styles from '../day/ledger-day.module.css';

type Preview = Output<'previewCoreBalances'>;
type Step =
  | { readonly step: 'reading' }
  | { readonly step: 'refused'; readonly text: Text; readonly problems: readonly string[] }
  | { readonly step: 'preview'; readonly originalHash: string; readonly preview: Preview }
  | { readonly step: 'done'; readonly repeated: boolean };

export function CoreImport({
  file,
  onClose,
}: {
  readonly file: File;
  readonly onClose: () => void;
}) {
  const { t, problem } = useTexts();
  const [step, setStep] = useReading(file);
  const close = <Button onPress={onClose}>{t('close')}</Button>;
  if (step.step === 'reading') return <p>{t('core.reading', { fileName: file.name })}</p>;
  if (step.step === 'refused') {
    return (
      <>
        <Message tone="bad" text={step.text}>
          {close}
        </Message>
        <ul>
          {step.problems.map((each) => (
            <li key={each}>{inWords(each, problem)}</li>
          ))}
        </ul>
      </>
    );
  }
  if (step.step === 'done') {
    const primary = t(step.repeated ? 'core.repeated' : 'core.takenIn');
    return (
      <Message tone="good" text={{ primary }}>
        {close}
      </Message>
    );
  }
  const { preview, originalHash } = step;
  return (
    <TakeIn
      preview={preview}
      originalHash={originalHash}
      onDone={(repeated) => setStep({ step: 'done', repeated })}
      onClose={onClose}
    />
  );
}

/** Keeps and reads the file as soon as it is there; leaving stops it. */
function useReading(file: File) {
  const office = useOffice();
  const { trouble } = useTexts();
  const [step, setStep] = useState<Step>({ step: 'reading' });
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    async function read() {
      const kept = await office.keepFile(file, signal);
      if (signal.aborted) return;
      if (!kept.ok) return setStep({ step: 'refused', text: trouble(kept), problems: [] });
      const { originalHash } = kept.value;
      const reply = await office.ask((client) => client.previewCoreBalances({ originalHash }));
      if (signal.aborted) return;
      if (reply.ok) return setStep({ step: 'preview', originalHash, preview: reply.value });
      const named = 'refusal' in reply ? reply.refusal.problems : [];
      const problems = Array.isArray(named) ? named.map(String) : [];
      setStep({ step: 'refused', text: trouble(reply), problems });
    }
    void read();
    return () => leaving.abort();
  }, [office, trouble, file]);
  return [step, setStep] as const;
}

/** `line 3: core_balance 1,5` as a person reads it; the place stays as it is. */
function inWords(text: string, problem: Texts['problem']): string {
  const [, place = '', code = text, value = ''] = /^(line \d+|\S+): (\S+) ?(.*)$/s.exec(text) ?? [];
  const expected = 'account,currency,balance,status,asOf';
  return `${place}: ${problem(code, { value, currency: value, expected })}`;
}

function TakeIn({
  preview,
  originalHash,
  onDone,
  onClose,
}: {
  readonly preview: Preview;
  readonly originalHash: string;
  readonly onDone: (repeated: boolean) => void;
  readonly onClose: () => void;
}) {
  const { t, format, trouble } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const { asOf, accounts, differences, repeated, totals, refusal } = preview;
  async function run() {
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.importCoreBalances({ submissionId, originalHash })),
    );
    if (done !== null) onDone(done.repeated);
  }
  const counts = { accounts: format.count(accounts), differences: format.count(differences) };
  return (
    <section aria-label={t('core.preview')}>
      <p>{t('core.would', { day: format.date(asOf), ...counts })}</p>
      <ul>
        {totals.map(({ currency, sum: minor, accounts: number }) => (
          <li key={currency}>
            {format.money({ minor, currency })} · {format.count(number)}
          </li>
        ))}
      </ul>
      {repeated && <Message tone="info" text={{ primary: t('core.repeated') }} />}
      {refusal !== null && (
        <Message tone="bad" text={trouble({ ok: false, refusal: { code: refusal } })} />
      )}
      <Trouble of={deed} />
      <div className={styles.header}>
        <Button onPress={onClose}>{t('cancel')}</Button>
        <Button
          kind="primary"
          isDisabled={repeated || refusal !== null || deed.busy}
          onPress={() => void run()}
        >
          {t('core.takeIn')}
        </Button>
      </div>
    </section>
  );
}
