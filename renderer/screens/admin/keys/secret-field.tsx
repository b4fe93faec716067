// Where a secret of the book is typed: never shown, never offered to be remembered by a browser.
import { Field } from '../../../components/field.tsx';

export function SecretField({
  label,
  hint,
  value,
  onChange,
  isNew = false,
  isFirst = false,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isNew?: boolean;
  readonly isFirst?: boolean;
}) {
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <input
          {...ids}
          type="password"
          autoComplete={isNew ? 'new-password' : 'off'}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={1024}
          // biome-ignore lint/a11y/noAutofocus: the one thing to do here is to type
          autoFocus={isFirst}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
