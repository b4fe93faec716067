// The directories of banks and of national codes over any connection: each entry is read when it is
// first asked for, and remembered.
import type { BusinessDate } from '../domain/dates.ts';
import {
  type BankDirectories,
  CODE_SYSTEMS,
  type ListedBank,
  type ListedCode,
} from '../domain/payee-bank.ts';
import type { MasterInForce } from './master-in-force.ts';

/** Entries that are remembered of one directory, before they are read anew. */
const REMEMBERED_MAX = 50_000;

/** What the book holds of other banks on `day`; null where it was given no directory. */
export function readDirectories(records: MasterInForce, day: BusinessDate): BankDirectories | null {
  const holdsBanks = records.holds('bank', '', day);
  const systems = new Set(
    CODE_SYSTEMS.filter((system) => records.holds('routing', `${system} `, day)),
  );
  if (!holdsBanks && systems.size === 0) return null;
  const bankOf = (bic: string): ListedBank | null => records.record('bank', bic, day);
  const bank = remembering<ListedBank>((bic) => {
    const office = `${bic.slice(0, 8)}XXX`;
    return bankOf(bic) ?? bankOf(office) ?? bankOf(bic.slice(0, 8));
  });
  const code = remembering<ListedCode>((key) => records.record('routing', key, day));
  return {
    holdsBanks,
    holdsCodes: (system) => systems.has(system),
    bank,
    code: (system, written) => code(`${system} ${written}`),
    banksValidUntil: records.edition('bank', day)?.validUntil || null,
    codesValidUntil: records.edition('routing', day)?.validUntil || null,
  };
}

function remembering<T>(read: (key: string) => T | null): (key: string) => T | null {
  const remembered = new Map<string, T | null>();
  return (key) => {
    const known = remembered.get(key);
    if (known !== undefined) return known;
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    const found = read(key);
    remembered.set(key, found);
    return found;
  };
}
