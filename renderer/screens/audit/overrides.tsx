// The report of emergency overrides: who let what happen, why and when, and who read of it.
import { overridesCsv } from '../../../main/domain/override-report.ts';
import { effectInWords } from '../../../preload/locales/effect-in-words.ts';
import { Button } from '../../components/button.tsx';
import { saveText } from '../../components/chart/save.ts';
import { Trouble } from '../../components/message.tsx';
import { useIsReady, useOffice, useSeesAccounts } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useNames } from '../../use-names.ts';
import { type OverridesView, useOverrides } from '../../use-overrides.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './audit-screen.module.css';

type Override = OverridesView['overrides'][number];

/** Nothing is shown where nothing was ever overridden. */
export function Overrides() {
  const { t } = useTexts();
  const nameOf = useNames();
  const seesAccounts = useSeesAccounts();
  const { view, look } = useOverrides();
  const office = useOffice();
  const deed = useDeed();
  if (view === null || view.overrides.length === 0) return null;
  const { overrides } = view;
  async function save() {
    const file = { of: 'overrideList' } as const;
    const noted = await deed.run((submissionId) =>
      office.ask((client) => client.exportFile({ submissionId, file })),
    );
    if (noted === null) return;
    saveText(`overrides${seesAccounts ? '' : '.masked'}.csv`, overridesCsv(overrides, nameOf));
  }
  return (
    <section className={styles.part} aria-label={t('override.report')}>
      <h2>{t('override.report')}</h2>
      <table className={styles.list}>
        <tbody>
          {overrides.map((override) => (
            <Line key={override.overrideId} override={override} onRead={() => void look()} />
          ))}
        </tbody>
      </table>
      <Trouble of={deed} />
      <Button isDisabled={deed.busy} onPress={() => void save()}>
        {t('override.save')}
      </Button>
    </section>
  );
}

function Line({ override, onRead }: { readonly override: Override; readonly onRead: () => void }) {
  const { t, code, format } = useTexts();
  const nameOf = useNames();
  const office = useOffice();
  const running = useDeed();
  const ready = useIsReady();
  const { overrideId, kind, thing, what, effect, begun, confirmed, acknowledged } = override;
  const told = ({ person, at, reason }: Override['begun']) => ({
    person: nameOf(person),
    when: format.moment(at),
    reason: reason ?? t('override.erased'),
  });
  const numbered = kind === 'payment' ? 'override.paymentNumbered' : 'override.requestNumbered';
  async function read() {
    const done = await running.run((submissionId) =>
      office.ask((client) => client.acknowledgeOverride({ submissionId, overrideId, remark: '' })),
    );
    if (done !== null) onRead();
  }
  return (
    <tr>
      <td>
        {thing === null ? t('override.payment') : t(numbered, { thing })}
        {what !== 'releasePayment' && <small> {code('effect', what)}</small>}
        {effect.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one effect have no other name
          <small key={at}>
            {' '}
            {code('effect', line.what)} {effectInWords(line, code)}
          </small>
        ))}
      </td>
      <td>{t(`override.state.${override.state}`)}</td>
      <td>
        <p>{t('override.beganBy', told(begun))}</p>
        {confirmed !== null && <p>{t('override.confirmedBy', told(confirmed))}</p>}
        {acknowledged !== null && <p>{t('override.acknowledgedBy', told(acknowledged))}</p>}
        <Trouble of={running} />
      </td>
      <td>
        {override.mayAcknowledge && (
          <Button isDisabled={!ready || running.busy} onPress={() => void read()}>
            {t('override.acknowledge')}
          </Button>
        )}
      </td>
    </tr>
  );
}
