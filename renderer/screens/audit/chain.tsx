// The book's chain: audited on demand, with every check that failed, and the head and count that
// are to be kept outside the book.
import { useState } from 'react';
import type { Item, Output } from '../../../preload/contract/contract.ts';
import type { Text } from '../../../preload/locales/text.ts';
import { Button } from '../../components/button.tsx';
import { Message, Trouble } from '../../components/message.tsx';
import { Meter } from '../../components/meter.tsx';
import { useOffice } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './audit-screen.module.css';

type Checking = Extract<Item<'auditBook'>, { readonly kind: 'checking' }>;

export function Chain() {
  const { t, format, trouble: troubleOf } = useTexts();
  const office = useOffice();
  const [found, setFound] = useState<Output<'audit'> | null>(null);
  const [trouble, setTrouble] = useState<Text | null>(null);
  const [busy, setBusy] = useState(false);
  const [at, setAt] = useState<Checking | null>(null);
  async function run() {
    setBusy(true);
    setTrouble(null);
    const end = await office.follow(
      (client) => client.auditBook({}),
      (item) => {
        if (item.kind === 'checking') setAt(item);
        else setFound(item.verdict);
      },
      new AbortController().signal,
    );
    setBusy(false);
    setAt(null);
    if (!end.ok) setTrouble(troubleOf(end));
  }
  const failed = found?.checks.filter((check) => !check.ok) ?? [];
  return (
    <section className={styles.part} aria-label={t('audit.chain')}>
      <header>
        <h2>{t('audit.chain')}</h2>
        <Button icon="check" isDisabled={busy} onPress={() => void run()}>
          {t(busy ? 'audit.auditing' : 'audit.auditNow')}
        </Button>
      </header>
      <p className={styles.detail}>{t('audit.chainDetail')}</p>
      {at !== null && <Progress at={at} />}
      <Trouble of={{ trouble }} />
      {found?.ok === true && (
        <Message
          tone="good"
          text={{ primary: t('audit.sound', { count: format.count(found.count) }) }}
        />
      )}
      {failed.length > 0 && (
        <Message
          tone="bad"
          text={{
            primary: t('audit.unsound', {
              count: failed.length,
              number: format.count(failed.length),
            }),
            detail: failed.map(({ name, detail }) => `${name}: ${detail}`).join('\n'),
          }}
        />
      )}
      {found !== null && (
        <p className={styles.anchor}>
          <span>{t('audit.anchor')}</span>
          <code>{`${found.head ?? ''}:${found.count}`}</code>
        </p>
      )}
    </section>
  );
}

function Progress({ at: { name, done, total } }: { readonly at: Checking }) {
  const { t, format } = useTexts();
  const data = { done: format.count(done + 1), total: format.count(total), name };
  return (
    <Meter label={t('audit.auditing')} value={done / total} words={t('audit.checking', data)} />
  );
}
