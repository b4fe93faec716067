// The emergency override of what waits, for who may not sign for it: the first person begins it with a
// reason, the second confirms what the first began.
import { useState } from 'react';
import type { OverrideKind } from '../../../main/domain/override.ts';
import { Button } from '../../components/button.tsx';
import { WordsField } from '../../components/field.tsx';
import { Trouble } from '../../components/message.tsx';
import { useIsReady, useMay, useOffice } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useNames } from '../../use-names.ts';
import { type OverridesView, useOverrides } from '../../use-overrides.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './review-screen.module.css';

export function OverridePanel({
  kind,
  id,
  shown,
  cannot,
  onDone,
}: {
  readonly kind: OverrideKind;
  readonly id: number;
  readonly shown: string;
  /** Why it is not this person's to sign. */
  readonly cannot: string;
  readonly onDone: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const running = useDeed();
  const ready = useIsReady();
  const may = useMay('overrideWait');
  const { view, look } = useOverrides();
  const [reason, setReason] = useState('');
  // Who made or signed it takes no part.
  if (!may || view === null || !view.isOn || cannot === 'second_person_must_differ') return null;
  const open = view.overrides.find(
    (each) => each.kind === kind && each.thing === id && each.state === 'begun',
  );
  const began = open?.shown === shown ? open.begun : null;
  const step = began === null ? 'begin' : 'confirm';
  async function run() {
    const said = { kind, id, step, shown, reason: reason.trim() } as const;
    const done = await running.run((submissionId) =>
      office.ask((client) => client.overrideWait({ submissionId, ...said })),
    );
    if (done === null) return;
    setReason('');
    await look();
    onDone();
  }
  return (
    <section className={styles.override} aria-label={t('override.title')}>
      <strong>{t('override.title')}</strong>
      <Lead began={began} />
      <WordsField label={t('override.reason')} value={reason} onChange={setReason} />
      <Trouble of={running} />
      <div className={styles.actions}>
        <Button
          isDisabled={!ready || running.busy || reason.trim() === ''}
          onPress={() => void run()}
        >
          {t(step === 'begin' ? 'override.begin' : 'override.confirm')}
        </Button>
      </div>
    </section>
  );
}

/** What an override is, or who began this one and why. */
function Lead({ began }: { readonly began: OverridesView['overrides'][number]['begun'] | null }) {
  const { t, format } = useTexts();
  const nameOf = useNames();
  if (began === null) return <p>{t('override.lead')}</p>;
  const { person, at, reason } = began;
  const told = { person: nameOf(person), when: format.moment(at) };
  return <p>{t('override.second', { ...told, reason: reason ?? t('override.erased') })}</p>;
}
