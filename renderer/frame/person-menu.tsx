// Who sits here, and how they leave: the lock, another person, signing out. In a book without people
// it is only a name, and in a demonstration also the way to its people.
import { type ReactNode, useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { Output } from '../../preload/contract/contract.ts';
import { CarriedDialog } from '../carried/carried-dialog.tsx';
import { SigningKeysDialog } from '../carried/signing-keys-dialog.tsx';
import { Icon, type IconName } from '../components/icon.tsx';
import { Trouble } from '../components/message.tsx';
import { useIsReady, useMay, useOffice, useOfficeState } from '../context.ts';
import { AbsenceDialog } from '../seat/absence-dialog.tsx';
import { AuthenticatorDialog } from '../seat/authenticator.tsx';
import seat from '../seat/seat.module.css';
import { SetUpDialog } from '../seat/set-up.tsx';
import { useBounds } from '../use-bounds.ts';
import { useDeed } from '../use-deed.ts';
import { useTexts } from '../use-texts.ts';
import styles from './frame.module.css';

type OwnAuthority = Output<'session'>['authorities'][number];

export function Person({ onSwitch }: { readonly onSwitch: () => void }) {
  const { code } = useTexts();
  const session = useOfficeState((state) => state.session);
  if (session === null) return null;
  const { actor, authorities, standing, demo } = session;
  const roles = actor.roles.map((role) => code('role', role)).join(' · ');
  if (standing !== 'no_people') {
    return (
      <OwnMenu name={actor.name} roles={roles} authorities={authorities} onSwitch={onSwitch} />
    );
  }
  if (demo) return <DemoMenu name={actor.name} />;
  return (
    <span className={styles.person} title={roles}>
      <Initial name={actor.name} />
    </span>
  );
}

function Initial({ name }: { readonly name: string }) {
  return (
    <>
      <span
        className={styles.initial}
        // Drawn by the style: as text it would stand before the name in what the button is called.
        data-initial={[...name][0]?.toUpperCase()}
        aria-hidden="true"
      />
      {name}
    </>
  );
}

/** The name as a button, and what opens below it; `label` says what that is. */
function NameMenu({
  name,
  label,
  children,
}: {
  readonly name: string;
  readonly label: string;
  readonly children: (close: () => void) => ReactNode;
}) {
  return (
    <DialogTrigger>
      <AriaButton className={styles.person ?? ''} aria-label={label}>
        <Initial name={name} />
        <Icon name="down" size={12} />
      </AriaButton>
      <Popover className={seat.popover ?? ''} placement="bottom end">
        <Dialog className={seat.menu ?? ''} aria-label={label}>
          {({ close }) => children(close)}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** The roles that hold only within bounds, each with what they are. */
function OwnBounds({ authorities }: { readonly authorities: readonly OwnAuthority[] }) {
  const { t, code } = useTexts();
  const boundsOf = useBounds();
  const bounded = authorities
    .map((each) => ({ role: each.role, bounds: boundsOf(each).join(' · ') }))
    .filter(({ bounds }) => bounds !== '');
  if (bounded.length === 0) return null;
  return (
    <ul className={seat.bounds} aria-label={t('seat.bounds')}>
      {bounded.map(({ role, bounds }) => (
        <li key={`${role} ${bounds}`}>{t('seat.bound', { role: code('role', role), bounds })}</li>
      ))}
    </ul>
  );
}

type Opened = 'authenticator' | 'keys' | 'carried' | 'absence';

/** What a person's own menu opens, with how it is called there. */
const OPENED = [
  { what: 'authenticator', icon: 'clock', words: 'seat.authenticator' },
  { what: 'keys', icon: 'pen', words: 'carried.keys' },
  { what: 'carried', icon: 'file', words: 'carried.title' },
  { what: 'absence', icon: 'calendar', words: 'absence.own' },
] as const satisfies readonly {
  readonly what: Opened;
  readonly icon: IconName;
  readonly words: string;
}[];

function OwnMenu({
  name,
  roles,
  authorities,
  onSwitch,
}: {
  readonly name: string;
  readonly roles: string;
  readonly authorities: readonly OwnAuthority[];
  readonly onSwitch: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const [opened, setOpened] = useState<Opened | null>(null);
  const shut = () => setOpened(null);
  function switchPerson() {
    onSwitch();
    office.lock();
  }
  return (
    <>
      <NameMenu name={name} label={t('seat.menu', { name })}>
        {(close) => (
          <>
            <p className={seat.who}>
              <b>{name}</b>
              <span>{roles === '' ? t('seat.noRoles') : roles}</span>
            </p>
            <OwnBounds authorities={authorities} />
            <button type="button" onClick={() => office.lock()}>
              <Icon name="lock" size={14} />
              {t('action.lock')}
              <kbd>Ctrl+L</kbd>
            </button>
            <button type="button" onClick={switchPerson}>
              <Icon name="person" size={14} />
              {t('seat.switch')}
            </button>
            {OPENED.map(({ what, icon, words }) => (
              <button
                key={what}
                type="button"
                onClick={() => {
                  close();
                  setOpened(what);
                }}
              >
                <Icon name={icon} size={14} />
                {t(words)}
              </button>
            ))}
            <button type="button" onClick={() => void office.ask((client) => client.signOut({}))}>
              <Icon name="arrow" size={14} />
              {t('seat.signOut')}
            </button>
          </>
        )}
      </NameMenu>
      {opened === 'authenticator' && <AuthenticatorDialog onClose={shut} />}
      {opened === 'keys' && <SigningKeysDialog onClose={shut} />}
      {opened === 'carried' && <CarriedDialog onClose={shut} />}
      {opened === 'absence' && <OwnAbsence name={name} onClose={shut} />}
    </>
  );
}

function OwnAbsence({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const person = useOfficeState(({ session }) => session?.person ?? null);
  const day = useOfficeState(({ businessDate }) => businessDate ?? '');
  if (person === null) return null;
  return <AbsenceDialog person={person} name={name} day={day} onClose={onClose} />;
}

/** In a demonstration that nobody signs in to yet. */
function DemoMenu({ name }: { readonly name: string }) {
  const { t } = useTexts();
  const office = useOffice();
  const ready = useIsReady();
  const deed = useDeed();
  const may = useMay('setUpPeople');
  const [isSettingUp, setSettingUp] = useState(false);
  const canAct = ready && may && !deed.busy;
  const bring = () =>
    void deed.run((submissionId) =>
      office.ask((client) => client.bringDemoPeople({ submissionId })),
    );
  return (
    <>
      <NameMenu name={name} label={t('seat.menuDemo', { name })}>
        {(close) => (
          <>
            <p className={seat.who}>
              <b>{name}</b>
              <span>{t('seat.demoAsLead', { name })}</span>
            </p>
            <button type="button" disabled={!canAct} onClick={bring}>
              <Icon name="person" size={14} />
              {t('seat.demoAs')}
            </button>
            <button
              type="button"
              disabled={!canAct}
              onClick={() => {
                close();
                setSettingUp(true);
              }}
            >
              <Icon name="pen" size={14} />
              {t('seat.setUpOpen')}
            </button>
            <Trouble of={deed} />
          </>
        )}
      </NameMenu>
      {isSettingUp && <SetUpDialog onClose={() => setSettingUp(false)} />}
    </>
  );
}
