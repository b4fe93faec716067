// The way to the hand-overs, wherever a batch comes in or is carried; for whoever may see them.
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { useAnswered } from '../context.ts';
import { useTexts } from '../use-texts.ts';
import { HandOversDialog } from './hand-overs-dialog.tsx';

export function HandOversButton() {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const isAnswered = useAnswered();
  if (!isAnswered('handOvers')) return null;
  return (
    <>
      <Button icon="sent" onPress={() => setOpen(true)}>
        {t('handOver.open')}
      </Button>
      {isOpen && <HandOversDialog onClose={() => setOpen(false)} />}
    </>
  );
}
