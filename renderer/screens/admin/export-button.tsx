// Hands a kind over as a file, in the form in which it can be imported again.
import { useState } from 'react';
import type { MasterKind } from '../../../main/domain/master/kinds.ts';
import { Button } from '../../components/button.tsx';
import { saveText } from '../../components/chart/save.ts';
import { useOffice } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';

export function ExportButton({ kind }: { readonly kind: MasterKind }) {
  const { t } = useTexts();
  const office = useOffice();
  const [busy, setBusy] = useState(false);
  async function run() {
    setBusy(true);
    const pieces: string[] = [];
    const end = await office.follow(
      (client) => client.exportMaster({ kind, format: 'csv' }),
      ({ text }) => pieces.push(text),
      new AbortController().signal,
    );
    setBusy(false);
    if (end.ok) saveText(`${kind}.csv`, pieces.join(''));
  }
  return (
    <Button isDisabled={busy} onPress={() => void run()}>
      {t('admin.export')}
    </Button>
  );
}
