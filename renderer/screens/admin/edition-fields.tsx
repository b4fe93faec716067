// What a list of a directory is, said before it is brought in: some records, a full edition or a delta,
// with its name and how long it may be relied on; and which edition is held.
import { EDITION_SCOPES, type EditionScope } from '../../../main/domain/master/editions.ts';
import type { Output } from '../../../preload/contract/contract.ts';
import { Field, TextField } from '../../components/field.tsx';
import { Message } from '../../components/message.tsx';
import { useOfficeState } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';

export type Scope = 'records' | EditionScope;
const SCOPES: readonly Scope[] = ['records', ...EDITION_SCOPES];

export function ScopeField({
  scope,
  onScope,
}: {
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
}) {
  const { t } = useTexts();
  return (
    <Field label={t('admin.scope')}>
      {(ids) => (
        <select
          {...ids}
          value={scope}
          onChange={(event) => {
            const picked = SCOPES.find((each) => each === event.target.value);
            if (picked !== undefined) onScope(picked);
          }}
        >
          {SCOPES.map((each) => (
            <option key={each} value={each}>
              {t(`admin.scopes.${each}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type Named = { readonly edition: string; readonly validUntil: string };

export function EditionFields({
  scope,
  held,
  named,
  onNamed,
}: {
  readonly scope: EditionScope;
  readonly held: string;
  readonly named: Named;
  readonly onNamed: (named: Named) => void;
}) {
  const { t } = useTexts();
  return (
    <>
      <TextField
        label={t('admin.edition')}
        hint={t('admin.editionHint')}
        most={40}
        value={named.edition}
        onChange={(text) => onNamed({ ...named, edition: text })}
      />
      {scope === 'delta' && (
        <Field label={t('admin.base')}>{(ids) => <input {...ids} readOnly value={held} />}</Field>
      )}
      <Field label={t('admin.validUntil')}>
        {(ids) => (
          <input
            {...ids}
            type="date"
            value={named.validUntil}
            onChange={(event) => onNamed({ ...named, validUntil: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

/** The edition that a directory's records come from; a warning once it is past its last day. */
export function HeldEdition({
  held,
}: {
  readonly held: NonNullable<Output<'masterPage'>['edition']>;
}) {
  const { t, format } = useTexts();
  const today = useOfficeState(({ businessDate }) => businessDate ?? '');
  const { edition, validUntil, effectiveOn } = held;
  const from = t('admin.held', { edition, date: format.date(effectiveOn) });
  if (validUntil === '') return <p>{from}</p>;
  const date = format.date(validUntil);
  if (validUntil >= today) return <p>{`${from} ${t('admin.heldUntil', { date })}`}</p>;
  return <Message tone="bad" text={{ primary: from, detail: t('admin.heldOutdated', { date }) }} />;
}
