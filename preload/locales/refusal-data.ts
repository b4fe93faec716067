// The data of a refusal as its words name it: what the office says as a code is told in words.
import type { Refusal } from '../../main/domain/result.ts';
import { toldNotDone } from '../../main/domain/why-not-done.ts';

type CodeTable = 'notDone' | 'eventWhy' | 'masterState' | 'accountKind' | 'retentionClass';

/** Which data of a refusal is a code, and the table that has the words for it. */
const CODED: { readonly [refusal: string]: { readonly [name: string]: CodeTable } } = {
  request_cannot_be_done: { why: 'notDone' },
  event_cannot_be_booked: { why: 'eventWhy' },
  master_change_decided: { state: 'masterState' },
  account_kind_not_of_this_book: { kind: 'accountKind' },
  retention_class_runs: { class: 'retentionClass' },
};

/** Texts and numbers of a refusal by name, for `{{name}}` in its words. */
export function refusalData(
  refusal: Refusal,
  code: (table: CodeTable, code: string) => string,
): { readonly [name: string]: string | number } {
  const tables = CODED[refusal.code] ?? {};
  const told: { [name: string]: string | number } = {};
  for (const [name, value] of Object.entries(refusal)) {
    const table = tables[name];
    if (typeof value === 'number') told[name] = value;
    if (typeof value !== 'string') continue;
    if (table === undefined) told[name] = value;
    else told[name] = code(table, table === 'notDone' ? toldNotDone(value) : value);
  }
  return told;
}
