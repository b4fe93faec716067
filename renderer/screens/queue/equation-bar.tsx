// The day's equation, per currency, always in sight: received = settled + rejected + returned +
// waiting in each worklist + in doubt. Every term is a button that opens its list.
import { type EquationTerm, WORKLISTS } from '../../../main/domain/worklists.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './equation-bar.module.css';
import { filterOfTerm, type QueueFilter, sameFilter } from './queue-filter.ts';
import type { Equation } from './queue-store.ts';

type Line = Equation['currencies'][number];
type Term = Line['received'];
type Named = { readonly term: EquationTerm | 'received' | 'returned'; readonly value: Term };

type Props = {
  readonly equation: Equation;
  readonly filter: QueueFilter;
  readonly onFilter: (filter: QueueFilter) => void;
};

export function EquationBar({ equation, filter, onFilter }: Props) {
  const { t, format } = useTexts();
  return (
    <section className={styles.bar} aria-label={t('queue.equation.title')} tabIndex={-1}>
      {equation.currencies.map((line) => (
        <EquationLine key={line.currency} line={line} filter={filter} onFilter={onFilter} />
      ))}
      {equation.notYetRead > 0 && (
        <p className={styles.unread}>
          {t('queue.equation.notYetRead', {
            count: equation.notYetRead,
            number: format.count(equation.notYetRead),
          })}
        </p>
      )}
    </section>
  );
}

/** The right side of a line: its ends always, a worklist only while something waits in it. */
function termsOf(line: Line): readonly Named[] {
  const waiting = WORKLISTS.flatMap((term) => {
    const value = line.waiting[term];
    return value === undefined || value.payments === 0 ? [] : [{ term, value }];
  });
  const ends: readonly Named[] = [
    { term: 'settled', value: line.settled },
    { term: 'rejected', value: line.rejected },
  ];
  const rare: readonly Named[] = [
    { term: 'returned' as const, value: line.returned },
    { term: 'in_doubt' as const, value: line.inDoubt },
  ].filter(({ value }) => value.payments > 0);
  return [...ends, ...waiting, ...rare];
}

/** Whether the two sides agree, in number and in value. */
export function isBalanced(line: Line): boolean {
  let payments = 0;
  let amount = 0n;
  for (const value of [
    line.settled,
    line.rejected,
    line.returned,
    line.inDoubt,
    ...Object.values(line.waiting),
  ]) {
    payments += value.payments;
    amount += value.amount;
  }
  return payments === line.received.payments && amount === line.received.amount;
}

function EquationLine({ line, filter, onFilter }: Omit<Props, 'equation'> & { line: Line }) {
  const { t } = useTexts();
  const { currency } = line;
  const balanced = isBalanced(line);
  const button = (named: Named) => (
    <TermButton {...named} currency={currency} filter={filter} onFilter={onFilter} />
  );
  return (
    <div className={styles.line}>
      <span className={styles.currency}>{currency}</span>
      {button({ term: 'received', value: line.received })}
      <span className={styles.sign} data-wrong={!balanced || undefined}>
        {balanced ? '=' : '≠'}
      </span>
      {termsOf(line).map((named, at) => (
        <span key={named.term} className={styles.termWithSign}>
          {at > 0 && <span className={styles.sign}>+</span>}
          {button(named)}
        </span>
      ))}
      {!balanced && <span className={styles.wrong}>{t('queue.equation.differs')}</span>}
    </div>
  );
}

function TermButton({
  term,
  value,
  currency,
  filter,
  onFilter,
}: Named & { readonly currency: string } & Omit<Props, 'equation'>) {
  const { code, format, t } = useTexts();
  const leads = term === 'returned' ? null : filterOfTerm(term, currency);
  const chosen = leads !== null && sameFilter(leads, filter);
  const amount = { minor: value.amount, currency };
  const words = (
    <>
      <span className={styles.term}>{code('term', term)}</span>
      <span className={styles.count}>{format.count(value.payments)}</span>
      <span className={styles.value}>{format.amount(amount)}</span>
    </>
  );
  if (leads === null) return <span className={styles.button}>{words}</span>;
  return (
    <button
      type="button"
      className={styles.button}
      data-term={term}
      aria-pressed={chosen}
      aria-label={t('queue.equation.open', {
        term: code('term', term),
        number: format.count(value.payments),
        amount: format.money(amount),
      })}
      onClick={() => onFilter(chosen ? {} : leads)}
    >
      {words}
    </button>
  );
}
