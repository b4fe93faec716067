// Every table and column of a book and what vouches for it. A table or column that is not here
// fails the check, so nothing is added to a book without saying how it is verified; docs/trail.md
// gives the chained columns again for whoever writes a verifier of his own.

import { BESIDE_PEOPLE, CHAINED_PEOPLE } from './layout-people.ts';

export type Layout = {
  /** What a row's digest covers, in order. */
  readonly chained?: readonly string[];
  /** What moves on and follows from chained rows: compared by the checks of this folder. */
  readonly follows?: readonly string[];
  /** The parts of the chain itself: digests, links, and what only orders or points. */
  readonly structure?: readonly string[];
  /** Personal data beside the chain, which holds a salted commitment to it; erasable. */
  readonly committed?: readonly string[];
  /** Rows numbered per batch: in the order of their deeds within a batch only. */
  readonly byBatch?: true;
  /** Rows hashed in groups, whose marks lie beside them: the journal. */
  readonly grouped?: true;
  /** The column that orders the rows as they were written; `id` where it is left out. */
  readonly key?: 'deed' | 'entry';
};

/** The chained tables in the order in which a link folds them. */
export const CHAINED: { readonly [table: string]: Layout } = {
  accounts: {
    chained: [
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
    ],
    structure: ['digest'],
    follows: ['status'],
  },
  batches: {
    chained: [
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
    ],
    structure: ['digest'],
    follows: ['next_record'],
  },
  payment_informations: {
    chained: [
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
    ],
    structure: ['digest'],
    follows: ['passed_count', 'passed_amount', 'hold_entry'],
    byBatch: true,
  },
  payments: {
    chained: [
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
    ],
    structure: ['digest'],
    follows: ['status', 'reason_code', 'reason', 'hold_entry', 'cycle'],
    byBatch: true,
  },
  entries: {
    chained: [
      'id',
      'deed',
      'event',
      'batch',
      'payment',
      'resolves',
      'corrects',
      'booking_date',
      'value_date',
      'settlement_date',
      'first_posting',
      'posting_count',
    ],
    grouped: true,
  },
  postings: {
    chained: ['id', 'entry', 'layer', 'debit_account', 'credit_account', 'amount', 'currency'],
    structure: ['previous_debit', 'previous_credit'],
    grouped: true,
  },
  status_changes: {
    chained: [
      'id',
      'deed',
      'batch',
      'first_record',
      'last_record',
      'from_status',
      'to_status',
      'reason_code',
      'reason',
    ],
    structure: ['digest'],
  },
  epochs: {
    chained: ['deed', 'batch', 'from_record', 'to_record', 'topology', 'state_delta', 'snapshot'],
    structure: ['digest'],
    key: 'deed',
  },
  policies: { chained: ['id', 'deed', 'name', 'value'], structure: ['digest'] },
  cycles: {
    chained: ['id', 'deed', 'currency', 'settlement_date'],
    structure: ['digest'],
    follows: [
      'state',
      'gross_out',
      'gross_in',
      'inward_applied',
      'close_entry',
      'settle_entry',
      'unwind_entry',
    ],
  },
  breaks: {
    chained: [
      'id',
      'deed',
      'kind',
      'cycle',
      'account',
      'owner',
      'opened_on',
      'currency',
      'expected',
      'advised',
    ],
    structure: ['digest'],
  },
  account_changes: { chained: ['id', 'deed', 'account', 'status'], structure: ['digest'] },
  hold_events: { chained: ['id', 'deed', 'hold', 'event', 'rail', 'owner'], structure: ['digest'] },
  signatures: {
    chained: ['entry', 'deed', 'duty', 'first_person', 'second_person'],
    structure: ['digest'],
    key: 'entry',
  },
  approvals: {
    chained: ['id', 'deed', 'payment', 'version', 'word', 'level', 'rule', 'shown', 'person'],
    structure: ['digest'],
  },
  payment_reminders: { chained: ['id', 'deed', 'payment', 'person'], structure: ['digest'] },
  amendments: {
    chained: ['id', 'deed', 'payment', 'version', 'person'],
    structure: ['digest'],
  },
  deed_requests: {
    chained: ['id', 'deed', 'asked', 'input', 'rule', 'maker'],
    structure: ['digest'],
  },
  request_words: {
    chained: ['id', 'deed', 'request', 'word', 'level', 'shown', 'person'],
    structure: ['digest'],
  },
  override_words: {
    chained: ['id', 'deed', 'begun', 'word', 'kind', 'thing', 'version', 'shown', 'person'],
    structure: ['digest'],
  },
  open_items: {
    chained: ['id', 'deed', 'account', 'reference', 'owner', 'opened_on'],
    structure: ['digest'],
    follows: ['balance'],
  },
  item_movements: { chained: ['id', 'deed', 'item', 'entry', 'amount'], structure: ['digest'] },
  days: { chained: ['id', 'deed', 'day', 'first_entry', 'first_posting'], structure: ['digest'] },
  day_closings: {
    chained: [
      'id',
      'deed',
      'day',
      'rates',
      'revaluation',
      'balance_count',
      'balances_digest',
      'item_count',
      'items_digest',
      'chain_count',
      'chain_head',
    ],
    structure: ['digest'],
  },
  break_reasons: {
    chained: ['id', 'deed', 'break', 'first_person', 'second_person'],
    structure: ['digest'],
  },
  erasures: {
    chained: ['id', 'deed', 'subject', 'subject_id', 'class', 'kept_until', 'row_count'],
    structure: ['digest'],
  },
  retention_holds: {
    chained: ['id', 'deed', 'subject', 'subject_id', 'lifts'],
    structure: ['digest'],
  },
  restores: {
    chained: ['id', 'deed', 'backup_head', 'backup_count', 'replaced_head', 'replaced_count'],
    structure: ['digest'],
  },
  outgoing_holds: {
    chained: ['id', 'deed', 'restore', 'batch'],
    structure: ['digest'],
  },
  outgoing_releases: {
    chained: ['id', 'deed', 'hold', 'first_record', 'last_record', 'word'],
    structure: ['digest'],
  },
  remarks: {
    chained: ['deed', 'subject', 'subject_id', 'commitment'],
    structure: ['digest'],
    key: 'deed',
  },
  master_changes: {
    chained: [
      'id',
      'deed',
      'kind',
      'origin',
      'original',
      'last_step',
      'valid_from',
      'scope',
      'edition',
      'base',
      'valid_until',
    ],
    structure: ['digest'],
  },
  master_versions: {
    chained: ['id', 'deed', 'change', 'kind', 'key', 'subject', 'replaces', 'ended', 'commitment'],
    structure: ['digest'],
  },
  master_steps: {
    chained: [
      'id',
      'deed',
      'change',
      'step',
      'effective_on',
      'first_person',
      'second_person',
      'added',
      'changed',
    ],
    structure: ['digest'],
  },
  ...CHAINED_PEOPLE,
  core_imports: {
    chained: ['id', 'deed', 'as_of', 'format', 'source', 'accounts', 'differences', 'totals'],
    structure: ['digest'],
  },
  core_balances: {
    chained: [
      'id',
      'deed',
      'core_import',
      'account',
      'balance',
      'status',
      'our_balance',
      'our_status',
    ],
    structure: ['digest'],
  },
  intake_changes: { chained: ['id', 'deed', 'state'], structure: ['digest'] },
  redrives: {
    chained: ['id', 'deed', 'payment', 'word', 'related_payment'],
    structure: ['digest'],
  },
};

/** A chained column that is large: its row covers the SHA-256 of it. */
export const HASHED_FIRST: { readonly [table: string]: string } = { epochs: 'state_delta' };

/** The tables beside the chained ones. */
export const BESIDE: { readonly [table: string]: Layout } = {
  book: { structure: ['id', 'instance_id', 'made_at', 'demo', 'role', 'party_salt'] },
  deeds: {
    structure: [
      'sequence',
      'at',
      'actor',
      'deed',
      'submission_id',
      'input_hash',
      'outcome',
      'answer',
      'program',
      'row_count',
      'rows_digest',
      'previous',
      'digest',
    ],
  },
  journal_marks: { structure: ['deed', 'entries', 'postings'] },
  balances: {
    follows: [
      'account',
      'debits_pending',
      'debits_posted',
      'credits_pending',
      'credits_posted',
      'last_posting',
    ],
  },
  balances_written: { follows: ['id', 'posting', 'entry'] },
  account_names: { committed: ['account', 'name', 'salt'] },
  batch_files: { committed: ['batch', 'file_name', 'initiating_party', 'salt'] },
  debtors: { committed: ['payment_information', 'name', 'account', 'agent', 'salt'] },
  creditors: {
    committed: ['payment', 'name', 'account', 'agent', 'country', 'remittance', 'purpose', 'salt'],
  },
  remark_texts: { committed: ['deed', 'text', 'salt'] },
  day_balances: {
    committed: [
      'account',
      'closing',
      'debits_pending',
      'debits_posted',
      'credits_pending',
      'credits_posted',
    ],
  },
  day_items: {
    committed: ['closing', 'kind', 'reference', 'owner', 'since', 'currency', 'amount', 'carried'],
  },
  ...BESIDE_PEOPLE,
  batch_totals: { follows: ['batch', 'status', 'currency', 'payments', 'amount'] },
  cycle_batches: { follows: ['cycle', 'batch', 'payments', 'amount'] },
  master_values: { committed: ['version', 'content', 'terms', 'salt'] },
  // An index of what the values say they are found under.
  master_terms: { follows: ['segment', 'term', 'version', 'change'] },
  state_snapshots: { committed: ['deed', 'topology', 'state'] },
};

/** Every column of a table, in no particular order. */
export function columnsOf(layout: Layout): readonly string[] {
  const { chained = [], follows = [], structure = [], committed = [] } = layout;
  return [...chained, ...follows, ...structure, ...committed];
}
