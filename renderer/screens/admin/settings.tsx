// The settings in force: each with its value, where that comes from, and what it would be otherwise.
import { useCallback, useEffect, useState } from 'react';
import type { Output } from '../../../preload/contract/contract.ts';
import { settingName } from '../../../preload/locales/setting-name.ts';
import { Button } from '../../components/button.tsx';
import { DeedDialog } from '../../components/deed-dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { Message } from '../../components/message.tsx';
import { useIsReady, useMay, useOffice } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './admin-screen.module.css';

type Setting = Output<'settings'>['settings'][number];

export function Settings() {
  const { t, code } = useTexts();
  const office = useOffice();
  const ready = useIsReady();
  const may = useMay('setPolicy');
  const [settings, setSettings] = useState<readonly Setting[]>([]);
  const [path, setPath] = useState<string | null>(null);
  const [asked, setAsked] = useState<Setting | null>(null);
  const read = useCallback(async () => {
    const reply = await office.ask((client) => client.settings({}));
    if (!reply.ok) return;
    setSettings(reply.value.settings);
    setPath(reply.value.policyFile);
  }, [office]);
  useEffect(() => {
    void read();
    return office.onChanged('policies', () => void read());
  }, [office, read]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by Tab
    <section className={styles.scroll} tabIndex={0} aria-label={t('admin.settings')}>
      {path !== null && <Message tone="info" text={{ primary: t('admin.policyFile', { path }) }} />}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('admin.setting')}</th>
            <th scope="col">{t('admin.value')}</th>
            <th scope="col">{t('admin.source')}</th>
            <th scope="col">{t('admin.default')}</th>
            <th scope="col">{t('admin.change')}</th>
          </tr>
        </thead>
        <tbody>
          {settings.map((setting) => (
            <tr key={setting.name}>
              <th scope="row">
                {settingName(setting.name, code)}
                <small>{setting.name}</small>
              </th>
              <td>{setting.value}</td>
              <td>{t(`admin.sources.${setting.source}`)}</td>
              <td>{setting.default}</td>
              <td>
                {may && setting.source !== 'file' && (
                  <Button isDisabled={!ready} onPress={() => setAsked(setting)}>
                    {t('admin.change')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked !== null && (
        <SettingDialog
          setting={asked}
          onClose={() => {
            setAsked(null);
            void read();
          }}
        />
      )}
    </section>
  );
}

function SettingDialog({
  setting,
  onClose,
}: {
  readonly setting: Setting;
  readonly onClose: () => void;
}) {
  const { t, code } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [value, setValue] = useState(setting.value);
  const { name } = setting;
  async function run() {
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.setPolicy({ submissionId, name, value: value.trim() })),
    );
    if (done !== null) onClose();
  }
  return (
    <DeedDialog
      title={settingName(name, code)}
      confirm={t('admin.set')}
      deed={deed}
      canConfirm={value.trim() !== ''}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <TextField label={t('admin.value')} most={200} value={value} onChange={setValue} />
    </DeedDialog>
  );
}
