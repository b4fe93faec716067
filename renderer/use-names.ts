// What people are called, for the ids under which deeds are kept. An id that nobody has a name for
// stays as it is: a command, a workstation of before, somebody whose name was erased.
import { useCallback, useEffect, useState } from 'react';
import { useOffice } from './context.ts';
import type { Office } from './office.ts';

type Names = ReadonlyMap<string, string>;

/** The names as they were last told, so that an opened list does not change under the eye. */
const told = new WeakMap<Office, Names>();

const NONE: Names = new Map();

/** Asks anew wherever it is first used: somebody may have come since. */
export function useNames(): (actor: string) => string {
  const office = useOffice();
  const [names, setNames] = useState(told.get(office) ?? NONE);
  useEffect(() => {
    let isGone = false;
    void office
      .ask((client) => client.names({}))
      .then((reply) => {
        if (!reply.ok) return;
        const now = new Map(reply.value.names.map(({ actor, name }) => [actor, name]));
        told.set(office, now);
        if (!isGone) setNames(now);
      });
    return () => {
      isGone = true;
    };
  }, [office]);
  return useCallback((actor: string) => names.get(actor) ?? actor, [names]);
}
