// Who may be signed in as in a demonstration: its people, what each of them does, and the passphrase
// that all of them share. Any other book tells of nobody.
import { useEffect, useState } from 'react';
import type { Output } from '../../preload/contract/contract.ts';
import { useOffice, useOfficeState } from '../context.ts';
import { useTexts } from '../use-texts.ts';
import styles from './seat.module.css';
import type { RunningProof } from './use-proof.ts';

type People = Output<'demoPeople'>;

/** Who is in the demonstration; null in any other book, and until they are told. */
export function useDemoPeople(): People {
  const office = useOffice();
  const demo = useOfficeState((state) => state.demo);
  const [told, setTold] = useState<People>(null);
  useEffect(() => {
    if (!demo) return;
    let isGone = false;
    void office
      .ask((client) => client.demoPeople({}))
      .then((reply) => {
        if (reply.ok && !isGone) setTold(reply.value);
      });
    return () => {
      isGone = true;
    };
  }, [office, demo]);
  return told;
}

export function DemoPeople({ proof }: { readonly proof: RunningProof }) {
  const { t, code } = useTexts();
  const office = useOffice();
  const told = useDemoPeople();
  if (told === null) return null;
  const { passphrase, people } = told;
  const signIn = (signInName: string) =>
    void proof.run(() =>
      office.ask((client) => client.signIn({ signInName, passphrase, code: '' })),
    );
  return (
    <section className={styles.demo} aria-label={t('seat.demoTitle')}>
      <h2>{t('seat.demoTitle')}</h2>
      <p className={styles.lead}>{t('seat.demoLead', { passphrase })}</p>
      <ul>
        {people.map(({ signInName, name, roles }) => (
          <li key={signInName}>
            <button type="button" disabled={proof.busy} onClick={() => signIn(signInName)}>
              <b>{name}</b>
              <span>{roles.map((role) => code('role', role)).join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
