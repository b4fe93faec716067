// The other branches' keys that this book trusts: a key is entered by one administrator and signed for
// by another, who compares it; ending one needs nobody else.
import { useCallback, useEffect, useState } from 'react';
import { inFours } from '../../../main/domain/text.ts';
import type { Output } from '../../../preload/contract/contract.ts';
import { type EnteredKey, keyEntered } from '../../carried/hand-over-facts.ts';
import { Button } from '../../components/button.tsx';
import { DeedDialog } from '../../components/deed-dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { Message } from '../../components/message.tsx';
import { useIsReady, useMay, useOffice } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './admin-screen.module.css';

type Branches = Output<'branchKeys'>;
type Key = Branches['keys'][number];
type Asked = 'trust' | Key;
const NOTHING: EnteredKey = { book: '', name: '', publicKey: '' };

export function OtherBranches() {
  const { t } = useTexts();
  const office = useOffice();
  const ready = useIsReady();
  const may = useMay('setBranchKey');
  const [branches, setBranches] = useState<Branches | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [told, setTold] = useState<'trusted' | 'trustWaits' | null>(null);
  const read = useCallback(async () => {
    const reply = await office.ask((client) => client.branchKeys({}));
    if (reply.ok) setBranches(reply.value);
  }, [office]);
  useEffect(() => {
    void read();
    return office.onChanged('requests', () => void read());
  }, [office, read]);
  if (branches === null) return <p role="status">{t('loading')}</p>;
  const shut = () => {
    setAsked(null);
    void read();
  };
  return (
    <section
      className={`${styles.scroll} ${styles.stack}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by Tab
      tabIndex={0}
      aria-label={t('admin.branches')}
    >
      <p>{t('handOver.branchesLead')}</p>
      <p>
        {t('handOver.ownBook')} <code>{branches.book}</code>
      </p>
      {may && (
        <div className={styles.actions}>
          <Button icon="plus" isDisabled={!ready} onPress={() => setAsked('trust')}>
            {t('handOver.trust')}
          </Button>
        </div>
      )}
      {told === 'trusted' && <Message tone="good" text={{ primary: t('handOver.trusted') }} />}
      {told === 'trustWaits' && (
        <Message
          tone="wait"
          text={{ primary: t('handOver.trustWaits'), detail: t('handOver.trustWaitsDetail') }}
        />
      )}
      {branches.keys.length === 0 ? (
        <p>{t('handOver.noKeys')}</p>
      ) : (
        <Keys keys={branches.keys} onEnd={may && ready ? setAsked : null} />
      )}
      {asked === 'trust' && <TrustDialog onTold={setTold} onClose={shut} />}
      {asked !== null && asked !== 'trust' && <EndDialog branchKey={asked} onClose={shut} />}
    </section>
  );
}

function Keys({
  keys,
  onEnd,
}: {
  readonly keys: readonly Key[];
  readonly onEnd: ((key: Key) => void) | null;
}) {
  const { t } = useTexts();
  return (
    <ul className={styles.versions}>
      {keys.map((key) => (
        <li key={`${key.book} ${key.publicKey}`}>
          <b>{key.name}</b> · {t(`handOver.keyState.${key.state}`)}
          <small>{key.book}</small>
          <code>{inFours(key.publicKey)}</code>
          {key.state === 'trusted' && onEnd !== null && (
            <div className={styles.actions}>
              <Button onPress={() => onEnd(key)}>{t('handOver.end')}</Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The fields of a key, in the order in which the other branch reads them out. */
const FIELDS = [
  { field: 'name', most: 100, words: 'handOver.branchName' },
  { field: 'book', most: 64, words: 'handOver.book' },
  { field: 'publicKey', most: 100, words: 'handOver.publicKey' },
] as const satisfies readonly {
  readonly field: keyof EnteredKey;
  readonly most: number;
  readonly words: string;
}[];

function TrustDialog({
  onTold,
  onClose,
}: {
  readonly onTold: (told: 'trusted' | 'trustWaits') => void;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [entered, setEntered] = useState(NOTHING);
  const key = keyEntered(entered);
  async function trust() {
    if (key === null) return;
    const asked = { ...key, state: 'trusted' } as const;
    const done = await deed.runOrAsk((submissionId) =>
      office.ask((client) => client.setBranchKey({ submissionId, ...asked })),
    );
    if (done === null) return;
    onTold(done === 'asked' ? 'trustWaits' : 'trusted');
    onClose();
  }
  return (
    <DeedDialog
      title={t('handOver.trust')}
      confirm={t('handOver.trustConfirm')}
      deed={deed}
      canConfirm={key !== null}
      onConfirm={() => void trust()}
      onClose={onClose}
    >
      {FIELDS.map(({ field, most, words }) => (
        <TextField
          key={field}
          label={t(words)}
          most={most}
          spellCheck={false}
          value={entered[field]}
          onChange={(text) => setEntered({ ...entered, [field]: text })}
        />
      ))}
    </DeedDialog>
  );
}

function EndDialog({
  branchKey: { book, name, publicKey },
  onClose,
}: {
  readonly branchKey: Key;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  async function end() {
    const asked = { book, name, publicKey, state: 'ended' } as const;
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.setBranchKey({ submissionId, ...asked })),
    );
    if (done !== null) onClose();
  }
  return (
    <DeedDialog
      title={t('handOver.endTitle', { branch: name })}
      confirm={t('handOver.end')}
      deed={deed}
      onConfirm={() => void end()}
      onClose={onClose}
    >
      <p>{t('handOver.endDetail')}</p>
      <code>{inFours(publicKey)}</code>
    </DeedDialog>
  );
}
