// Admin's keys: whether the book is encrypted, the ways of opening it, its recovery key, and what
// this workstation's keyring does. Only an administrator sees any of it.
import { useCallback, useEffect, useState } from 'react';
import type { Output } from '../../../../preload/contract/contract.ts';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { useIsReady, useMay, useOffice, useOfficeState } from '../../../context.ts';
import { useTexts } from '../../../use-texts.ts';
import { AnotherKeyDialog } from './another-key-dialog.tsx';
import styles from './keys.module.css';
import { RecoveryDialog } from './recovery-dialog.tsx';
import { type SlotAsked, SlotDialog } from './slot-dialog.tsx';
import { useMade } from './use-made.ts';

type Keys = Output<'bookKeys'>;
type Slot = Keys['slots'][number];

export function KeysScreen() {
  const { t } = useTexts();
  const office = useOffice();
  const [keys, setKeys] = useState<Keys | null>(null);
  const [asked, setAsked] = useState<SlotAsked | null>(null);
  const [isShowing, setShowing] = useState(false);
  const [isChanging, setChanging] = useState(false);
  const read = useCallback(async () => {
    const reply = await office.ask((client) => client.bookKeys({}));
    if (reply.ok) setKeys(reply.value);
  }, [office]);
  useEffect(() => void read(), [read]);
  if (keys === null) return <p role="status">{t('loading')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by Tab
    <section className={styles.scroll} tabIndex={0} aria-label={t('admin.keys')}>
      <State keys={keys} />
      {keys.state !== 'plain' && (
        <>
          <Ways keys={keys} onAsk={setAsked} />
          <Recovery
            keys={keys}
            onShow={() => setShowing(true)}
            onChange={() => setChanging(true)}
          />
          <Workstation />
        </>
      )}
      <AnotherKey isFirst={keys.state === 'plain'} onChange={() => setChanging(true)} />
      {asked !== null && (
        <SlotDialog
          asked={asked}
          onDone={(changed) => setKeys({ ...keys, ...changed })}
          onClose={() => {
            setAsked(null);
            // What another window changed meanwhile, or an answer that was lost, is seen too.
            void read();
          }}
        />
      )}
      {isChanging && (
        <AnotherKeyDialog
          keys={keys}
          onClose={() => {
            setChanging(false);
            void read();
          }}
        />
      )}
      {isShowing && <RecoveryDialog onClose={() => setShowing(false)} />}
    </section>
  );
}

function State({ keys: { state, keyId, earlier } }: { readonly keys: Keys }) {
  const { t, format } = useTexts();
  const detail = {
    plain: t('keys.plainDetail'),
    damaged: t('keys.damagedDetail'),
    encrypted: t('keys.keyName', { keyId }),
  }[state];
  return (
    <header className={styles.state} data-state={state}>
      <Icon name={state === 'encrypted' ? 'lock' : 'alert'} size={20} />
      <div>
        <h2>{t(`keys.${state}`)}</h2>
        <p>{detail}</p>
        {earlier > 0 && (
          <p>{t('keys.earlier', { count: earlier, number: format.count(earlier) })}</p>
        )}
      </div>
    </header>
  );
}

function Ways({
  keys: { slots },
  onAsk,
}: {
  readonly keys: Keys;
  readonly onAsk: (asked: SlotAsked) => void;
}) {
  const { t } = useTexts();
  const ready = useIsReady();
  const may = useMay('addKeySlot');
  const passphrases = slots.filter(({ kind }) => kind === 'passphrase').length;
  return (
    <section className={styles.card} aria-label={t('keys.ways')}>
      <div className={styles.head}>
        <h3>{t('keys.ways')}</h3>
        {may && (
          <Button icon="plus" isDisabled={!ready} onPress={() => onAsk({ what: 'add' })}>
            {t('keys.add')}
          </Button>
        )}
      </div>
      <ul>
        {slots.map((slot) => (
          <Way
            key={slot.id}
            slot={slot}
            stays={slot.kind === 'passphrase' && passphrases < 2}
            onAsk={onAsk}
          />
        ))}
      </ul>
    </section>
  );
}

function Way({
  slot,
  stays,
  onAsk,
}: {
  readonly slot: Slot;
  readonly stays: boolean;
  readonly onAsk: (asked: SlotAsked) => void;
}) {
  const { t } = useTexts();
  const ready = useIsReady();
  const may = useMay('removeKeySlot');
  const { id, kind, backend } = slot;
  const made = useMade();
  return (
    <li>
      <span>
        <b>{t(`keys.${kind}`)}</b>
        <small>
          {made(slot)} · <code>{id}</code>
          {backend !== '' && ` · ${backendName(backend, t)}`}
        </small>
      </span>
      {may && (
        <span className={styles.actions}>
          {kind === 'passphrase' && (
            <Button kind="quiet" isDisabled={!ready} onPress={() => onAsk({ what: 'replace' })}>
              {t('keys.replace')}
            </Button>
          )}
          {stays ? (
            <small>{t('keys.lastStays')}</small>
          ) : (
            <Button
              kind="quiet"
              isDisabled={!ready}
              onPress={() => onAsk({ what: 'remove', slot: id })}
            >
              {t('keys.remove')}
            </Button>
          )}
        </span>
      )}
    </li>
  );
}

const BACKENDS = [
  'keychain',
  'dpapi',
  'gnome_libsecret',
  'kwallet',
  'kwallet5',
  'kwallet6',
] as const;

/** What a keyring is called; one that a newer Electron names stays as it is. */
function backendName(backend: string, t: ReturnType<typeof useTexts>['t']): string {
  const known = BACKENDS.find((each) => each === backend);
  return known === undefined ? backend : t(`keys.backends.${known}`);
}

function Recovery({
  keys,
  onShow,
  onChange,
}: {
  readonly keys: Keys;
  readonly onShow: () => void;
  readonly onChange: () => void;
}) {
  const { t } = useTexts();
  const ready = useIsReady();
  const may = useMay('showRecoveryKey');
  const made = useMade();
  return (
    <section className={styles.card} aria-label={t('keys.recovery')}>
      <div className={styles.head}>
        <h3>{t('keys.recovery')}</h3>
        {may && (
          <span className={styles.actions}>
            <Button isDisabled={!ready} onPress={onShow}>
              {t('keys.recoveryShow')}
            </Button>
            <Button kind="quiet" isDisabled={!ready} onPress={onChange}>
              {t('keys.recoveryNew')}
            </Button>
          </span>
        )}
      </div>
      {keys.madeAt > 0 && <small>{made(keys)}</small>}
      <p>{t('keys.recoveryDetail')}</p>
    </section>
  );
}

/** What the keyring of this workstation does. */
function Workstation() {
  const { t } = useTexts();
  const isDesktop = useOfficeState(({ session }) => session?.shell === 'electron');
  return (
    <section className={styles.card} aria-label={t('keys.workstation')}>
      <h3>{t('keys.workstation')}</h3>
      <p>{t(isDesktop ? 'keys.workstationDesktop' : 'keys.workstationBrowser')}</p>
    </section>
  );
}

/** The way to another key, or to the first one. */
function AnotherKey({
  isFirst,
  onChange,
}: {
  readonly isFirst: boolean;
  readonly onChange: () => void;
}) {
  const { t } = useTexts();
  const ready = useIsReady();
  const may = useMay('changeKey');
  const title = t(isFirst ? 'keys.firstKey' : 'keys.otherKey');
  return (
    <section className={styles.card} aria-label={title}>
      <div className={styles.head}>
        <h3>{title}</h3>
        {may && (
          <Button {...(isFirst ? { kind: 'primary' } : {})} isDisabled={!ready} onPress={onChange}>
            {t(isFirst ? 'keys.encrypt' : 'keys.change')}
          </Button>
        )}
      </div>
      <p>{t(isFirst ? 'keys.firstKeyDetail' : 'keys.otherKeyDetail')}</p>
    </section>
  );
}
