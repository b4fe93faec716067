// How the import of accounts went: what was opened, or the lines to mend.
import { Button } from '../../components/button.tsx';
import { Message } from '../../components/message.tsx';
import { useTexts } from '../../use-texts.ts';
import styles from './batch-screen.module.css';
import type { AccountsImport } from './batch-state.ts';
import type { BatchStore } from './batch-store.ts';
import { Problems } from './problems.tsx';

export function AccountsPanel({
  store,
  accounts,
}: {
  readonly store: BatchStore;
  readonly accounts: AccountsImport;
}) {
  const { t, format, trouble } = useTexts();
  const { fileName } = accounts;
  const close = <Button onPress={store.closeAccounts}>{t('close')}</Button>;
  if (accounts.step === 'running') {
    return <Message tone="info" text={{ primary: t('accounts.running', { fileName }) }} />;
  }
  if (accounts.step === 'refused') {
    return (
      <Message tone="bad" text={trouble(accounts.trouble)}>
        {close}
      </Message>
    );
  }
  const { opened, unchanged, problems } = accounts.result;
  return (
    <div className={styles.block}>
      <Message
        tone={problems.length === 0 ? 'good' : 'wait'}
        text={{
          primary: t('accounts.opened', { count: opened, number: format.count(opened) }),
          ...(unchanged > 0
            ? {
                detail: t('accounts.unchanged', {
                  count: unchanged,
                  number: format.count(unchanged),
                }),
              }
            : {}),
        }}
      >
        {close}
      </Message>
      <Problems problems={problems} found={problems.length} />
    </div>
  );
}
