// Chooses several of the things that wait, and opens the preview of signing them together.
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { useIsReady } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { type Choice, chosenOf, type Named, nameOf, offeredOf } from './choice.ts';
import styles from './review-screen.module.css';

export function BulkBar({ choice }: { readonly choice: Choice }) {
  const { t, format } = useTexts();
  const ready = useIsReady();
  const state = useStore(choice.state);
  const [asked, setAsked] = useState<readonly Named[] | null>(null);
  const opener = useRef<HTMLButtonElement | null>(null);
  const chosen = chosenOf(state);
  const offered = offeredOf(state).length;
  const isAll = chosen.length === offered;
  // One thing is signed where it lies; the preview of what was chosen stays until it is closed.
  if (offered < 2 && asked === null) return null;
  return (
    <div className={styles.bulk}>
      <Button onPress={isAll ? choice.none : choice.all}>
        {t(isAll ? 'bulk.none' : 'bulk.all')}
      </Button>
      <Button
        ref={opener}
        kind="primary"
        isDisabled={!ready || chosen.length === 0}
        onPress={() => setAsked(chosen)}
      >
        {t('bulk.preview', { number: format.count(chosen.length) })}
      </Button>
      {asked !== null && (
        <BulkDialog
          chosen={asked}
          onClose={() => {
            setAsked(null);
            opener.current?.focus();
          }}
        />
      )}
    </div>
  );
}

/** The box beside one thing that waits. */
export function ChooseBox({
  choice,
  named,
  label,
}: {
  readonly choice: Choice;
  readonly named: Named;
  readonly label: string;
}) {
  const { t } = useTexts();
  const { chosen } = useStore(choice.state);
  return (
    <label className={styles.choose}>
      <input
        type="checkbox"
        aria-label={t('bulk.choose', { what: label })}
        checked={chosen.has(nameOf(named))}
        onChange={() => choice.toggle(named)}
      />
    </label>
  );
}
