// The preview of several signatures: what they come to, what stands out, what is left out and why;
// then one confirmation, and what became of each.
import { useEffect, useMemo, useRef, useState } from 'react';
import { bulkPreview } from '../../../main/domain/bulk-signing.ts';
import { effectInWords } from '../../../preload/locales/effect-in-words.ts';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Message } from '../../components/message.tsx';
import { useOffice } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import { type BulkItem, type Looked, lookAt, type Signed, signEach } from './bulk.ts';
import type { Named } from './choice.ts';
import styles from './review-screen.module.css';
import { whyNot } from './why-not.ts';

export function BulkDialog({
  chosen,
  onClose,
}: {
  readonly chosen: readonly Named[];
  readonly onClose: () => void;
}) {
  const { t, format } = useTexts();
  const office = useOffice();
  const [looked, setLooked] = useState<Looked | null>(null);
  const [signed, setSigned] = useState<readonly Signed[]>([]);
  const [standing, setStanding] = useState<'asks' | 'signing' | 'over'>('asks');
  const stopped = useRef(false);
  useEffect(() => {
    void lookAt(office, chosen).then((found) => setLooked(found ?? { items: [], gone: 0 }));
  }, [office, chosen]);
  const preview = useMemo(() => bulkPreview(looked?.items ?? []), [looked]);
  async function sign() {
    setStanding('signing');
    const told = (each: Signed) => setSigned((before) => [...before, each]);
    await signEach(office, preview, told, () => stopped.current);
    setStanding('over');
  }
  const { signable } = preview;
  const count = { count: signable.length, number: format.count(signable.length) };
  const close = () => {
    // What is on its way is answered; nothing after it is begun.
    stopped.current = true;
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('bulk.title')}
      confirm={t(standing === 'signing' ? 'checking' : 'bulk.confirm', count)}
      cancel={t(standing === 'asks' ? 'cancel' : 'close')}
      canConfirm={standing === 'asks' && signable.length > 0}
      onConfirm={() => void sign()}
      onCancel={close}
    >
      {looked === null ? (
        <p>{t('loading')}</p>
      ) : (
        <>
          <Summary preview={preview} gone={looked.gone} />
          <ul className={styles.bulkList} aria-label={t('bulk.list')}>
            {signable.map((item) => (
              <li key={`${item.kind}:${item.id}`}>
                <Line item={item} unusual={unusualWhy(preview, item)} />
                <Outcome signed={signed.find((each) => each.item === item) ?? null} />
              </li>
            ))}
          </ul>
          {standing === 'over' && <Told signed={signed} of={signable.length} />}
        </>
      )}
    </ConfirmDialog>
  );
}

type Preview = ReturnType<typeof bulkPreview<BulkItem>>;

function unusualWhy(preview: Preview, item: BulkItem) {
  return preview.unusual.find((each) => each.item === item)?.why ?? null;
}

/** How many, how much, what stands out, and what is left out with why. */
function Summary({ preview, gone }: { readonly preview: Preview; readonly gone: number }) {
  const { t, format } = useTexts();
  const { signable, sums, largest, unusual, others } = preview;
  const number = format.count(signable.length);
  const amounts = (of: Preview['sums']) => of.map((each) => format.money(each)).join(', ');
  const byWhy = Map.groupBy(others, ({ why }) => whyNot(why));
  const left: readonly (readonly [number, string])[] = [
    ...[...byWhy].map(([key, those]) => [those.length, t(key)] as const),
    [gone, t('signing.gone')],
  ];
  return (
    <>
      <p>
        {t('bulk.count', { count: signable.length, number })}
        {sums.length > 0 && ` ${t('bulk.sums', { sums: amounts(sums), most: amounts(largest) })}`}
      </p>
      {unusual.length > 0 && (
        <Message
          tone="wait"
          text={{
            primary: t('bulk.unusual', {
              count: unusual.length,
              number: format.count(unusual.length),
            }),
          }}
        />
      )}
      {left.map(([many, why]) =>
        many === 0 ? null : (
          <p key={why}>
            {t('bulk.leftOut', { count: many, number: format.count(many) })} {why}
          </p>
        ),
      )}
    </>
  );
}

function Line({
  item,
  unusual,
}: {
  readonly item: BulkItem;
  readonly unusual: Preview['unusual'][number]['why'] | null;
}) {
  const { t, code, format } = useTexts();
  const { view, request } = item;
  if (request !== null) {
    const lines = request.effect.map(
      (line) => `${code('effect', line.what)}: ${effectInWords(line, code)}`,
    );
    return (
      <span>
        <b>{code('effect', request.deed)}</b> {lines.join(' · ')}
      </span>
    );
  }
  if (view === null) return null;
  const from = view.debtorName ?? view.debtorAccount;
  const to = view.creditorName ?? view.creditorAccount ?? '';
  return (
    <span>
      <b>{format.money(view.amount)}</b> {t('signing.fromTo', { from, to })}
      {view.remittance !== null && view.remittance !== '' && ` · ${view.remittance}`}
      {` · ${format.date(view.executionDate)}`}
      {unusual !== null && <strong> · {t(`bulk.why.${unusual}`)}</strong>}
    </span>
  );
}

/** What became of one that was signed. */
function Outcome({ signed }: { readonly signed: Signed | null }) {
  const { t, trouble } = useTexts();
  if (signed === null) return null;
  const { reply } = signed;
  if (!reply.ok) return <Message tone="bad" text={trouble(reply)} />;
  return <small>{t(reply.value.open > 0 ? 'bulk.signedOpen' : 'bulk.signed')}</small>;
}

function Told({ signed, of }: { readonly signed: readonly Signed[]; readonly of: number }) {
  const { t, format } = useTexts();
  const done = signed.filter(({ reply }) => reply.ok).length;
  const text = t('bulk.over', { number: format.count(done), of: format.count(of) });
  return <Message tone={done === of ? 'good' : 'bad'} text={{ primary: text }} />;
}
