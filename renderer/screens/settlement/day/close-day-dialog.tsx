// Closes the oldest open day: the market rates that its foreign positions need, what is taken over
// into the next day by name, and a remark. Afterwards the head and count to keep outside the book.
import { useState } from 'react';
import { DAY_WORK } from '../../../../main/domain/day-work.ts';
import { BASE_CURRENCY } from '../../../../main/domain/revaluation.ts';
import type { Output } from '../../../../preload/contract/contract.ts';
import { Amount } from '../../../components/amount.tsx';
import { DeedDialog } from '../../../components/deed-dialog.tsx';
import { TextField, WordsField } from '../../../components/field.tsx';
import { Message } from '../../../components/message.tsx';
import { useOffice } from '../../../context.ts';
import { useDeed } from '../../../use-deed.ts';
import { useTexts } from '../../../use-texts.ts';
import styles from './ledger-day.module.css';
import { type DayView, oldestOpen, type TrialBalances } from './ledger-day.tsx';

type Closed = Output<'closeDay'>;
type RateTexts = { readonly [currency: string]: string };

/** The currencies in which the book has a position: each is valued at its rate. */
function foreignPositions(balances: TrialBalances): readonly string[] {
  return balances
    .filter(({ currency, rows }) => {
      return currency !== BASE_CURRENCY && rows.some(({ kind }) => kind === 'position');
    })
    .map(({ currency }) => currency);
}

export function CloseDayDialog({
  view,
  balances,
  onClose,
}: {
  readonly view: DayView;
  readonly balances: TrialBalances;
  readonly onClose: () => void;
}) {
  const { t, format } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  // Once it is closed another day is the oldest open one.
  const [day] = useState(() => oldestOpen(view));
  const currencies = foreignPositions(balances);
  const [rates, setRates] = useState<RateTexts>({});
  const [carried, setCarried] = useState<readonly string[]>([]);
  const [remark, setRemark] = useState('');
  const [closed, setClosed] = useState<Closed | null>(null);
  const whole = currencies.every((currency) => (rates[currency] ?? '').trim() !== '');
  async function run() {
    const asked = {
      day,
      rates: currencies.map((currency) => ({ currency, rate: (rates[currency] ?? '').trim() })),
      carried: [...carried],
      remark: remark.trim(),
    };
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.closeDay({ submissionId, ...asked })),
    );
    if (done !== null) setClosed(done);
  }
  return (
    <DeedDialog
      title={t('settlement.day.closeTitle', { day: format.dateLong(day) })}
      confirm={t('settlement.day.closeThis')}
      deed={deed}
      canConfirm={whole}
      isOver={closed !== null}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>{t('settlement.day.closeDetail')}</p>
      <Rates currencies={currencies} rates={rates} onChange={setRates} />
      <Carried view={view} carried={carried} onChange={setCarried} />
      <WordsField label={t('settlement.day.remark')} value={remark} onChange={setRemark} />
      {closed !== null && <ClosedDay closed={closed} />}
    </DeedDialog>
  );
}

/** A field for the market rate of each currency that is valued. */
function Rates({
  currencies,
  rates,
  onChange,
}: {
  readonly currencies: readonly string[];
  readonly rates: RateTexts;
  readonly onChange: (rates: RateTexts) => void;
}) {
  const { t } = useTexts();
  return currencies.map((currency) => (
    <TextField
      key={currency}
      label={t('settlement.day.rate', { currency })}
      hint={t('settlement.day.rateHint', { currency })}
      inputMode="decimal"
      most={24}
      value={rates[currency] ?? ''}
      onChange={(text) => onChange({ ...rates, [currency]: text })}
    />
  ));
}

/** What may be taken over, each by its own tick: a person stands for every one of them. */
function Carried({
  view,
  carried,
  onChange,
}: {
  readonly view: DayView;
  readonly carried: readonly string[];
  readonly onChange: (carried: readonly string[]) => void;
}) {
  const { t, code } = useTexts();
  const items = view.work.filter(({ kind }) => DAY_WORK[kind] === 'carried');
  if (items.length === 0) return null;
  return (
    <fieldset className={styles.carried}>
      <legend>{t('settlement.day.carry')}</legend>
      {items.map(({ kind, reference, owner, currency, amount }) => (
        <label key={reference}>
          <input
            type="checkbox"
            checked={carried.includes(reference)}
            onChange={(event) =>
              onChange(
                event.target.checked
                  ? [...carried, reference]
                  : carried.filter((each) => each !== reference),
              )
            }
          />
          <span>
            {code('dayWork', kind)} <code>{reference}</code> · {code('role', owner)}
          </span>
          <Amount money={{ minor: amount, currency }} />
        </label>
      ))}
    </fieldset>
  );
}

/** What the evening leaves: the result of the valuation, and the head and count to keep. */
function ClosedDay({ closed }: { readonly closed: Closed }) {
  const { t, format } = useTexts();
  const result = { minor: BigInt(closed.revaluation), currency: BASE_CURRENCY };
  return (
    <>
      <Message
        tone="good"
        text={{
          primary: t('settlement.day.done', { day: format.date(closed.day) }),
          detail: t('settlement.day.result', { amount: format.money(result) }),
          hint: t('settlement.day.keep', { number: format.count(closed.chainCount) }),
        }}
      />
      <code className={styles.head}>{closed.chainHead}</code>
    </>
  );
}
