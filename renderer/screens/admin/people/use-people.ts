// Everybody of the book with all that they were ever granted, read anew after every change.
import { useCallback, useEffect, useState } from 'react';
import type { Grant } from '../../../../main/domain/people.ts';
import { actorId } from '../../../../main/domain/people.ts';
import type { Output } from '../../../../preload/contract/contract.ts';
import { useOffice, useOfficeState } from '../../../context.ts';

type Everybody = Output<'people'>;
export type Person = Everybody['people'][number];
export type GrantShown = Everybody['grants'][number];

export type People = {
  readonly people: readonly Person[];
  readonly grants: readonly GrantShown[];
  /** The business day of the book, on which rights run. */
  readonly day: string;
  /** What somebody is called, by the actor of a deed; the actor itself once the name was erased. */
  readonly nameOf: (actor: string) => string;
};

const NOBODY: Everybody = { people: [], grants: [] };

/** Null until they were read. */
export function usePeople(): People | null {
  const office = useOffice();
  const day = useOfficeState(({ businessDate }) => businessDate ?? '');
  const [all, setAll] = useState<Everybody | null>(null);
  const read = useCallback(async () => {
    const reply = await office.ask((client) => client.people({}));
    setAll(reply.ok ? reply.value : NOBODY);
  }, [office]);
  useEffect(() => {
    void read();
    return office.onChanged('people', () => void read());
  }, [office, read]);
  if (all === null) return null;
  const names = new Map(all.people.map(({ person, name }) => [actorId(person), name ?? '']));
  return { ...all, day, nameOf: (actor) => names.get(actor) || actor };
}

/** The grant as the rules of people know it. */
export function asGrant({ grant, signers: _, ...terms }: GrantShown): Grant {
  return { id: grant, ...terms };
}

/**
 * The first day of what is asked for today: also on a day on which no business is done, when the
 * business day is the next one.
 */
export function firstDay(day: string): string {
  const today = new Date().toISOString().slice(0, 10);
  return day === '' || today < day ? today : day;
}
