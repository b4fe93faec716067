// A person is marked away from a day until a day, and somebody may be named to stand in for them.
import { useEffect, useState } from 'react';
import { actorId } from '../../main/domain/people.ts';
import type { Output } from '../../preload/contract/contract.ts';
import { DeedDialog } from '../components/deed-dialog.tsx';
import { Field } from '../components/field.tsx';
import { useOffice } from '../context.ts';
import { useDeed } from '../use-deed.ts';
import { useTexts } from '../use-texts.ts';
import styles from './seat.module.css';

type Named = Output<'names'>['names'][number];

/** `day`: the first that may be chosen. Everybody of the book may be named, and is asked for. */
export function AbsenceDialog({
  person,
  name,
  day,
  onClose,
}: {
  readonly person: number;
  readonly name: string;
  readonly day: string;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [from, setFrom] = useState(day);
  const [until, setUntil] = useState(day);
  const [deputy, setDeputy] = useState(0);
  async function mark() {
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.markAbsent({ submissionId, person, from, until, deputy })),
    );
    if (done !== null) onClose();
  }
  return (
    <DeedDialog
      title={t('absence.title', { name })}
      confirm={t('absence.confirm')}
      deed={deed}
      canConfirm={from !== '' && until >= from}
      onConfirm={() => void mark()}
      onClose={onClose}
    >
      <p>{t('absence.lead', { name })}</p>
      <div className={styles.pair}>
        <Day label={t('people.validFrom')} value={from} onChange={setFrom} />
        <Day label={t('people.validUntil')} value={until} onChange={setUntil} />
      </div>
      <Deputy person={person} value={deputy} onChange={setDeputy} />
    </DeedDialog>
  );
}

function Day({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}) {
  return (
    <Field label={label}>
      {(ids) => (
        <input
          {...ids}
          type="date"
          required
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

function Deputy({
  person,
  value,
  onChange,
}: {
  readonly person: number;
  readonly value: number;
  readonly onChange: (deputy: number) => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const [names, setNames] = useState<readonly Named[]>([]);
  useEffect(() => {
    let isGone = false;
    void office
      .ask((client) => client.names({}))
      .then((reply) => {
        if (reply.ok && !isGone) setNames(reply.value.names);
      });
    return () => {
      isGone = true;
    };
  }, [office]);
  const others = names.filter(({ actor }) => actor !== actorId(person));
  return (
    <Field label={t('absence.deputy')} hint={t('absence.deputyHint')}>
      {(ids) => (
        <select {...ids} value={value} onChange={({ target }) => onChange(Number(target.value))}>
          <option value={0}>{t('absence.nobody')}</option>
          {others.map(({ actor, name }) => (
            <option key={actor} value={actor.replace('person:', '')}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
