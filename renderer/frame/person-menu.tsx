// Who sits here, and how they leave: the lock, another person, signing out. In a book without people
// it is only a name.
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { Icon } from '../components/icon.tsx';
import { useOffice, useOfficeState } from '../context.ts';
import seat from '../seat/seat.module.css';
import { useTexts } from '../use-texts.ts';
import styles from './frame.module.css';

export function Person({ onSwitch }: { readonly onSwitch: () => void }) {
  const { t, code } = useTexts();
  const office = useOffice();
  const session = useOfficeState((state) => state.session);
  if (session === null) return null;
  const { actor, standing } = session;
  const roles = actor.roles.map((role) => code('role', role)).join(' · ');
  const name = (
    <>
      <span className={styles.initial} aria-hidden="true">
        {[...actor.name][0]?.toUpperCase()}
      </span>
      {actor.name}
    </>
  );
  if (standing === 'no_people') {
    return (
      <span className={styles.person} title={roles}>
        {name}
      </span>
    );
  }
  function switchPerson() {
    onSwitch();
    office.lock();
  }
  return (
    <DialogTrigger>
      <AriaButton className={styles.person ?? ''} aria-label={t('seat.menu', { name: actor.name })}>
        {name}
        <Icon name="down" size={12} />
      </AriaButton>
      <Popover className={seat.popover ?? ''} placement="bottom end">
        <Dialog className={seat.menu ?? ''} aria-label={t('seat.menu', { name: actor.name })}>
          <p className={seat.who}>
            <b>{actor.name}</b>
            <span>{roles === '' ? t('seat.noRoles') : roles}</span>
          </p>
          <button type="button" onClick={() => office.lock()}>
            <Icon name="lock" size={14} />
            {t('action.lock')}
            <kbd>Ctrl+L</kbd>
          </button>
          <button type="button" onClick={switchPerson}>
            <Icon name="person" size={14} />
            {t('seat.switch')}
          </button>
          <button type="button" onClick={() => void office.ask((client) => client.signOut({}))}>
            <Icon name="arrow" size={14} />
            {t('seat.signOut')}
          </button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
