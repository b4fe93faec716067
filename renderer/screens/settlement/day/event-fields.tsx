// The fields of an event: those that its row asks for and no others.
import { eventForm } from '../../../../main/domain/event-forms.ts';
import { Field } from '../../../components/field.tsx';
import { useTexts } from '../../../use-texts.ts';
import type { EventDraft } from './event-draft.ts';

type Change = (part: Partial<EventDraft>) => void;

export function EventFields({
  draft,
  currencies,
  items,
  onChange,
}: {
  readonly draft: EventDraft;
  readonly currencies: readonly string[];
  /** Names of what stands open, to choose from. */
  readonly items: readonly string[];
  readonly onChange: Change;
}) {
  const { t, code } = useTexts();
  const form = eventForm(draft.event);
  return (
    <>
      <Amounts draft={draft} currencies={currencies} onChange={onChange} />
      {form.roles.map(({ role }) => (
        <TextField
          key={role}
          label={code('boundAccount', role)}
          value={draft.accounts[role] ?? ''}
          onChange={(typed) => onChange({ accounts: { ...draft.accounts, [role]: typed } })}
        />
      ))}
      {form.holds.map((name) => (
        <TextField
          key={name}
          label={code('holdName', name)}
          isNumber
          value={draft.holds[name] ?? ''}
          onChange={(typed) => onChange({ holds: { ...draft.holds, [name]: typed } })}
        />
      ))}
      {form.hasOriginal && (
        <TextField
          label={t('settlement.event.original')}
          isNumber
          value={draft.original}
          onChange={(original) => onChange({ original })}
        />
      )}
      {form.hasItem && <ItemField draft={draft} items={items} onChange={onChange} />}
      <Field label={t('settlement.event.valueDate')}>
        {(ids) => (
          <input
            {...ids}
            type="date"
            value={draft.valueDate}
            onChange={({ target }) => onChange({ valueDate: target.value })}
          />
        )}
      </Field>
    </>
  );
}

function Amounts({
  draft,
  currencies,
  onChange,
}: {
  readonly draft: EventDraft;
  readonly currencies: readonly string[];
  readonly onChange: Change;
}) {
  const { t, code } = useTexts();
  return eventForm(draft.event).amounts.map(({ name, isOptional }) => (
    <div key={name}>
      <Field
        label={code('amountName', name)}
        {...(isOptional ? { hint: t('settlement.event.optional') } : {})}
      >
        {(ids) => (
          <input
            {...ids}
            inputMode="decimal"
            maxLength={40}
            value={draft.amounts[name] ?? ''}
            onChange={({ target }) =>
              onChange({ amounts: { ...draft.amounts, [name]: target.value } })
            }
          />
        )}
      </Field>
      <Field label={`${t('settlement.event.currency')}: ${code('amountName', name)}`}>
        {(ids) => (
          <select
            {...ids}
            value={draft.currencies[name] ?? currencies[0]}
            onChange={({ target }) =>
              onChange({ currencies: { ...draft.currencies, [name]: target.value } })
            }
          >
            {currencies.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        )}
      </Field>
    </div>
  ));
}

function ItemField({
  draft,
  items,
  onChange,
}: {
  readonly draft: EventDraft;
  readonly items: readonly string[];
  readonly onChange: Change;
}) {
  const { t } = useTexts();
  return (
    <Field label={t('settlement.event.item')}>
      {(ids) => (
        <>
          <input
            {...ids}
            list={`${ids.id}i`}
            maxLength={140}
            value={draft.item}
            onChange={({ target }) => onChange({ item: target.value })}
          />
          <datalist id={`${ids.id}i`}>
            {items.map((each) => (
              <option key={each} value={each} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

function TextField({
  label,
  value,
  isNumber = false,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly isNumber?: boolean;
  readonly onChange: (typed: string) => void;
}) {
  return (
    <Field label={label}>
      {(ids) => (
        <input
          {...ids}
          maxLength={140}
          inputMode={isNumber ? 'numeric' : 'text'}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
