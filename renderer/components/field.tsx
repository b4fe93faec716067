// Labelled fields: the label is always seen, never only a placeholder.
import { type ReactNode, useId } from 'react';
import styles from './field.module.css';

export function Field({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint?: string;
  /** Draws the control under the ids that tie it to label and hint. */
  readonly children: (ids: { id: string; 'aria-describedby'?: string }) => ReactNode;
}) {
  const id = useId();
  const hintId = `${id}h`;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children(hint === undefined ? { id } : { id, 'aria-describedby': hintId })}
      {hint !== undefined && <small id={hintId}>{hint}</small>}
    </div>
  );
}

/** As many characters of a person's own words as the contract takes. */
const WORDS_MAX = 500;

/** A line of a person's own words: a reason or a remark that is kept with what they do. */
export function WordsField({
  label,
  hint,
  value,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(ids) => (
        <input
          {...ids}
          maxLength={WORDS_MAX}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
