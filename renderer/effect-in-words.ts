// What one line of a deed's effect says, with a word for every code that the deed itself has as one.
import { ACCOUNT_STATUSES } from '../main/domain/chart-of-accounts.ts';
import { settingName } from './setting-name.ts';

type Line = { readonly what: string; readonly before: string | null; readonly after: string };
type Table = 'setting' | 'accountStatus' | 'signedEvent' | 'effect';

/** What stands there now and what will. */
export function effectInWords(
  { what, before, after }: Line,
  code: (table: Table, code: string) => string,
): string {
  const word = (said: string): string => {
    if (what === 'setting') return settingName(said, code);
    if (what === 'event') return `${said} · ${code('signedEvent', said.replace('.', '_'))}`;
    if (what === 'since') return code('effect', said);
    const isStatus = what === 'status' && ACCOUNT_STATUSES.some((status) => status === said);
    return isStatus ? code('accountStatus', said) : said;
  };
  return before === null ? word(after) : `${word(before)} → ${word(after)}`;
}
