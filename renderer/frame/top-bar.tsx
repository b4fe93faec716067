// The top bar: which book and day this is, how the office is, who is here, and how it is read.
// biome-ignore-all lint/a11y/useSemanticElements: a switch is no part of a form
import { useStore } from 'zustand';
import { THEMES } from '../../preload/contract/preferences.ts';
import { Button } from '../components/button.tsx';
import { Icon, type IconName } from '../components/icon.tsx';
import { useOfficeState } from '../context.ts';
import { preferences } from '../preference-store.ts';
import type { Theme } from '../preferences.ts';
import { useTexts } from '../use-texts.ts';
import { DemoMark } from './demo-scenes.tsx';
import styles from './frame.module.css';
import { officeWord } from './office-word.ts';
import { Person } from './person-menu.tsx';

export function TopBar({
  onPalette,
  onSheet,
  onSwitch,
}: {
  readonly onPalette: () => void;
  readonly onSheet: () => void;
  readonly onSwitch: () => void;
}) {
  const { t, format } = useTexts();
  const businessDate = useOfficeState(
    (state) => state.businessDate ?? state.session?.businessDate ?? null,
  );
  const demo = useOfficeState((state) => state.demo);
  const role = useOfficeState((state) => state.role);
  return (
    <header className={styles.bar}>
      <Brand>
        <span className={styles.role}>{t(`role.${role}`)}</span>
        {demo && <DemoMark />}
      </Brand>
      <div className={styles.day}>
        <span className={styles.quiet}>{t('frame.businessDate')}</span>
        <b>{businessDate === null ? '—' : format.dateLong(businessDate)}</b>
      </div>
      <OfficeWord />
      <button type="button" className={styles.finder} onClick={onPalette}>
        <Icon name="search" size={14} />
        <span>{t('frame.find')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div className={styles.tools}>
        <LanguageSwitch />
        <ThemeSwitch />
        <Button kind="quiet" icon="keyboard" aria-label={t('frame.shortcuts')} onPress={onSheet} />
        <Person onSwitch={onSwitch} />
      </div>
    </header>
  );
}

export function Brand({ children }: { readonly children?: React.ReactNode }) {
  return (
    <div className={styles.brand}>
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
        <rect x="2" y="5" width="20" height="14" rx="2.5" className={styles.brandBody} />
        <path d="M8.500 5.500v13" className={styles.brandLine} />
      </svg>
      <b>Counterfoil</b>
      {children}
    </div>
  );
}

export function OfficeWord() {
  const { t } = useTexts();
  const key = useOfficeState((state) => officeWord(state).key);
  const tone = useOfficeState((state) => officeWord(state).tone);
  const icon = useOfficeState((state) => officeWord(state).icon);
  return (
    <span className={styles.office} data-tone={tone} role="status">
      <Icon name={icon} size={14} />
      {t(key)}
    </span>
  );
}

export function LanguageSwitch() {
  const { t, language } = useTexts();
  return (
    <div className={styles.switch} role="group" aria-label={t('frame.language')}>
      <button
        type="button"
        lang="en"
        aria-pressed={language === 'en'}
        onClick={() => preferences.setState({ language: 'en' })}
      >
        EN
      </button>
      <button
        type="button"
        lang="zh-CN"
        aria-pressed={language === 'zh-CN'}
        onClick={() => preferences.setState({ language: 'zh-CN' })}
      >
        简体中文
      </button>
    </div>
  );
}

const THEME_ICONS = {
  system: 'screen',
  light: 'sun',
  dark: 'moon',
} as const satisfies Record<Theme, IconName>;

export function ThemeSwitch() {
  const { t } = useTexts();
  const theme = useStore(preferences, (chosen) => chosen.theme);
  return (
    <div className={styles.switch} role="group" aria-label={t('frame.theme')}>
      {THEMES.map((each) => (
        <button
          key={each}
          type="button"
          title={t(`theme.${each}`)}
          aria-label={t(`theme.${each}`)}
          aria-pressed={theme === each}
          onClick={() => preferences.setState({ theme: each })}
        >
          <Icon name={THEME_ICONS[each]} size={14} />
        </button>
      ))}
    </div>
  );
}
