// A person is added: a name, and the name to sign in by. What they may do is asked for afterwards.
import { useState } from 'react';
import { DeedDialog } from '../../../components/deed-dialog.tsx';
import { useOffice } from '../../../context.ts';
import { ProofInput } from '../../../seat/forms.tsx';
import { useDeed } from '../../../use-deed.ts';
import { useTexts } from '../../../use-texts.ts';
import type { Handed } from './first-passphrase.tsx';

export function AddPerson({
  onAdded,
  onClose,
}: {
  readonly onAdded: (person: number, handed: Handed) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [name, setName] = useState('');
  const [signInName, setSignInName] = useState('');
  const isWhole = name.trim() !== '' && signInName.trim() !== '';
  async function add() {
    const asked = { name: name.trim(), signInName: signInName.trim() };
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.addPerson({ submissionId, ...asked })),
    );
    if (done === null) return;
    onAdded(done.person, { ...asked, passphrase: done.firstPassphrase });
  }
  return (
    <DeedDialog
      title={t('people.addTitle')}
      confirm={t('people.add')}
      deed={deed}
      canConfirm={isWhole}
      onConfirm={() => void add()}
      onClose={onClose}
    >
      <p>{t('people.addLead')}</p>
      <ProofInput label={t('seat.name')} kind="name" value={name} onChange={setName} />
      <ProofInput
        label={t('seat.signInName')}
        kind="username"
        value={signInName}
        onChange={setSignInName}
      />
    </DeedDialog>
  );
}
