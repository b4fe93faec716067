// Hands a kind over as a file, or says why there is none.
import type { MasterKind } from '../../../main/domain/master/kinds.ts';
import { Button } from '../../components/button.tsx';
import { saveText } from '../../components/chart/save.ts';
import { Trouble } from '../../components/message.tsx';
import { useOffice } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import { masterFile } from './master-file.ts';

export function ExportButton({ kind }: { readonly kind: MasterKind }) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  async function run() {
    const text = await deed.run((submissionId) => masterFile(office, submissionId, kind));
    if (text !== null) saveText(`${kind}.csv`, text);
  }
  return (
    <>
      <Trouble of={deed} />
      <Button isDisabled={deed.busy} onPress={() => void run()}>
        {t('admin.export')}
      </Button>
    </>
  );
}
