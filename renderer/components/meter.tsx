// Progress: a bar, the same in words, and what is left of it.
import styles from './meter.module.css';

export function Meter({
  label,
  value,
  words,
  aside = null,
}: {
  readonly label: string;
  /** Between 0 and 1; null while the whole is not known. */
  readonly value: number | null;
  readonly words: string;
  readonly aside?: string | null;
}) {
  const percent = value === null ? undefined : Math.round(Math.min(1, value) * 100);
  return (
    <div className={styles.meter}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={words}
      >
        <div
          className={styles.fill}
          data-unknown={percent === undefined || undefined}
          style={percent === undefined ? {} : { width: `${percent}%` }}
        />
      </div>
      <p>
        <span>{words}</span>
        <span>{aside}</span>
      </p>
    </div>
  );
}
