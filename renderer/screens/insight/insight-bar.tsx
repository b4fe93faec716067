// What the Insight screen shows: the stretch of time, the rail, the currency of values, how many
// people are at work, and whether it moves on.
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { useTexts } from '../../use-texts.ts';
import styles from './insight-screen.module.css';
import { RANGE_NAMES, type Range } from './insight-store.ts';

export type Shown = {
  readonly range: Range;
  /** Null: all rails. */
  readonly rail: string | null;
  readonly currency: string;
  readonly people: number;
};

const RAILS = ['batch', 'on_us'] as const;
const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'CNY'] as const;
const PEOPLE = [1, 2, 3, 4, 5, 6, 8, 10] as const;

type Props = {
  readonly shown: Shown;
  readonly onShow: (shown: Shown) => void;
  readonly paused: boolean;
  readonly onPause: (paused: boolean) => void;
};

export function InsightBar({ shown, onShow, paused, onPause }: Props) {
  const { t, format } = useTexts();
  return (
    <div className={styles.bar}>
      <Choice
        label={t('insight.range')}
        value={shown.range}
        options={RANGE_NAMES.map((name) => [name, t(`insight.ranges.${name}`)] as const)}
        onChoose={(range) => onShow({ ...shown, range })}
      />
      <Choice
        label={t('insight.rail')}
        value={shown.rail ?? ''}
        options={[
          ['', t('insight.allRails')] as const,
          ...RAILS.map((rail) => [rail, t(`insight.rails.${rail}`)] as const),
        ]}
        onChoose={(rail) => onShow({ ...shown, rail: rail === '' ? null : rail })}
      />
      <Choice
        label={t('insight.currency')}
        value={shown.currency}
        options={CURRENCIES.map((each) => [each, each] as const)}
        onChoose={(currency) => onShow({ ...shown, currency })}
      />
      <Choice
        label={t('insight.people')}
        value={String(shown.people)}
        options={PEOPLE.map((each) => [String(each), format.count(each)] as const)}
        onChoose={(people) => onShow({ ...shown, people: Number(people) })}
      />
      <Button icon={paused ? 'arrow' : 'pause'} onPress={() => onPause(!paused)}>
        {t(paused ? 'insight.resume' : 'insight.pause')}
      </Button>
      {paused && <span role="status">{t('insight.paused')}</span>}
    </div>
  );
}

function Choice<Value extends string>({
  label,
  value,
  options,
  onChoose,
}: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, words: string])[];
  readonly onChoose: (value: Value) => void;
}) {
  return (
    <Field label={label}>
      {(ids) => (
        <select
          {...ids}
          value={value}
          onChange={(event) => {
            const chosen = options.find(([each]) => each === event.target.value);
            if (chosen !== undefined) onChoose(chosen[0]);
          }}
        >
          {options.map(([each, words]) => (
            <option key={each} value={each}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
