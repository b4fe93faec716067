// Why a payment is declined or sent back: one of the ISO 20022 external status reasons that fit.
import { Field } from '../../components/field.tsx';
import { useTexts } from '../../use-texts.ts';
import { DECLINE_REASONS } from './decline-reasons.ts';

export function ReasonField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (reasonCode: string) => void;
}) {
  const { t, code } = useTexts();
  return (
    <Field label={t('review.reason')}>
      {(ids) => (
        <select {...ids} required value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t('review.chooseReason')}</option>
          {DECLINE_REASONS.map((each) => (
            <option key={each} value={each}>
              {each} · {code('reasonCode', each)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
