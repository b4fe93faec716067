// A payment as it is signed for: its effect first, then all that the signature is bound to, and who
// has signed already.
import { unusualOf } from '../../../main/domain/bulk-signing.ts';
import { Amount } from '../../components/amount.tsx';
import { type Fact, Facts } from '../../components/facts.tsx';
import { Message } from '../../components/message.tsx';
import { asText, type DrawAccount, Party } from '../../components/trail.tsx';
import { useTexts } from '../../use-texts.ts';
import styles from './review-screen.module.css';
import type { WaitingView } from './signature-store.ts';

/**
 * What is shown here or in a package; who is away or was reminded, and whose signature lapsed, is told of
 * it only here.
 */
type ShownView = Omit<WaitingView, 'absentSigners' | 'remindedAt' | 'lapsed' | 'inPlaceOf'>;
type Lapsed = WaitingView['lapsed'];

export function ShownPayment({
  view,
  lapsed = [],
  drawAccount = asText,
  nameOf = asIs,
}: {
  readonly view: ShownView;
  readonly lapsed?: Lapsed;
  readonly drawAccount?: DrawAccount;
  readonly nameOf?: (actor: string) => string;
}) {
  const { t, format, code } = useTexts();
  const { payment, levels } = view;
  const { paymentId, creditorAccount } = payment;
  const debtor = drawAccount({ paymentId, party: 'debtor', account: payment.debtorAccount });
  const creditor =
    creditorAccount === null
      ? null
      : drawAccount({ paymentId, party: 'creditor', account: creditorAccount });
  const facts: readonly Fact[] = [
    [
      t('trail.debtor'),
      <Party key="d" name={payment.debtorName}>
        {debtor}
      </Party>,
    ],
    [
      t('trail.creditor'),
      <Party key="c" name={payment.creditorName}>
        {creditor}
      </Party>,
    ],
    [t('trail.remittance'), payment.remittance],
    [t('trail.executes'), format.date(payment.executionDate)],
    [t('trail.rail'), t(payment.rail === 'on_us' ? 'trail.onUs' : 'trail.batchRail')],
    [t('trail.endToEndId'), payment.endToEndId],
    [t('column.why'), payment.reason === null ? null : code('reason', payment.reason)],
    [t('signing.makers'), payment.makers.map(nameOf).join(', ')],
    [t('signing.version'), format.count(payment.version)],
    [t('signing.hash'), <code key="h">{view.shown.slice(0, 16)}</code>],
  ];
  return (
    <>
      <p className={styles.effect}>
        <Amount money={payment.amount} />{' '}
        {t(payment.rail === 'on_us' ? 'signing.staysInBank' : 'signing.leavesBank', {
          to: payment.creditorName ?? payment.creditorAccount ?? '',
        })}
      </p>
      <UsualLine view={view} />
      <Facts facts={facts} className={styles.facts} />
      <Levels levels={levels} lapsed={lapsed} nameOf={nameOf} />
    </>
  );
}

const asIs = (actor: string): string => actor;

/** Every level and who signed for it; struck where that counts no more, with why. */
function Levels({
  levels,
  lapsed,
  nameOf,
}: Pick<ShownView, 'levels'> & {
  readonly lapsed: Lapsed;
  readonly nameOf: (actor: string) => string;
}) {
  const { t } = useTexts();
  return (
    <ol className={styles.levels} aria-label={t('signing.levels')}>
      {levels.map(({ permission, person }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place
        <li key={at}>
          {t(permission === 'approve' ? 'signing.levelSupervisor' : 'signing.levelAny')}:{' '}
          {person === null ? t('signing.open') : t('signing.signedBy', { person: nameOf(person) })}
          {lapsed
            .filter(({ level }) => level === at)
            .map((each) => (
              <p key={each.person} className={styles.lapsed}>
                <s>{t('signing.signedBy', { person: nameOf(each.person) })}</s>{' '}
                {t(person === null ? 'signing.lapsed' : 'signing.lapsedFilled', {
                  why: t(`signing.lapse.${each.why}`),
                })}
              </p>
            ))}
        </li>
      ))}
    </ol>
  );
}

/** Against what is usual for the payer and this payee. */
function UsualLine({ view: { payment, usual } }: { readonly view: ShownView }) {
  const { t, format } = useTexts();
  const { currency, minor } = payment.amount;
  const { largest, toCreditor, ofDebtor } = usual;
  if (largest === null) {
    return <Message tone="wait" text={{ primary: t('signing.firstOfDebtor') }} />;
  }
  const most = format.money({ minor: largest, currency });
  const known = t(toCreditor === 0 ? 'signing.newPayee' : 'signing.knownPayee', {
    count: toCreditor,
    number: format.count(toCreditor),
  });
  const isFar = unusualOf(minor, usual) !== null;
  const detail = t('signing.largest', { most, number: format.count(ofDebtor) });
  return <Message tone={isFar ? 'wait' : 'info'} text={{ primary: known, detail }} />;
}
