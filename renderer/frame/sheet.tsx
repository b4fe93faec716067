// The sheet of shortcuts, drawn from the keymap itself, with the switch for the plain characters.
import { useStore } from 'zustand';
import { KEYMAP, type KeyScope } from '../../preload/keymap.ts';
import { DialogFrame } from '../components/dialog.tsx';
import { useOfficeState } from '../context.ts';
import { preferences } from '../preference-store.ts';
import type { TextKey } from '../texts.ts';
import { useTexts } from '../use-texts.ts';
import styles from './frame.module.css';

const SCOPES: readonly KeyScope[] = ['everywhere', 'console', 'list', 'review'];
const GRID_KEYS = [
  ['↑ ↓ ← →', 'gridKeys.cells'],
  ['PageUp PageDown', 'gridKeys.pages'],
  ['Home End', 'gridKeys.row'],
  ['Ctrl+Home Ctrl+End', 'gridKeys.all'],
] as const satisfies readonly (readonly [keys: string, text: TextKey])[];

export function Sheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const isPeopleless = useOfficeState(({ standing }) => standing === 'no_people');
  const keymap = KEYMAP.filter(({ action }) => action !== 'lock' || !isPeopleless);
  const singleKeys = useStore(preferences, (chosen) => chosen.singleKeys);
  return (
    <DialogFrame label={t('frame.shortcuts')} onClose={onClose} wide>
      <h2 className={styles.sheetTitle}>{t('frame.shortcuts')}</h2>
      <div className={styles.sheet}>
        {SCOPES.map((scope) => (
          <section key={scope}>
            <h3>{t(`scope.${scope}`)}</h3>
            <dl>
              {keymap
                .filter((shortcut) => shortcut.scope === scope)
                .map(({ action, keys }) => (
                  <div key={action}>
                    <dt>{t(`action.${action}`)}</dt>
                    <dd>
                      {keys.map((key) => (
                        <kbd key={key}>{keyName(key)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>{t('scope.grid')}</h3>
          <dl>
            {GRID_KEYS.map(([keys, text]) => (
              <div key={keys}>
                <dt>{t(text)}</dt>
                <dd>
                  {keys.split(' ').map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <label className={styles.singleKeys}>
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => preferences.setState({ singleKeys: event.target.checked })}
        />
        {t('frame.singleKeys')}
      </label>
    </DialogFrame>
  );
}

function keyName(key: string): string {
  return key
    .split('+')
    .map((part) => (part.length > 1 ? part[0]?.toUpperCase() + part.slice(1) : part))
    .join('+');
}
