// One payment and its whole trail: why it is where it is, every step, every posting. Shown beside
// the lists of every screen.
import type { ReactNode } from 'react';
import type { Output } from '../../preload/contract/contract.ts';
import { useTexts } from '../use-texts.ts';
import { Amount } from './amount.tsx';
import { Status } from './status.tsx';
import styles from './trail.module.css';

type Trail = Output<'paymentTrail'>;

export function TrailView({
  trail,
  actions,
}: {
  readonly trail: Trail;
  readonly actions?: ReactNode;
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
      <Why trail={trail} />
      <Facts payment={payment} />
      <Steps steps={trail.steps} />
      <Postings postings={trail.postings} />
    </article>
  );
}

function Why({ trail: { why } }: { readonly trail: Trail }) {
  const { t, because } = useTexts();
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
            {because(line)}
          </p>
        ),
      )}
    </section>
  );
}

function Facts({ payment }: { readonly payment: Trail['payment'] }) {
  const { t, format, code } = useTexts();
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      t('trail.debtor'),
      <Party key="d" name={payment.debtorName} account={payment.debtorAccount} />,
    ],
    [
      t('trail.creditor'),
      <Party key="c" name={payment.creditorName} account={payment.creditorAccount} />,
    ],
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
      <dl className={styles.facts}>
        {facts.map(([name, value]) =>
          value === null || value === '' ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}

function Party({
  name,
  account,
}: {
  readonly name: string | null;
  readonly account: string | null;
}) {
  return (
    <>
      {name !== null && <bdi>{name}</bdi>}
      {account !== null && <code>{grouped(account)}</code>}
    </>
  );
}

/** An IBAN in groups of four, as it is printed. */
export function grouped(account: string): string {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(account)
    ? (account.match(/.{1,4}/g) ?? []).join(' ')
    : account;
}

function Steps({ steps }: { readonly steps: Trail['steps'] }) {
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
              {step.actor} · {format.dateTime(step.at)}
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
