// What stands in place of every screen while nobody is at work: signing in, the lock, and choosing
// an own passphrase. It knows the name of whoever sits behind the lock, and nothing of the book.
import { useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { Button } from '../components/button.tsx';
import { Message, Trouble } from '../components/message.tsx';
import { useOfficeState } from '../context.ts';
import { OfficeBanner } from '../frame/office-banner.tsx';
import { Brand, LanguageSwitch, OfficeWord, ThemeSwitch } from '../frame/top-bar.tsx';
import type { Standing } from '../standing.ts';
import { useTexts } from '../use-texts.ts';
import { ChangeForm, SignInForm, UnlockForm } from './forms.tsx';
import styles from './seat.module.css';
import { useProof } from './use-proof.ts';

type Mode = 'waiting' | 'sign_in' | 'unlock' | 'change';

function modeOf(standing: Standing | null, isSwitching: boolean): Mode {
  if (standing === 'locked') return isSwitching ? 'sign_in' : 'unlock';
  if (standing === 'must_change') return 'change';
  return standing === 'signed_out' ? 'sign_in' : 'waiting';
}

const TITLES = {
  waiting: 'office.connecting',
  sign_in: 'seat.signInTitle',
  unlock: 'seat.lockedTitle',
  change: 'seat.changeTitle',
} as const satisfies Record<Mode, string>;

export function SeatScreen({
  standing,
  isSwitching,
  onSwitch,
}: {
  readonly standing: Standing | null;
  readonly isSwitching: boolean;
  readonly onSwitch: (isSwitching: boolean) => void;
}) {
  const { t, language } = useTexts();
  const name = useOfficeState(({ session }) => session?.actor.name ?? '');
  // One for all forms: who is signed out by too many tries at the lock is still told why.
  const proof = useProof();
  const mode = modeOf(standing, isSwitching);
  const title = t(TITLES[mode]);
  useEffect(() => {
    document.title = `${title} · Counterfoil`;
  }, [title]);
  function onSwitching(next: boolean) {
    proof.refuse(null);
    onSwitch(next);
  }
  return (
    <I18nProvider locale={language}>
      <div className={styles.screen}>
        <header className={styles.bar}>
          <Brand />
          <OfficeWord />
          <div className={styles.tools}>
            <LanguageSwitch />
            <ThemeSwitch />
          </div>
        </header>
        <main className={styles.main}>
          <OfficeBanner />
          {mode === 'waiting' ? (
            <h1 className={styles.hidden}>{title}</h1>
          ) : (
            <section className={styles.card} aria-label={title}>
              <h1 className={styles.title}>{title}</h1>
              {standing === 'signed_out' && proof.trouble === null && <WhyOut />}
              {mode === 'sign_in' && <SignInForm proof={proof} />}
              {mode === 'unlock' && <UnlockForm proof={proof} name={name} />}
              {mode === 'change' && <ChangeForm proof={proof} />}
              <Trouble of={proof} />
              {standing === 'locked' && (
                <Button kind="quiet" icon="person" onPress={() => onSwitching(!isSwitching)}>
                  {isSwitching ? t('seat.back', { name }) : t('seat.switch')}
                </Button>
              )}
            </section>
          )}
        </main>
      </div>
    </I18nProvider>
  );
}

/** Why whoever sat at this page was signed out, where they did not ask for it. */
function WhyOut() {
  const { t } = useTexts();
  const left = useOfficeState((state) => state.left);
  return left === null ? null : <Message tone="info" text={{ primary: t(`seat.left.${left}`) }} />;
}
