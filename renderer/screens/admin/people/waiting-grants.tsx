// What waits for another administrator: signed by whoever did not ask, refused by any, and taken back
// by who asked. Whoever may not sign is told why.
import { actorId, maySign } from '../../../../main/domain/people.ts';
import { type Actor, holds } from '../../../../main/domain/permissions.ts';
import { Button } from '../../../components/button.tsx';
import { Trouble } from '../../../components/message.tsx';
import { useIsReady, useMay, useOffice, useOfficeState } from '../../../context.ts';
import { useDeed } from '../../../use-deed.ts';
import { useTexts } from '../../../use-texts.ts';
import type { Handed } from './first-passphrase.tsx';
import { RequestLine } from './grant-line.tsx';
import styles from './people.module.css';
import { asGrant, type GrantShown, type People } from './use-people.ts';

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
            <RequestLine grant={grant} all={all} next={signersOf(grant, all)} />
            <Words grant={grant} all={all} onHanded={onHanded} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the administrators are called who may sign it. */
function signersOf(grant: GrantShown, all: People): readonly string[] {
  return all.people.flatMap(({ person, ended, name, roles }) => {
    const signer: Actor = { id: actorId(person), name: name ?? '', roles };
    if (ended || !holds(signer, 'manage_people')) return [];
    return maySign(asGrant(grant), signer, true, [grant.askedBy]).ok ? [all.nameOf(signer.id)] : [];
  });
}

/** What this person may say of it. */
function Words({ grant, all, onHanded }: Props & { readonly grant: GrantShown }) {
  const { t, trouble } = useTexts();
  const office = useOffice();
  const running = useDeed();
  const ready = useIsReady();
  const may = useMay('decideGrant');
  const actor = useOfficeState(({ session }): Actor | null => session?.actor ?? null);
  if (!may || actor === null) return null;
  const allowed = maySign(asGrant(grant), actor, true, [grant.askedBy]);
  const isMine = grant.askedBy === actor.id;
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
      {!allowed.ok && (
        <span className={styles.quiet}>{isMine ? t('people.mine') : trouble(allowed).primary}</span>
      )}
      <Trouble of={running} />
      {allowed.ok && (
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
