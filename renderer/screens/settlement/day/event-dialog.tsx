// Books an event of the posting table: which one, in accounting words, what its row asks for, and each
// debit and credit before anybody may confirm. What two stand for is put to another person.
import { useEffect, useState } from 'react';
import type { BookRole } from '../../../../main/domain/chart-of-accounts.ts';
import { eventForm, offeredEvents, partOf } from '../../../../main/domain/event-forms.ts';
import type { EventCode } from '../../../../main/domain/posting-table.ts';
import type { Input, Output } from '../../../../preload/contract/contract.ts';
import type { Text } from '../../../../preload/locales/text.ts';
import { Amount } from '../../../components/amount.tsx';
import { DeedDialog } from '../../../components/deed-dialog.tsx';
import { Field, WordsField } from '../../../components/field.tsx';
import { Message, Trouble } from '../../../components/message.tsx';
import { useOffice, useOfficeState } from '../../../context.ts';
import { useDeed } from '../../../use-deed.ts';
import { useTexts } from '../../../use-texts.ts';
import { type EventDraft, emptyDraft, toldOf } from './event-draft.ts';
import { EventFields } from './event-fields.tsx';
import styles from './ledger-day.module.css';

type Preview = Output<'previewEvent'>;
type Shown = { readonly preview: Preview | null; readonly trouble: Text | null };
const NOTHING: Shown = { preview: null, trouble: null };

/** What the event would book as it is told now; nothing while it is not whole. */
function usePreview(told: Input<'previewEvent'> | null): Shown {
  const office = useOffice();
  const { trouble: troubleOf } = useTexts();
  const [shown, setShown] = useState<Shown>(NOTHING);
  // The same words are asked once: a told event is made anew with every drawing.
  const words =
    told === null
      ? ''
      : JSON.stringify(told, (_, each) => (typeof each === 'bigint' ? String(each) : each));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `words` stands for what is told
  useEffect(() => {
    let gone = false;
    setShown(NOTHING);
    if (told === null) return;
    void office
      .ask((client) => client.previewEvent(told))
      .then((reply) => {
        if (gone) return;
        if (reply.ok) setShown({ preview: reply.value, trouble: null });
        else setShown({ preview: null, trouble: troubleOf(reply) });
      });
    return () => {
      gone = true;
    };
  }, [office, words, troubleOf]);
  return shown;
}

export function EventDialog({
  currencies,
  items,
  onClose,
}: {
  /** Those in which the book has accounts. */
  readonly currencies: readonly string[];
  readonly items: readonly string[];
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const role = useOfficeState((state) => state.role) ?? 'participant';
  const [draft, setDraft] = useState<EventDraft>(() => emptyDraft(firstOf(role)));
  const [reference, setReference] = useState('');
  const [entries, setEntries] = useState<readonly number[] | null>(null);
  const told = toldOf(draft, currencies[0] ?? '');
  const { preview, trouble } = usePreview(told);
  const isSigned = preview?.isSigned ?? eventForm(draft.event).duty !== null;
  const isWhole = preview !== null && preview.why === null;
  const change = (part: Partial<EventDraft>): void => {
    setDraft({ ...draft, ...part });
    deed.clear();
    setEntries(null);
  };
  async function run() {
    if (told === null) return;
    const booked = await deed.run((submissionId) =>
      office.ask((client) =>
        client.bookEvent({ submissionId, ...told, reference: reference.trim() }),
      ),
    );
    if (booked !== null) setEntries(booked.entries);
  }
  const action = t(isSigned ? 'settlement.event.ask' : 'settlement.event.book');
  return (
    <DeedDialog
      title={t('settlement.event.title')}
      confirm={action}
      deed={deed}
      canConfirm={isWhole && deed.trouble === null && (!isSigned || reference.trim() !== '')}
      isOver={entries !== null}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>{t('settlement.event.detail')}</p>
      <EventChoice
        role={role}
        event={draft.event}
        onChange={(event) => change(emptyDraft(event))}
      />
      <EventFields draft={draft} currencies={currencies} items={items} onChange={change} />
      <WordsField
        label={t('settlement.event.reference')}
        value={reference}
        onChange={setReference}
      />
      <Effect preview={preview} />
      <Trouble of={{ trouble }} />
      {isSigned && <p>{t('settlement.event.signed')}</p>}
      {entries !== null && <Message tone="good" text={{ primary: doneWords(t, entries) }} />}
    </DeedDialog>
  );
}

function doneWords(t: ReturnType<typeof useTexts>['t'], entries: readonly number[]): string {
  if (entries.length === 0) return t('settlement.event.marked');
  return t('settlement.event.done', { entries: entries.join(', ') });
}

/** What a person most often books by hand stands first: what a statement shows. */
function firstOf(role: BookRole): EventCode {
  return role === 'clearing' ? 'I5.in' : 'H3.credit';
}

function EventChoice({
  role,
  event,
  onChange,
}: {
  readonly role: BookRole;
  readonly event: EventCode;
  readonly onChange: (event: EventCode) => void;
}) {
  const { t, code } = useTexts();
  const offered = offeredEvents(role);
  const parts = [...new Set(offered.map(partOf))];
  return (
    <Field label={t('settlement.event.event')}>
      {(ids) => (
        <select
          {...ids}
          value={event}
          onChange={({ target }) => {
            const chosen = offered.find((each) => each === target.value);
            if (chosen !== undefined) onChange(chosen);
          }}
        >
          {parts.map((part) => (
            <optgroup key={part} label={code('eventPart', part)}>
              {offered
                .filter((each) => partOf(each) === part)
                .map((each) => (
                  <option key={each} value={each}>
                    {`${each} · ${code('event', each.replace('.', '_'))}`}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Each posting that would be booked, held or freed; and why the book would not take it. */
function Effect({ preview }: { readonly preview: Preview | null }) {
  const { t, code } = useTexts();
  if (preview === null) return <p>{t('settlement.event.whole')}</p>;
  const { entries, why } = preview;
  const rows = entries.flatMap(({ kind, postings }, entry) =>
    postings.map((posting, at) => ({ kind, ...posting, key: `${entry} ${at}` })),
  );
  return (
    <>
      {rows.length === 0 && <p>{t('settlement.event.nothing')}</p>}
      {rows.length > 0 && (
        <table className={styles.table}>
          <caption>{t('settlement.event.preview')}</caption>
          <thead>
            <tr>
              <th>{t('trail.debit')}</th>
              <th>{t('trail.credit')}</th>
              <th className={styles.number}>{t('trail.amount')}</th>
              <th>{t('settlement.event.layer')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, kind, debitAccount, creditAccount, amount }) => (
              <tr key={key}>
                <td>{debitAccount}</td>
                <td>{creditAccount}</td>
                <td className={styles.number}>
                  <Amount money={amount} />
                </td>
                <td>{code('layer', kind)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {why !== null && (
        <Message
          tone="bad"
          text={{ primary: t('settlement.event.blocked', { why: code('eventWhy', why) }) }}
        />
      )}
    </>
  );
}
