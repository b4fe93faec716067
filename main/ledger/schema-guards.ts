// The triggers that keep the chained part of every table as it was written: append, never edit.

import { APPROVAL_TABLES } from './schema-approvals.ts';
import { CARRIED_TABLES } from './schema-carried.ts';
import { CORE_TABLES } from './schema-core.ts';
import { ENGINE_TABLES } from './schema-engine.ts';
import { HAND_OVER_TABLES } from './schema-hand-overs.ts';
import { KEEPING_TABLES } from './schema-keeping.ts';
import { MASTER_TABLES } from './schema-master.ts';
import { PEOPLE_TABLES } from './schema-people.ts';

/** Tables whose rows are never changed or deleted, whole. */
const APPEND_ONLY = [
  'deeds',
  'entries',
  'postings',
  'journal_marks',
  'status_changes',
  ...ENGINE_TABLES,
  'breaks',
  ...KEEPING_TABLES,
  ...MASTER_TABLES,
  'break_reasons',
  'account_changes',
  'hold_events',
  'signatures',
  ...APPROVAL_TABLES,
  'item_movements',
  'days',
  'day_closings',
  'day_balances',
  'day_items',
  ...PEOPLE_TABLES,
  ...CARRIED_TABLES,
  ...HAND_OVER_TABLES,
  ...CORE_TABLES,
];

/** Tables with a part that never changes (what the chain covers) and a part that moves on. */
const FIXED_COLUMNS: { readonly [table: string]: readonly string[] } = {
  book: ['instance_id', 'made_at', 'party_salt'],
  accounts: [
    'id',
    'deed',
    'number',
    'currency',
    'kind',
    'normal_side',
    'open_item',
    'locked',
    'funds_check',
    'account_limit',
    'name_commitment',
    'digest',
  ],
  balances: ['account'],
  balances_written: ['id'],
  batches: [
    'id',
    'deed',
    'original',
    'message_type',
    'message_id',
    'ordering_party',
    'number_of_transactions',
    'received_at',
    'received_on',
    'file_commitment',
    'fallen',
    'digest',
  ],
  payment_informations: [
    'id',
    'deed',
    'batch',
    'payment_information_id',
    'batch_booking',
    'debtor_account',
    'requested_execution_date',
    'execution_date',
    'date_reason',
    'first_record',
    'debtor_commitment',
    'digest',
  ],
  payments: [
    'id',
    'deed',
    'payment_information',
    'rail',
    'amount',
    'currency',
    'end_to_end_id',
    'instruction_id',
    'uetr',
    'line',
    'creditor_commitment',
    'related_payment',
    'digest',
  ],
  open_items: ['id', 'deed', 'account', 'reference', 'owner', 'opened_on', 'digest'],
  cycles: ['id', 'deed', 'currency', 'settlement_date', 'digest'],
};

/** All triggers as SQL: whole tables, and of the others the columns that the chain covers. */
export function guards(): string {
  const lines: string[] = [];
  for (const table of APPEND_ONLY) {
    lines.push(guard(table, 'update', 'UPDATE', `${table} is append-only`));
    lines.push(guard(table, 'delete', 'DELETE', `${table} is append-only`));
  }
  for (const [table, columns] of Object.entries(FIXED_COLUMNS)) {
    const update = `UPDATE OF ${columns.join(', ')}`;
    lines.push(guard(table, 'update', update, `this part of ${table} is append-only`));
    lines.push(guard(table, 'delete', 'DELETE', `${table} rows are never deleted`));
  }
  lines.push(OWN_GUARD);
  return lines.join('\n');
}

/** An untouched book may become a demonstration, and another role's; else it stays what it is. */
const OWN_GUARD = `CREATE TRIGGER book_becomes_untouched BEFORE UPDATE OF demo, role ON book
WHEN NEW.demo < OLD.demo OR (SELECT count(*) FROM deeds) > 0
BEGIN SELECT RAISE(ABORT, 'what a book is, is append-only once a deed was tried'); END;`;

function guard(table: string, name: string, when: string, message: string): string {
  return [
    `CREATE TRIGGER ${table}_no_${name} BEFORE ${when} ON ${table}`,
    `BEGIN SELECT RAISE(ABORT, '${message}'); END;`,
  ].join('\n');
}
