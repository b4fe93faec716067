// What waits for another administrator: signed by whoever did not ask, refused by any, and taken back
// by who asked. Whoever may not sign is told why.
import { actorId, personOf } from '../../../../main/domain/people.ts';
import { Button } from '../../../components/button.tsx';
import { Trouble } from '../../../components/message.tsx';
import { useIsReady, useMay, useOffice, useOfficeState } from '../../../context.ts';
import { useDeed } from '../../../use-deed.ts';
import { useTexts } from '../../../use-texts.ts';
import type { Handed } from './first-passphrase.tsx';
import { RequestLine } from './grant-line.tsx';
import styles from './people.module.css';
import { asGrant, type GrantShown, type People } from './use-people.ts';
import { whyNotSign } from './why-not-sign.ts';

type Props = { readonly all: People; readonly onHanded: (handed: Handed) => void };

export function WaitingGrants({ all, onHanded }: Props) {
  const { t } = useTexts();
  const waiting = all.grants.filter(({ state }) => state === 'asked');
  if (waiting.length === 0) return null;
  return (
    <section className={styles.waiting} aria-label={t('people.waiting')}>
      <h2>{t('people.waiting')}</h2>
      <ul>
        {waiting.map((grant) => (
          <li key={grant.grant}>
            <RequestLine
              grant={grant}
              all={all}
              next={grant.signers.map((person) => all.nameOf(actorId(person)))}
            />
            <Words grant={grant} all={all} onHanded={onHanded} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What this person may say of it. */
function Words({ grant, all, onHanded }: Props & { readonly grant: GrantShown }) {
  const texts = useTexts();
  const office = useOffice();
  const running = useDeed();
  const ready = useIsReady();
  const may = useMay('decideGrant');
  const person = useOfficeState(({ session }) => personOf(session?.actor.id ?? ''));
  if (!may || person === null) return null;
  const isAllowed = grant.signers.includes(person);
  const isMine = grant.askedBy === actorId(person);
  const { t } = texts;
  const known = { ...all, grants: all.grants.map(asGrant) };
  async function say(decision: 'sign' | 'refuse') {
    const asked = { grant: grant.grant, decision };
    const done = await running.run((submissionId) =>
      office.ask((client) => client.decideGrant({ submissionId, ...asked })),
    );
    if (done === null || grant.kind !== 'credential' || decision === 'refuse') return;
    const signInName = all.people.find(({ person }) => person === grant.person)?.signInName ?? '';
    const name = all.nameOf(actorId(grant.person));
    onHanded({ name, signInName, passphrase: done.firstPassphrase });
  }
  const off = !ready || running.busy;
  return (
    <div className={styles.words}>
      {!isAllowed && (
        <span className={styles.quiet}>{whyNotSign(grant, person, known, texts)}</span>
      )}
      <Trouble of={running} />
      {isAllowed && (
        <Button kind="primary" isDisabled={off} onPress={() => void say('sign')}>
          {t('people.sign')}
        </Button>
      )}
      <Button isDisabled={off} onPress={() => void say('refuse')}>
        {t(isMine ? 'people.takeBack' : 'people.refuse')}
      </Button>
    </div>
  );
}
