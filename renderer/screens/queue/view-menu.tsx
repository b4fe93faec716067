// The views of the queue and its columns behind one button: a view is shown with one press, kept
// under a name and taken off again; a column that nobody needs is left out.
import { type FormEvent, useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useStore } from 'zustand';
import { VIEW_NAME_MAX } from '../../../preload/contract/preferences.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { preferences } from '../../preference-store.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './filter-bar.module.css';
import { paymentColumns, STAYING_COLUMNS } from './payment-columns.ts';
import { NEWEST_FIRST, type QueueStore } from './queue-store.ts';
import { DEFAULT_VIEWS, withoutView, withView } from './saved-views.ts';

export function ViewMenu({ store }: { readonly store: QueueStore }) {
  const { t } = useTexts();
  return (
    <span className={styles.chip}>
      <DialogTrigger>
        <AriaButton className={styles.open ?? ''}>
          <Icon name="screen" size={13} />
          {t('queue.view.title')}
          <Icon name="down" size={12} />
        </AriaButton>
        <Popover className={styles.popover ?? ''} placement="bottom end">
          <Dialog className={styles.dialog ?? ''} aria-label={t('queue.view.title')}>
            {({ close }) => (
              <>
                <Views store={store} onShown={close} />
                <KeepForm store={store} />
                <Columns />
              </>
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
    </span>
  );
}

function Views({ store, onShown }: { readonly store: QueueStore; readonly onShown: () => void }) {
  const { t, code } = useTexts();
  const views = useStore(preferences, (chosen) => chosen.views);
  return (
    <div className={styles.choices}>
      <h3>{t('queue.view.views')}</h3>
      {DEFAULT_VIEWS.map((worklist) => (
        <button
          key={worklist}
          type="button"
          onClick={() => {
            store.showView({ worklist }, NEWEST_FIRST);
            onShown();
          }}
        >
          {code('worklist', worklist)}
        </button>
      ))}
      {views.map(({ name, filter, sort }) => (
        <div key={name} className={styles.view}>
          <button
            type="button"
            onClick={() => {
              store.showView(filter, sort);
              onShown();
            }}
          >
            <bdi>{name}</bdi>
          </button>
          <button
            type="button"
            aria-label={t('queue.view.remove', { name })}
            onClick={() => preferences.setState({ views: withoutView(views, name) })}
          >
            <Icon name="close" size={12} />
          </button>
        </div>
      ))}
    </div>
  );
}

/** Keeps what the list shows now under a name. */
function KeepForm({ store }: { readonly store: QueueStore }) {
  const { t } = useTexts();
  const [name, setName] = useState('');
  const [refused, setRefused] = useState(false);
  function keep(event: FormEvent) {
    event.preventDefault();
    const { filter, sort } = store.state.getState();
    const views = withView(preferences.getState().views, name, filter, sort);
    setRefused(views === null);
    if (views === null) return;
    preferences.setState({ views });
    setName('');
  }
  return (
    <form className={styles.form} onSubmit={keep}>
      <TextField
        label={t('queue.view.name')}
        most={VIEW_NAME_MAX}
        value={name}
        onChange={setName}
      />
      {refused && (
        <p className={styles.wrong} role="alert">
          {t('queue.view.refused')}
        </p>
      )}
      <Button type="submit">{t('queue.view.keep')}</Button>
    </form>
  );
}

function Columns() {
  const texts = useTexts();
  const hidden = useStore(preferences, (chosen) => chosen.hiddenColumns);
  const choice = paymentColumns(texts, { beside: false, hidden: [] });
  return (
    <fieldset className={styles.columns}>
      <legend>{texts.t('queue.view.columns')}</legend>
      {choice
        .filter(({ key }) => !STAYING_COLUMNS.has(key))
        .map(({ key, title }) => (
          <label key={key}>
            <input
              type="checkbox"
              checked={!hidden.includes(key)}
              onChange={({ target }) => {
                const others = hidden.filter((each) => each !== key);
                preferences.setState({ hiddenColumns: target.checked ? others : [...others, key] });
              }}
            />
            {title}
          </label>
        ))}
    </fieldset>
  );
}
