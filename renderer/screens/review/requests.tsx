// Deeds that wait for another person: what each comes to, signed for exactly that, sent back with a
// reason, or taken back by whoever asked.
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { Output } from '../../../preload/contract/contract.ts';
import { effectInWords } from '../../../preload/locales/effect-in-words.ts';
import { TakeOut } from '../../carried/take-out.tsx';
import { Button } from '../../components/button.tsx';
import { WordsField } from '../../components/field.tsx';
import { Trouble } from '../../components/message.tsx';
import { useIsReady, useOffice } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useNames } from '../../use-names.ts';
import { useTexts } from '../../use-texts.ts';
import { ChooseBox } from './bulk-bar.tsx';
import type { Choice } from './choice.ts';
import { OnlyAbsent } from './only-absent.tsx';
import { OverridePanel } from './override-panel.tsx';
import { RemindButton, Reminded } from './remind.tsx';
import styles from './review-screen.module.css';

type Waiting = Output<'requestList'>['requests'][number];
type Decision = 'approved' | 'rejected' | 'withdrawn' | 'reminded';

/** `none` is shown where no deed waits; with a `choice`, those are offered to it that wait for others. */
export function Requests({
  none = null,
  choice = null,
}: {
  readonly none?: ReactNode;
  readonly choice?: Choice | null;
}) {
  const { t, code } = useTexts();
  const office = useOffice();
  const [requests, setRequests] = useState<readonly Waiting[]>([]);
  const look = useCallback(async () => {
    const reply = await office.ask((client) => client.requestList({}));
    if (reply.ok) setRequests(reply.value.requests);
  }, [office]);
  useEffect(() => {
    void look();
    // What a request comes to is read from these, and who may sign it: they change what is shown.
    const topics = ['requests', 'policies', 'accounts', 'entries', 'cycles', 'people'] as const;
    const stops = topics.map((topic) => office.onChanged(topic, () => void look()));
    return () => {
      for (const stop of stops) stop();
    };
  }, [office, look]);
  useEffect(() => {
    choice?.offer('request', requests.filter(({ isOwn }) => !isOwn).map(idOf));
  }, [choice, requests]);
  if (requests.length === 0) return none;
  return (
    <section className={styles.requests} aria-label={t('signing.requests')}>
      <h2>{t('signing.requests')}</h2>
      <ul>
        {requests.map((request) => (
          <li key={request.requestId} className={styles.chosen}>
            {choice !== null && !request.isOwn && (
              <ChooseBox
                choice={choice}
                named={{ kind: 'request', id: request.requestId }}
                label={code('effect', request.deed)}
              />
            )}
            <Request key={request.shown} request={request} onSaid={() => void look()} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function idOf({ requestId }: Waiting): number {
  return requestId;
}

function Request({ request, onSaid }: { readonly request: Waiting; readonly onSaid: () => void }) {
  const { t, code, format } = useTexts();
  const nameOf = useNames();
  const { deed, maker, at, remark, effect, remindedAt } = request;
  const when = format.moment(at);
  return (
    <article className={styles.line}>
      <b>{code('effect', deed)}</b>
      <small>{t('signing.askedBy', { person: nameOf(maker), when })}</small>
      <dl className={styles.lines}>
        {effect.map(({ what, before, after }, at_) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one effect have no other name
          <div key={at_}>
            <dt>{code('effect', what)}</dt>
            <dd>{effectInWords({ what, before, after }, code)}</dd>
          </div>
        ))}
      </dl>
      {remark !== null && <p>{remark}</p>}
      <Reminded at={remindedAt} />
      <OnlyAbsent of={request.absentSigners} />
      <Words request={request} onSaid={onSaid} />
    </article>
  );
}

/** What this person may say of it. */
function Words({ request, onSaid }: { readonly request: Waiting; readonly onSaid: () => void }) {
  const { t } = useTexts();
  const office = useOffice();
  const running = useDeed();
  const ready = useIsReady();
  const [remark, setRemark] = useState('');
  const { requestId, shown, isOwn, cannot } = request;
  async function say(decision: Decision) {
    const said = { requestId, decision, shown, remark: remark.trim() };
    const done = await running.run((submissionId) =>
      office.ask((client) => client.decideRequest({ submissionId, ...said })),
    );
    if (done !== null) onSaid();
  }
  const off = !ready || running.busy;
  const remind = <RemindButton isDisabled={off} onPress={() => void say('reminded')} />;
  if (!isOwn && cannot !== null) {
    const told = { trouble: running.trouble, remind, onSaid };
    return <AnothersWord request={request} cannot={cannot} {...told} />;
  }
  return (
    <>
      {!isOwn && <WordsField label={t('review.remark')} value={remark} onChange={setRemark} />}
      <Trouble of={running} />
      <TakeOut thing={{ kind: 'request', id: requestId }} />
      <div className={styles.actions}>
        {isOwn ? (
          <>
            {remind}
            <Button isDisabled={off} onPress={() => void say('withdrawn')}>
              {t('signing.takeBack')}
            </Button>
          </>
        ) : (
          <>
            <Button kind="primary" isDisabled={off} onPress={() => void say('approved')}>
              {t('signing.sign')}
            </Button>
            <Button isDisabled={off || remark.trim() === ''} onPress={() => void say('rejected')}>
              {t('signing.sendBack')}
            </Button>
          </>
        )}
      </div>
    </>
  );
}

/** What is not this person's to sign: they remind those who may, or let it happen with another. */
function AnothersWord({
  request: { requestId, shown, inPlaceOf },
  cannot,
  trouble,
  remind,
  onSaid,
}: {
  readonly request: Waiting;
  readonly cannot: string;
  readonly trouble: ReturnType<typeof useDeed>['trouble'];
  readonly remind: ReactNode;
  readonly onSaid: () => void;
}) {
  const { t } = useTexts();
  const nameOf = useNames();
  return (
    <>
      <p>{t('signing.another')}</p>
      {inPlaceOf !== null && <p>{t('signing.inPlace', { name: nameOf(inPlaceOf) })}</p>}
      <Trouble of={{ trouble }} />
      <div className={styles.actions}>{remind}</div>
      <OverridePanel kind="request" id={requestId} shown={shown} cannot={cannot} onDone={onSaid} />
    </>
  );
}
