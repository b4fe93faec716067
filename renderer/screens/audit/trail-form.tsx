// The form by which the trail is searched: person, deed, outcome, days, link, subject, words.
import { type FormEvent, useState } from 'react';
import { DEED_TOLD } from '../../../main/domain/disclosure.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import type { TextKey } from '../../texts.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './trail-list.module.css';
import { NO_FIELDS, type TrailFields } from './trail-question.ts';

type Props = {
  readonly actors: readonly string[];
  /** What people are called, by the id under which their deeds are kept. */
  readonly nameOf: (actor: string) => string;
  /** The last link whose digest was printed at the close of a day; null before the first. */
  readonly anchored: number | null;
  readonly onAsked: (fields: TrailFields) => void;
};

/** A value and its words. */
type Option = readonly [value: string, words: string];

type Typed = { readonly name: keyof TrailFields; readonly label: TextKey; readonly type: string };

const TYPED: readonly Typed[] = [
  { name: 'from', label: 'audit.from', type: 'date' },
  { name: 'to', label: 'audit.to', type: 'date' },
  { name: 'since', label: 'audit.since', type: 'text' },
  { name: 'subject', label: 'audit.subject', type: 'text' },
  { name: 'text', label: 'audit.search', type: 'text' },
];

export function TrailForm({ actors, nameOf, anchored, onAsked }: Props) {
  const { t, code } = useTexts();
  const [fields, setFields] = useState(NO_FIELDS);
  const set = (name: keyof TrailFields, value: string): void =>
    setFields({ ...fields, [name]: value });
  const ask = (asked: TrailFields): void => {
    setFields(asked);
    onAsked(asked);
  };
  function submit(event: FormEvent) {
    event.preventDefault();
    onAsked(fields);
  }
  const choice = (name: keyof TrailFields, label: TextKey, options: readonly Option[]) => (
    <Field label={t(label)}>
      {(ids) => (
        <select {...ids} value={fields[name]} onChange={(event) => set(name, event.target.value)}>
          {options.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <form className={styles.form} onSubmit={submit} aria-label={t('audit.searchTrail')}>
      {choice('actor', 'audit.person', [
        ['', t('audit.everybody')],
        ...actors.map((actor) => [actor, nameOf(actor)] as const),
      ])}
      {choice('deed', 'audit.deed', [
        ['', t('audit.everyDeed')],
        ...Object.keys(DEED_TOLD).map((deed) => [deed, code('deed', deed)] as const),
      ])}
      {choice('outcome', 'audit.outcome', [
        ['', t('audit.everyOutcome')],
        ['done', t('audit.done')],
        ['refused', t('audit.refused')],
      ])}
      {TYPED.map(({ name, label, type }) => (
        <Field key={name} label={t(label)}>
          {(ids) => (
            <input
              {...ids}
              type={type}
              value={fields[name]}
              maxLength={140}
              onChange={(event) => set(name, event.target.value)}
            />
          )}
        </Field>
      ))}
      <div className={styles.buttons}>
        <Button type="submit" kind="primary" icon="search">
          {t('audit.find')}
        </Button>
        <Button onPress={() => ask(NO_FIELDS)}>{t('audit.clear')}</Button>
        {anchored !== null && (
          <Button onPress={() => ask({ ...NO_FIELDS, since: String(anchored) })}>
            {t('audit.sinceAnchor')}
          </Button>
        )}
      </div>
    </form>
  );
}
