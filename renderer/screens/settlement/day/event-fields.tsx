// The fields of an event: those that its row asks for and no others.
import { eventForm } from '../../../../main/domain/event-forms.ts';
import { Field, TextField } from '../../../components/field.tsx';
import { useTexts } from '../../../use-texts.ts';
import type { EventDraft } from './event-draft.ts';

/** As many characters of an account, a number or a name as the contract takes. */
const REFERENCE_MAX = 140;

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
          most={REFERENCE_MAX}
          value={draft.accounts[role] ?? ''}
          onChange={(typed) => onChange({ accounts: { ...draft.accounts, [role]: typed } })}
        />
      ))}
      {form.holds.map((name) => (
        <TextField
          key={name}
          label={code('holdName', name)}
          most={REFERENCE_MAX}
          inputMode="numeric"
          value={draft.holds[name] ?? ''}
          onChange={(typed) => onChange({ holds: { ...draft.holds, [name]: typed } })}
        />
      ))}
      {form.hasOriginal && (
        <TextField
          label={t('settlement.event.original')}
          most={REFERENCE_MAX}
          inputMode="numeric"
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
      <TextField
        label={code('amountName', name)}
        hint={isOptional ? t('settlement.event.optional') : undefined}
        inputMode="decimal"
        most={40}
        value={draft.amounts[name] ?? ''}
        onChange={(text) => onChange({ amounts: { ...draft.amounts, [name]: text } })}
      />
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
            maxLength={REFERENCE_MAX}
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
