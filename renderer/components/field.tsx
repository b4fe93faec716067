// Labelled fields: the label is always seen, never only a placeholder.
import { type InputHTMLAttributes, type ReactNode, useId } from 'react';
import styles from './field.module.css';

export function Field({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint?: string | undefined;
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

type TextFieldOf = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** What differs from one line of text to another; unsaid, it is as the browser has it. */
type TextControl = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'inputMode' | 'placeholder' | 'required' | 'spellCheck'
>;

/** A line of text of at most `most` characters (UTF-16 units, as the browser counts them). */
export function TextField({
  label,
  hint,
  most,
  value,
  onChange,
  ...control
}: TextFieldOf & { readonly most: number } & TextControl) {
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <input
          {...ids}
          {...control}
          maxLength={most}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

/** As many characters of a person's own words as the contract takes. */
const WORDS_MAX = 500;

/** A line of a person's own words: a reason or a remark that is kept with what they do. */
export function WordsField(field: TextFieldOf & Pick<TextControl, 'required'>) {
  return <TextField {...field} most={WORDS_MAX} />;
}
