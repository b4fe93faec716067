// The palette: finds a payment or a batch by any id and goes to any screen, from anywhere.
import { Command } from 'cmdk';
import { useEffect, useState } from 'react';
import type { Output } from '../../preload/contract/contract.ts';
import { Amount } from '../components/amount.tsx';
import { DialogFrame } from '../components/dialog.tsx';
import { Icon } from '../components/icon.tsx';
import { Status } from '../components/status.tsx';
import { useConsole } from '../context.ts';
import { useTexts } from '../use-texts.ts';
import styles from './palette.module.css';
import { useRooms } from './rooms.ts';

type Found = Output<'findPayment'>;
/** Milliseconds after the last key before the book is asked. */
const PAUSE = 80;

export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const { navigation } = useConsole();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState('');
  const found = useFound(typed.trim());
  const first = found?.found[0];
  // What was found by id stands first, and so it is what Enter means.
  useEffect(() => setChosen(first === undefined ? '' : itemValue(first)), [first]);
  const leave = (go: () => void) => () => {
    onClose();
    go();
  };
  const wanted = typed.trim().toLowerCase();
  const screens = useRooms().filter((screen) =>
    `${t(`screen.${screen}`)} ${screen}`.toLowerCase().includes(wanted),
  );
  return (
    <DialogFrame label={t('palette.title')} onClose={onClose} wide>
      <Command
        className={styles.palette ?? ''}
        label={t('palette.title')}
        shouldFilter={false}
        value={chosen}
        onValueChange={setChosen}
        loop
      >
        <Command.Input
          autoFocus
          className={styles.input}
          value={typed}
          onValueChange={setTyped}
          placeholder={t('palette.hint')}
          maxLength={140}
        />
        <Command.List className={styles.list}>
          <FoundItems found={found} leave={leave} />
          {screens.length > 0 && (
            <Command.Group heading={t('palette.screens')}>
              {screens.map((screen) => (
                <Command.Item
                  key={screen}
                  value={`screen ${screen}`}
                  onSelect={leave(() => navigation.go(screen))}
                >
                  <Icon name={screen} size={14} />
                  {t(`screen.${screen}`)}
                </Command.Item>
              ))}
            </Command.Group>
          )}
          {wanted !== '' && (
            <Command.Group heading={t('palette.text')}>
              <Command.Item
                value="search text"
                onSelect={leave(() => navigation.showPayments({ text: typed.trim() }))}
              >
                <Icon name="search" size={14} />
                {t('palette.search', { text: typed.trim() })}
              </Command.Item>
            </Command.Group>
          )}
        </Command.List>
      </Command>
    </DialogFrame>
  );
}

function itemValue(each: Found['found'][number]): string {
  const id = each.kind === 'payment' ? each.payment.paymentId : each.batch.batchId;
  return `${each.kind} ${id} ${each.by}`;
}

function FoundItems({
  found,
  leave,
}: {
  readonly found: Found | null;
  readonly leave: (go: () => void) => () => void;
}) {
  const { t, code } = useTexts();
  const { navigation } = useConsole();
  if (found === null || found.found.length === 0) return null;
  return (
    <Command.Group heading={t('palette.found')}>
      {found.found.map((each) =>
        each.kind === 'payment' ? (
          <Command.Item
            key={`p${each.payment.paymentId}${each.by}`}
            value={itemValue(each)}
            onSelect={leave(() => navigation.showPayment(each.payment.paymentId))}
          >
            <Status status={each.payment.status} word={code('status', each.payment.status)} quiet />
            <span className={styles.name}>{each.payment.creditorName}</span>
            <code>{each.payment.endToEndId}</code>
            <Amount money={each.payment.amount} />
          </Command.Item>
        ) : (
          <Command.Item
            key={`b${each.batch.batchId}${each.by}`}
            value={itemValue(each)}
            onSelect={leave(() => navigation.showBatch(each.batch.batchId))}
          >
            <Icon name="batch" size={14} />
            <span className={styles.name}>{each.batch.fileName}</span>
            <code>{each.batch.messageId}</code>
          </Command.Item>
        ),
      )}
      {found.more && <p className={styles.more}>{t('palette.more')}</p>}
    </Command.Group>
  );
}

/** What the book finds for a text; the answer of the newest question wins. */
function useFound(text: string): Found | null {
  const { office } = useConsole();
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (text === '') {
      setFound(null);
      return;
    }
    let outdated = false;
    const timer = setTimeout(() => {
      void office
        .ask((client) => client.findPayment({ text }))
        .then((reply) => {
          if (!outdated && reply.ok) setFound(reply.value);
        });
    }, PAUSE);
    return () => {
      outdated = true;
      clearTimeout(timer);
    };
  }, [office, text]);
  return found;
}
