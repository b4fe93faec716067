// What one line of a deed's effect says, with a word for every code that the deed itself has as one:
// the same in the window and on a terminal.
import { ACCOUNT_STATUSES } from '../../main/domain/chart-of-accounts.ts';
import { settingName } from './setting-name.ts';

type Line = { readonly what: string; readonly before: string | null; readonly after: string };
type Table =
  | 'setting'
  | 'retentionClass'
  | 'accountStatus'
  | 'event'
  | 'effect'
  | 'railWord'
  | 'status';
type CodeWords = (table: Table, code: string) => string;

/** What stands there now and what will. */
export function effectInWords({ what, before, after }: Line, code: CodeWords): string {
  const word = (said: string): string => WORDS[what]?.(said, code) ?? said;
  return before === null ? word(after) : `${word(before)} → ${word(after)}`;
}

/** How the lines are told that say a code, by what they are about; any other is told as it is. */
const WORDS: { readonly [what: string]: (said: string, code: CodeWords) => string } = {
  setting: settingName,
  event: (said, code) => `${said} · ${code('event', said.replace('.', '_'))}`,
  since: (said, code) => code('effect', said),
  book_key: (said, code) => (said === 'plain_book' ? code('effect', said) : said),
  rail_word: (said, code) => code('railWord', said),
  stays: inStatus,
  stops: inStatus,
  status: (said, code) => (isOf(ACCOUNT_STATUSES, said) ? code('accountStatus', said) : said),
};

/** How many payments stand in a status: `rejected 2`. */
function inStatus(said: string, code: CodeWords): string {
  const [status = '', payments = ''] = said.split(' ');
  return `${code('status', status)} · ${payments}`;
}

function isOf(codes: readonly string[], said: string): boolean {
  return codes.includes(said);
}
