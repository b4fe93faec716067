// The filter as chips: what narrows the list is always written out, and taken off with one click.
// biome-ignore-all lint/a11y/useSemanticElements: chips are no part of a form
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { statusesShownTo, worklistsShownTo } from '../../../main/domain/disclosure.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { useComplianceRight } from '../../context.ts';
import type { Texts } from '../../texts.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './filter-bar.module.css';
import { partsOf } from './filter-input.ts';
import { type Chip, chipsOf, type QueueFilter, withChip, withoutChip } from './queue-filter.ts';

type Props = {
  readonly filter: QueueFilter;
  readonly currencies: readonly string[];
  readonly onFilter: (filter: QueueFilter) => void;
};

/** The chips that can be added by hand; the text has a field of its own. */
const OFFERED: readonly Chip[] = [
  'status',
  'currency',
  'amount',
  'date',
  'received',
  'batch',
  'account',
];

export function FilterBar({ filter, currencies, onFilter }: Props) {
  const texts = useTexts();
  const { t } = texts;
  const set = chipsOf(filter);
  return (
    <div className={styles.bar} role="group" aria-label={t('queue.filter.title')}>
      {OFFERED.map((chip) => (
        <ChipButton
          key={chip}
          chip={chip}
          value={set.includes(chip) ? chipText(chip, filter, texts) : null}
          onClear={() => onFilter(withoutChip(filter, chip))}
        >
          {(close) => (
            <ChipForm
              chip={chip}
              filter={filter}
              currencies={currencies}
              onFilter={(next) => {
                onFilter(next);
                close();
              }}
            />
          )}
        </ChipButton>
      ))}
      {set.length > 0 && (
        <Button kind="quiet" onPress={() => onFilter({})}>
          {t('queue.filter.clear')}
        </Button>
      )}
    </div>
  );
}

function ChipButton({
  chip,
  value,
  onClear,
  children,
}: {
  readonly chip: Chip;
  readonly value: string | null;
  readonly onClear: () => void;
  readonly children: (close: () => void) => ReactNode;
}) {
  const { t } = useTexts();
  const label = t(`queue.filter.${chip}`);
  return (
    <span className={styles.chip} data-set={value !== null || undefined}>
      <DialogTrigger>
        <AriaButton className={styles.open ?? ''}>
          {label}
          {value !== null && <b>{value}</b>}
          <Icon name="down" size={12} />
        </AriaButton>
        <Popover className={styles.popover ?? ''} placement="bottom start">
          <Dialog className={styles.dialog ?? ''} aria-label={label}>
            {({ close }) => children(close)}
          </Dialog>
        </Popover>
      </DialogTrigger>
      {value !== null && (
        <AriaButton
          className={styles.clear ?? ''}
          aria-label={t('queue.filter.clearOne', { name: label })}
          onPress={onClear}
        >
          <Icon name="close" size={12} />
        </AriaButton>
      )}
    </span>
  );
}

/** What a chip says about what it lets through. */
export function chipText(chip: Chip, filter: QueueFilter, { code, format, t }: Texts): string {
  const currency = filter.currency ?? 'EUR';
  const amount = (minor: bigint | undefined): string =>
    minor === undefined ? '…' : format.amount({ minor, currency });
  const date = (text: string | undefined): string => (text === undefined ? '…' : format.date(text));
  switch (chip) {
    case 'status': {
      if (filter.worklist !== undefined) return code('worklist', filter.worklist);
      return (filter.statuses ?? []).map((each) => code('status', each)).join(', ');
    }
    case 'currency':
      return filter.currency ?? '';
    case 'amount':
      return t('range', { from: amount(filter.amountFrom), to: amount(filter.amountTo) });
    case 'date':
      return t('range', { from: date(filter.executionFrom), to: date(filter.executionTo) });
    case 'batch':
      return String(filter.batchId ?? '');
    case 'account':
      return filter.account ?? '';
    case 'received':
      return date(filter.receivedOn);
    case 'text':
      return filter.text ?? '';
  }
}

type FormProps = {
  readonly chip: Chip;
  readonly filter: QueueFilter;
  readonly currencies: readonly string[];
  readonly onFilter: (filter: QueueFilter) => void;
};

function ChipForm(props: FormProps) {
  const { chip } = props;
  if (chip === 'status') return <StatusChoice {...props} />;
  if (chip === 'currency') return <CurrencyChoice {...props} />;
  return <RangeForm {...props} />;
}

function StatusChoice({ filter, onFilter }: FormProps) {
  const { code, t } = useTexts();
  const knows = useComplianceRight();
  const statuses = statusesShownTo(knows).filter((status) => status !== 'draft');
  const choose = (parts: QueueFilter) => () => onFilter(withChip(filter, 'status', parts));
  return (
    <div className={styles.choices}>
      <h3>{t('queue.filter.worklists')}</h3>
      {worklistsShownTo(knows).map((worklist) => (
        <button key={worklist} type="button" onClick={choose({ worklist })}>
          {code('worklist', worklist)}
        </button>
      ))}
      <h3>{t('queue.filter.statuses')}</h3>
      {statuses.map((status) => (
        <button key={status} type="button" onClick={choose({ statuses: [status] })}>
          {code('status', status)}
        </button>
      ))}
    </div>
  );
}

function CurrencyChoice({ filter, currencies, onFilter }: FormProps) {
  return (
    <div className={styles.choices}>
      {currencies.map((currency) => (
        <button
          key={currency}
          type="button"
          onClick={() => onFilter(withChip(filter, 'currency', { currency }))}
        >
          {currency}
        </button>
      ))}
    </div>
  );
}

function RangeForm({ chip, filter, onFilter }: FormProps) {
  const { t } = useTexts();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [wrong, setWrong] = useState(false);
  const isRange = chip === 'amount' || chip === 'date';
  function submit(event: FormEvent) {
    event.preventDefault();
    const parts = partsOf(chip, from, to, filter.currency ?? null);
    setWrong(parts === null);
    if (parts !== null) onFilter(withChip(filter, chip, parts));
  }
  const type = chip === 'date' || chip === 'received' ? 'date' : 'text';
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={isRange ? t('queue.filter.from') : t(`queue.filter.${chip}`)}>
        {(ids) => (
          <input {...ids} type={type} value={from} onChange={(e) => setFrom(e.target.value)} />
        )}
      </Field>
      {isRange && (
        <Field label={t('queue.filter.to')}>
          {(ids) => (
            <input {...ids} type={type} value={to} onChange={(e) => setTo(e.target.value)} />
          )}
        </Field>
      )}
      {wrong && (
        <p className={styles.wrong} role="alert">
          {t('queue.filter.wrong')}
        </p>
      )}
      <Button type="submit" kind="primary">
        {t('queue.filter.apply')}
      </Button>
    </form>
  );
}
