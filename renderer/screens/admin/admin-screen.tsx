// The Admin screen: master data by kind, what waits for a second person, and the settings in force
// with where each comes from.
import { useStore } from 'zustand';
import { MASTER_KIND_NAMES } from '../../../main/domain/master/kinds.ts';
import type { MethodName } from '../../../preload/contract/contract.ts';
import { useAnswered } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './admin-screen.module.css';
import type { AdminStore, AdminView } from './admin-store.ts';
import { OtherBranches } from './branches.tsx';
import { Calendars } from './calendars.tsx';
import { KeysScreen } from './keys/keys-screen.tsx';
import { PeopleScreen } from './people/people-screen.tsx';
import { Records } from './records.tsx';
import { Settings } from './settings.tsx';
import { WaitingChanges } from './waiting-changes.tsx';

const VIEWS = ['waiting', 'settings', 'calendars', 'people', 'keys', 'branches'] as const;

/** What a view reads, where not everybody here may. */
const NEEDS: { readonly [view in (typeof VIEWS)[number]]?: MethodName } = {
  people: 'people',
  keys: 'bookKeys',
};

export function AdminScreen({ store }: { readonly store: AdminStore }) {
  const { t, code, format } = useTexts();
  const view = useStore(store.state, (state) => state.view);
  const waiting = useStore(store.state, (state) => state.waiting.length);
  const isAnswered = useAnswered();
  const sees = (next: (typeof VIEWS)[number]) => {
    const needed = NEEDS[next];
    return needed === undefined || isAnswered(needed);
  };
  const choose = (next: AdminView, label: string, badge = 0) => (
    <li key={next}>
      <button
        type="button"
        className={styles.choice}
        aria-current={view === next ? 'page' : undefined}
        onClick={() => store.show(next)}
      >
        {label}
        {badge > 0 && <span className={styles.badge}>{format.count(badge)}</span>}
      </button>
    </li>
  );
  return (
    <div className={styles.screen}>
      <nav className={styles.kinds} aria-label={t('admin.subjects')}>
        <ul>{MASTER_KIND_NAMES.map((kind) => choose(kind, code('masterKind', kind)))}</ul>
        <ul>
          {VIEWS.filter(sees).map((each) =>
            choose(each, t(`admin.${each}`), each === 'waiting' ? waiting : 0),
          )}
        </ul>
      </nav>
      <div className={styles.subject}>
        <Subject store={store} view={view} />
      </div>
    </div>
  );
}

function Subject({ store, view }: { readonly store: AdminStore; readonly view: AdminView }) {
  if (view === 'waiting') return <WaitingChanges store={store} />;
  if (view === 'settings') return <Settings />;
  if (view === 'calendars') return <Calendars />;
  if (view === 'people') return <PeopleScreen />;
  if (view === 'branches') return <OtherBranches />;
  if (view === 'keys') return <KeysScreen />;
  return <Records key={view} store={store} kind={view} />;
}
