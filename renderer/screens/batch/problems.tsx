// The problems of a file, the gravest first, each with its line: what a person sends back to whoever
// wrote the file.
import {
  PROBLEM_SEVERITIES,
  type Problem,
  type ProblemSeverity,
} from '../../../main/domain/problem.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { useTexts } from '../../use-texts.ts';
import styles from './batch-screen.module.css';

const ICONS = {
  refuses: 'cross',
  rejects: 'cross',
  repairs: 'wrench',
  warns: 'alert',
} as const satisfies Record<ProblemSeverity, IconName>;
/** Problems drawn per severity; the rest are counted. */
const SHOWN = 100;

export function Problems({
  problems,
  found,
}: {
  readonly problems: readonly Problem[];
  /** How many there are in all. */
  readonly found: number;
}) {
  const { t, format } = useTexts();
  if (found === 0) return null;
  return (
    <section className={styles.problems} aria-label={t('problems.title')}>
      {PROBLEM_SEVERITIES.map((severity) => {
        const some = problems.filter((problem) => problem.severity === severity);
        if (some.length === 0) return null;
        return (
          <div key={severity} data-severity={severity}>
            <h3>
              <Icon name={ICONS[severity]} size={14} />
              {t(`problems.${severity}`)}
              <span>{format.count(some.length)}</span>
            </h3>
            <ol>
              {some.slice(0, SHOWN).map((problem, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a list of one reading never changes
                <ProblemLine key={at} problem={problem} />
              ))}
            </ol>
            {some.length > SHOWN && (
              <p className={styles.note}>
                {t('problems.more', { number: format.count(some.length - SHOWN) })}
              </p>
            )}
          </div>
        );
      })}
      {found > problems.length && (
        <p className={styles.note}>
          {t('problems.kept', {
            shown: format.count(problems.length),
            number: format.count(found),
          })}
        </p>
      )}
    </section>
  );
}

function ProblemLine({ problem }: { readonly problem: Problem }) {
  const { t, format, problem: words } = useTexts();
  const { place, reasonCode } = problem;
  return (
    <li>
      <span className={styles.line}>
        {place.line === null ? '' : t('problems.line', { line: format.count(place.line) })}
      </span>
      <span>
        {words(problem.code, problem.data)}
        {place.path !== null && <code title={place.path}>{place.path}</code>}
      </span>
      <span className={styles.reasonCode}>{reasonCode}</span>
    </li>
  );
}
