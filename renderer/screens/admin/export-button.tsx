// Hands a kind over as a file, in the form in which it can be imported again: noted in the trail first.
import { useState } from 'react';
import type { MasterKind } from '../../../main/domain/master/kinds.ts';
import { Button } from '../../components/button.tsx';
import { saveText } from '../../components/chart/save.ts';
import { Trouble } from '../../components/message.tsx';
import { useOffice } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';

export function ExportButton({ kind }: { readonly kind: MasterKind }) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [busy, setBusy] = useState(false);
  async function run() {
    const asked = { kind, format: 'csv' } as const;
    const file = { of: 'exportMaster', ...asked } as const;
    const noted = await deed.run((submissionId) =>
      office.ask((client) => client.exportFile({ submissionId, file })),
    );
    if (noted === null) return;
    setBusy(true);
    let pieces: string[] = [];
    let isGiven = true;
    const end = await office.follow(
      (client) => {
        // After an absence the file begins again.
        pieces = [];
        return client.exportMaster({ ...asked, ...noted });
      },
      (item) => {
        if (item.kind === 'piece') pieces.push(item.text);
        else isGiven = false;
      },
      new AbortController().signal,
    );
    setBusy(false);
    if (end.ok && isGiven) saveText(`${kind}.csv`, pieces.join(''));
  }
  return (
    <>
      <Trouble of={deed} />
      <Button isDisabled={busy || deed.busy} onPress={() => void run()}>
        {t('admin.export')}
      </Button>
    </>
  );
}
