// The form of a record, made from the fields of its kind: what is entered is proposed, and in force
// when another person has confirmed it.
import { useState } from 'react';
import { known } from '../../../main/domain/assert.ts';
import type { FieldRule } from '../../../main/domain/master/fields.ts';
import { kindRule, type MasterKind } from '../../../main/domain/master/kinds.ts';
import { DeedDialog } from '../../components/deed-dialog.tsx';
import { Field, WordsField } from '../../components/field.tsx';
import { useOffice, useOfficeState } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import type { Content } from './admin-store.ts';

type Props = {
  readonly kind: MasterKind;
  /** The record as it is; null for a new one. */
  readonly before: Content | null;
  readonly ended: boolean;
  /** Only whether it ends is changed. */
  readonly onlyEnds?: boolean;
  readonly onClose: () => void;
};

export function ChangeDialog({ kind, before, ended, onlyEnds = false, onClose }: Props) {
  const { t, code } = useTexts();
  const office = useOffice();
  const today = useOfficeState(({ businessDate }) => businessDate ?? '');
  const deed = useDeed();
  const [written, setWritten] = useState<Content>(before ?? {});
  const [validFrom, setValidFrom] = useState(today);
  const [reason, setReason] = useState('');
  const { fields, key } = kindRule(kind);
  async function run() {
    const asked = { kind, written, ended, validFrom, reason: reason.trim() };
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.proposeMasterChange({ submissionId, ...asked })),
    );
    if (done !== null) onClose();
  }
  const title =
    before === null ? 'admin.addTitle' : onlyEnds ? 'admin.endTitle' : 'admin.changeTitle';
  return (
    <DeedDialog
      title={t(title, { kind: code('masterKind', kind) })}
      confirm={t('admin.propose')}
      deed={deed}
      canConfirm={reason.trim() !== '' && validFrom !== ''}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      {!onlyEnds &&
        Object.entries(fields).map(([field, rule]) => (
          <FieldInput
            key={field}
            label={code('masterField', field)}
            rule={rule}
            value={written[field] ?? ''}
            fixed={before !== null && key.includes(field)}
            onChange={(value) => setWritten({ ...written, [field]: value })}
          />
        ))}
      <Field label={t('admin.validFrom')}>
        {(ids) => (
          <input
            {...ids}
            type="date"
            value={validFrom}
            min={today}
            onChange={(event) => setValidFrom(event.target.value)}
          />
        )}
      </Field>
      <WordsField
        label={t('admin.reason')}
        hint={t('admin.reasonHint')}
        value={reason}
        onChange={setReason}
      />
    </DeedDialog>
  );
}

function FieldInput({
  label,
  rule,
  value,
  fixed,
  onChange,
}: {
  readonly label: string;
  readonly rule: FieldRule;
  readonly value: string;
  readonly fixed: boolean;
  readonly onChange: (value: string) => void;
}) {
  const { code } = useTexts();
  const { type, required = false } = rule;
  if (type === 'flag') {
    return (
      <Field label={label}>
        {(ids) => (
          <input
            {...ids}
            type="checkbox"
            checked={value === 'true'}
            onChange={(event) => onChange(event.target.checked ? 'true' : '')}
          />
        )}
      </Field>
    );
  }
  if (type === 'choice') {
    return (
      <Field label={label}>
        {(ids) => (
          <select
            {...ids}
            value={value}
            required={required}
            disabled={fixed}
            onChange={(event) => onChange(event.target.value)}
          >
            <option value="">–</option>
            {known(rule.values, 'a choice has its values').map((each) => (
              <option key={each} value={each}>
                {code('masterValue', each)}
              </option>
            ))}
          </select>
        )}
      </Field>
    );
  }
  return (
    <Field label={label}>
      {(ids) => (
        <input
          {...ids}
          type={type === 'date' ? 'date' : 'text'}
          inputMode={type === 'whole' ? 'numeric' : undefined}
          required={required}
          readOnly={fixed}
          maxLength={2000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
