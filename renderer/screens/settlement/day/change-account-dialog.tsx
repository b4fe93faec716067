// Changes an account's status: which account, what it comes to in words, and why. In a book with people
// it is put to another person, and the dialog says so.
import { useState } from 'react';
import { ACCOUNT_STATUSES, type AccountStatus } from '../../../../main/domain/chart-of-accounts.ts';
import { DeedDialog } from '../../../components/deed-dialog.tsx';
import { Field, TextField, WordsField } from '../../../components/field.tsx';
import { Message } from '../../../components/message.tsx';
import { useOffice } from '../../../context.ts';
import { useDeed } from '../../../use-deed.ts';
import { useTexts } from '../../../use-texts.ts';

type Asked = {
  readonly account: string;
  readonly currency: string;
  readonly status: AccountStatus;
  readonly reason: string;
};

export function ChangeAccountDialog({
  currencies,
  onClose,
}: {
  /** Those in which the book has accounts. */
  readonly currencies: readonly string[];
  readonly onClose: () => void;
}) {
  const { t, code } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [isDone, setDone] = useState(false);
  const [asked, setAsked] = useState<Asked>({
    account: '',
    currency: currencies[0] ?? '',
    status: 'debit_blocked',
    reason: '',
  });
  const change = (part: Partial<Asked>): void => {
    setAsked({ ...asked, ...part });
    deed.clear();
    setDone(false);
  };
  async function run() {
    const told = { ...asked, account: asked.account.trim(), reason: asked.reason.trim() };
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.changeAccount({ submissionId, ...told })),
    );
    setDone(done !== null);
  }
  const isWhole = asked.account.trim() !== '' && asked.reason.trim() !== '';
  return (
    <DeedDialog
      title={t('settlement.day.accountTitle')}
      confirm={t('settlement.day.accountThis')}
      deed={deed}
      canConfirm={isWhole && deed.trouble === null}
      isOver={isDone}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <AccountFields asked={asked} currencies={currencies} onChange={change} />
      <p>{t(`settlement.day.accountEffect.${asked.status}`)}</p>
      <p>{t('settlement.day.accountSigned')}</p>
      {isDone && (
        <Message
          tone="good"
          text={{
            primary: t('settlement.day.accountDone', {
              account: asked.account.trim(),
              status: code('accountStatus', asked.status),
            }),
          }}
        />
      )}
    </DeedDialog>
  );
}

function AccountFields({
  asked,
  currencies,
  onChange,
}: {
  readonly asked: Asked;
  readonly currencies: readonly string[];
  readonly onChange: (part: Partial<Asked>) => void;
}) {
  const { t, code } = useTexts();
  return (
    <>
      <TextField
        label={t('settlement.number')}
        most={140}
        value={asked.account}
        onChange={(text) => onChange({ account: text })}
      />
      <Field label={t('settlement.day.accountCurrency')}>
        {(ids) => (
          <select
            {...ids}
            value={asked.currency}
            onChange={({ target }) => onChange({ currency: target.value })}
          >
            {currencies.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('settlement.day.accountStatus')}>
        {(ids) => (
          <select
            {...ids}
            value={asked.status}
            onChange={({ target }) => {
              const status = ACCOUNT_STATUSES.find((each) => each === target.value);
              if (status !== undefined) onChange({ status });
            }}
          >
            {ACCOUNT_STATUSES.map((each) => (
              <option key={each} value={each}>
                {code('accountStatus', each)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <WordsField
        label={t('settlement.day.accountReason')}
        value={asked.reason}
        onChange={(reason) => onChange({ reason })}
      />
    </>
  );
}
