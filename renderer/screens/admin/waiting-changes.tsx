// Changes that wait for a second person: what each would change, and the decision.
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Output } from '../../../preload/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { DeedDialog } from '../../components/deed-dialog.tsx';
import { WordsField } from '../../components/field.tsx';
import { Empty } from '../../components/message.tsx';
import { useIsReady, useMay, useOffice, useOfficeState } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import { BulkBar } from '../review/bulk-bar.tsx';
import { createChoice } from '../review/choice.ts';
import { Requests } from '../review/requests.tsx';
import styles from './admin-screen.module.css';
import type { AdminStore, WaitingChange } from './admin-store.ts';
import { Fields } from './record-detail.tsx';

type Decision = 'confirmed' | 'rejected' | 'withdrawn';
type Asked = { readonly change: WaitingChange; readonly decision: Decision };

const WORDS = {
  confirmed: 'admin.confirm',
  rejected: 'admin.reject',
  withdrawn: 'admin.withdraw',
} as const satisfies Record<Decision, string>;

/** Records of a change that are shown; the counts say how many there are. */
const ROWS_SHOWN = 20;

export function WaitingChanges({ store }: { readonly store: AdminStore }) {
  const { t } = useTexts();
  const waiting = useStore(store.state, (state) => state.waiting);
  const [asked, setAsked] = useState<Asked | null>(null);
  const choice = useMemo(createChoice, []);
  useEffect(() => store.listen(), [store]);
  if (waiting.length === 0) {
    return (
      <>
        <BulkBar choice={choice} />
        <Requests
          choice={choice}
          none={<Empty icon="check" text={{ primary: t('admin.nothingWaits') }} />}
        />
      </>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by Tab
    <section className={styles.scroll} tabIndex={0} aria-label={t('admin.waiting')}>
      <BulkBar choice={choice} />
      <Requests choice={choice} />
      <ul className={styles.waiting}>
        {waiting.map((change) => (
          <Change
            key={change.changeId}
            change={change}
            onAsk={(decision) => setAsked({ change, decision })}
          />
        ))}
      </ul>
      {asked !== null && (
        <DecisionDialog
          asked={asked}
          onClose={() => {
            setAsked(null);
            store.refresh();
          }}
        />
      )}
    </section>
  );
}

function Change({
  change,
  onAsk,
}: {
  readonly change: WaitingChange;
  readonly onAsk: (decision: Decision) => void;
}) {
  const { t, code, format } = useTexts();
  const ready = useIsReady();
  const may = useMay('decideMasterChange');
  const me = useOfficeState(({ session }) => session?.actor.id ?? '');
  const { changeId, kind, origin, state, maker, reason, added, changed, validFrom, at } = change;
  const { edition } = change;
  const isMine = maker === '' || maker === me;
  return (
    <li aria-label={t('admin.changeNumber', { number: changeId })}>
      <header>
        <strong>{t('admin.changeNumber', { number: changeId })}</strong> ·{' '}
        {code('masterKind', kind)} · {t(origin === 'import' ? 'admin.fromList' : 'admin.byHand')} ·{' '}
        {t('admin.counts', { added: format.count(added), changed: format.count(changed) })} ·{' '}
        {format.date(validFrom)}
        {edition !== null && ` · ${t('admin.editionOf', { edition: edition.edition })}`}
        <small>
          {code('masterState', state)} {maker !== '' && t('admin.by', { maker })} ·{' '}
          {format.moment(at)}
        </small>
        {reason !== '' && <q>{reason}</q>}
      </header>
      <ChangedRows change={change} />
      {may && (
        <div className={styles.actions}>
          {state === 'proposed' && (
            <>
              <Button kind="primary" isDisabled={!ready} onPress={() => onAsk('confirmed')}>
                {t('admin.confirm')}
              </Button>
              <Button isDisabled={!ready} onPress={() => onAsk('rejected')}>
                {t('admin.reject')}
              </Button>
            </>
          )}
          {isMine && (
            <Button isDisabled={!ready} onPress={() => onAsk('withdrawn')}>
              {t('admin.withdraw')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function ChangedRows({ change }: { readonly change: WaitingChange }) {
  const { t, code } = useTexts();
  const office = useOffice();
  const { changeId, kind, state } = change;
  const [rows, setRows] = useState<Output<'masterChange'>['rows']>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when it is all there
  useEffect(() => {
    let gone = false;
    void office
      .ask((client) => client.masterChange({ changeId, offset: 0, limit: ROWS_SHOWN }))
      .then((reply) => {
        if (reply.ok && !gone) setRows(reply.value.rows);
      });
    return () => {
      gone = true;
    };
  }, [office, changeId, state]);
  return (
    <>
      {rows.map(({ key, before, after, ended }) => (
        <div key={key} className={styles.changed}>
          <code>{key}</code> {before === null && t('admin.new')}
          {ended && ` ${code('masterField', 'ended')}`}
          <Fields kind={kind} content={after} before={before ?? {}} />
        </div>
      ))}
    </>
  );
}

function DecisionDialog({
  asked,
  onClose,
}: {
  readonly asked: Asked;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [reason, setReason] = useState('');
  const { change, decision } = asked;
  const { changeId } = change;
  async function run() {
    const done = await deed.run((submissionId) =>
      office.ask((client) =>
        client.decideMasterChange({ submissionId, changeId, decision, reason: reason.trim() }),
      ),
    );
    if (done !== null) onClose();
  }
  return (
    <DeedDialog
      title={t('admin.changeNumber', { number: changeId })}
      confirm={t(WORDS[decision])}
      deed={deed}
      canConfirm={decision !== 'rejected' || reason.trim() !== ''}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <WordsField
        label={t('admin.reason')}
        hint={t('admin.reasonHint')}
        value={reason}
        onChange={setReason}
      />
    </DeedDialog>
  );
}
