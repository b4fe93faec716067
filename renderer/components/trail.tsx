// One payment and its whole trail: why it is where it is, every step, every posting. Shown beside
// the lists of every screen.
import type { ReactNode } from 'react';
import { inFours } from '../../main/domain/text.ts';
import type { Output } from '../../preload/contract/contract.ts';
import { useTexts } from '../use-texts.ts';
import { Amount } from './amount.tsx';
import { type Fact, Facts } from './facts.tsx';
import { Status } from './status.tsx';
import styles from './trail.module.css';

type Trail = Output<'paymentTrail'>;

/** One party's account as it is shown, and whose it is. */
export type ShownAccount = {
  readonly paymentId: number;
  readonly party: 'debtor' | 'creditor';
  readonly account: string;
};

/** Draws an account where more can be done with it than read it. */
export type DrawAccount = (shown: ShownAccount) => ReactNode;

const itself = (actor: string): string => actor;

/** Only to be read. */
export const asText: DrawAccount = ({ account }) => <code>{grouped(account)}</code>;

export function TrailView({
  trail,
  actions,
  drawAccount = asText,
  nameOf = itself,
}: {
  readonly trail: Trail;
  readonly actions?: ReactNode;
  readonly drawAccount?: DrawAccount;
  /** What people are called, by the id under which their deeds are kept. */
  readonly nameOf?: (actor: string) => string;
}) {
  const { code } = useTexts();
  const { payment } = trail;
  return (
    <article className={styles.trail}>
      <header className={styles.head}>
        <Status status={payment.status} word={code('status', payment.status)} />
        <p className={styles.amount}>
          <Amount money={payment.amount} />
        </p>
        <p className={styles.to}>{payment.creditorName ?? payment.creditorAccount}</p>
      </header>
      {actions}
      <Why trail={trail} nameOf={nameOf} />
      <PaymentFacts payment={payment} bank={trail.bank} drawAccount={drawAccount} />
      <Steps steps={trail.steps} nameOf={nameOf} />
      <Postings postings={trail.postings} />
    </article>
  );
}

function Why({
  trail: { why },
  nameOf,
}: {
  readonly trail: Trail;
  readonly nameOf: (actor: string) => string;
}) {
  const { t, because } = useTexts();
  // Of the data only an actor's id is one, and everything else is called what it is.
  const named = ({ code, data }: Parameters<typeof because>[0]) =>
    because({
      code,
      data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, nameOf(value)])),
    });
  const lines = [
    { name: t('trail.why.decision'), line: why.decision },
    { name: t('trail.why.hold'), line: why.hold },
    { name: t('trail.why.valueDate'), line: why.valueDate },
  ];
  return (
    <section className={styles.why} aria-label={t('trail.why.title')}>
      {lines.map(({ name, line }) =>
        line === null ? null : (
          <p key={name}>
            <b>{name}</b>
            {named(line)}
          </p>
        ),
      )}
    </section>
  );
}

function PaymentFacts({
  payment,
  bank,
  drawAccount,
}: {
  readonly payment: Trail['payment'];
  readonly bank: Trail['bank'];
  readonly drawAccount: DrawAccount;
}) {
  const { t, format, code } = useTexts();
  const { paymentId } = payment;
  const account = (party: 'debtor' | 'creditor', shown: string | null) =>
    shown === null ? null : drawAccount({ paymentId, party, account: shown });
  const facts: readonly Fact[] = [
    [
      t('trail.debtor'),
      <Party key="d" name={payment.debtorName}>
        {account('debtor', payment.debtorAccount)}
      </Party>,
    ],
    [
      t('trail.creditor'),
      <Party key="c" name={payment.creditorName}>
        {account('creditor', payment.creditorAccount)}
      </Party>,
    ],
    [t('trail.bank'), bank === null ? null : <Bank key="k" bank={bank} />],
    [t('trail.remittance'), payment.remittance],
    [t('trail.requested'), format.date(payment.requestedExecutionDate)],
    [t('trail.executes'), format.date(payment.executionDate)],
    [t('trail.endToEndId'), <code key="e">{payment.endToEndId}</code>],
    [t('trail.paymentId'), <code key="p">{payment.paymentId}</code>],
    [t('trail.messageId'), <code key="m">{payment.messageId}</code>],
    [t('trail.block'), <code key="b">{payment.paymentInformationId}</code>],
    [t('trail.line'), format.count(payment.line)],
    [t('trail.rail'), t(payment.rail === 'on_us' ? 'trail.onUs' : 'trail.batchRail')],
    [t('trail.batchBooking'), payment.batchBooking ? t('yes') : null],
    [
      t('trail.reason'),
      payment.reasonCode === null
        ? null
        : `${payment.reasonCode} · ${code('reasonCode', payment.reasonCode)}`,
    ],
  ];
  return (
    <section aria-label={t('trail.facts')}>
      <h3 className={styles.heading}>{t('trail.facts')}</h3>
      <Facts facts={facts} className={styles.facts} />
    </section>
  );
}

/** The payee's bank by name and BIC, how it is known, and what the directory says against it. */
function Bank({ bank }: { readonly bank: NonNullable<Trail['bank']> }) {
  const { t, format, code } = useTexts();
  const { name, bic, source, validUntil, problem } = bank;
  const notes = [
    source === null ? null : t(`trail.bankFrom.${source}`),
    validUntil === null ? null : t('trail.bankUntil', { date: format.date(validUntil) }),
    problem === null ? null : code('reason', problem),
  ];
  return (
    <>
      {name !== null && <bdi>{name}</bdi>}
      {bic !== null && <code>{bic}</code>}
      <span>{notes.filter((note) => note !== null).join(' · ')}</span>
    </>
  );
}

/** Whose it is and the account, one after the other. */
export function Party({
  name,
  children,
}: {
  readonly name: string | null;
  readonly children: ReactNode;
}) {
  return (
    <>
      {name !== null && <bdi>{name}</bdi>} {children}
    </>
  );
}

/** An IBAN in groups of four, as it is printed. */
export function grouped(account: string): string {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(account) ? inFours(account) : account;
}

function Steps({
  steps,
  nameOf,
}: {
  readonly steps: Trail['steps'];
  readonly nameOf: (actor: string) => string;
}) {
  const { t, code, format } = useTexts();
  return (
    <section aria-label={t('trail.steps')}>
      <h3 className={styles.heading}>{t('trail.steps')}</h3>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={`${step.sequence}-${step.to}`}>
            <Status status={step.to} word={code('status', step.to)} quiet />
            <span className={styles.stepWords}>
              {code('deed', step.deed)}
              {step.reason !== null && step.reason !== '' && ` · ${code('reason', step.reason)}`}
              {step.reasonCode !== null && ` (${step.reasonCode})`}
            </span>
            {step.remark !== null && (
              <q className={styles.stepWords}>
                <bdi>{step.remark}</bdi>
              </q>
            )}
            <span className={styles.stepWho}>
              {nameOf(step.actor)} · {format.dateTime(step.at)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Postings({ postings }: { readonly postings: Trail['postings'] }) {
  const { t, code, format } = useTexts();
  if (postings.length === 0) return null;
  return (
    <section aria-label={t('trail.postings')}>
      <h3 className={styles.heading}>{t('trail.postings')}</h3>
      <table className={styles.postings}>
        <thead>
          <tr>
            <th>{t('trail.layer')}</th>
            <th>{t('trail.debit')}</th>
            <th>{t('trail.credit')}</th>
            <th className={styles.number}>{t('trail.amount')}</th>
            <th>{t('trail.valueDate')}</th>
          </tr>
        </thead>
        <tbody>
          {postings.map((posting, at) => (
            // Postings are only ever added, and several share an entry.
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is the identity
            <tr key={at} title={posting.shared ? t('trail.shared') : undefined}>
              <td>
                {code('layer', posting.layer)}
                {posting.shared && ' *'}
              </td>
              <td>
                <code>{posting.debitAccount}</code>
              </td>
              <td>
                <code>{posting.creditAccount}</code>
              </td>
              <td className={styles.number}>
                <Amount money={posting.amount} bare />
              </td>
              <td>{format.date(posting.valueDate)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {postings.some(({ shared }) => shared) && (
        <p className={styles.note}>* {t('trail.shared')}</p>
      )}
    </section>
  );
}
