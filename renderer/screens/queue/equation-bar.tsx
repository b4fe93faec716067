// The day's equation, per currency, always in sight: received = settled + rejected + returned +
// waiting in each worklist + in doubt. Every term is a button that opens its list.
import { useTexts } from '../../use-texts.ts';
import { isBalanced, type Line, type Named, termsOf } from './equation.ts';
import styles from './equation-bar.module.css';
import { filterOfTerm, type QueueFilter, sameFilter } from './queue-filter.ts';
import type { Equation } from './queue-store.ts';

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
  const { code, format } = useTexts();
  const leads = term === 'returned' ? null : filterOfTerm(term, currency);
  const chosen = leads !== null && sameFilter(leads, filter);
  const amount = { minor: value.amount, currency };
  const words = (
    <>
      <span className={styles.term}>{code('term', term)}</span>
      <span className={styles.count}>{format.count(value.payments)}</span>
      <span className={styles.value}>
        {format.amount(amount)}
        <span className={styles.unseen}> {currency}</span>
      </span>
    </>
  );
  if (leads === null) return <span className={styles.button}>{words}</span>;
  return (
    <button
      type="button"
      className={styles.button}
      data-term={term}
      aria-pressed={chosen}
      onClick={() => onFilter(chosen ? {} : leads)}
    >
      {words}
    </button>
  );
}
