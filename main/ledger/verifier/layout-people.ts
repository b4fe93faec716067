// The tables of people, and what vouches for each of their columns.
import type { Commitment } from './commitments.ts';
import type { Layout } from './layout.ts';

export const CHAINED_PEOPLE: { readonly [table: string]: Layout } = {
  people: { chained: ['id', 'deed', 'name_commitment'], structure: ['digest'] },
  credential_changes: {
    chained: ['id', 'deed', 'person', 'must_change', 'commitment'],
    structure: ['digest'],
  },
  grants: {
    chained: [
      'id',
      'deed',
      'person',
      'kind',
      'role',
      'stands_for',
      'branch',
      'rail',
      'currency',
      'single_limit',
      'daily_limit',
      'valid_from',
      'valid_until',
      'asked_by',
    ],
    structure: ['digest'],
  },
  grant_marks: { chained: ['id', 'deed', 'grant_id', 'mark', 'person'], structure: ['digest'] },
  person_ends: { chained: ['id', 'deed', 'person'], structure: ['digest'] },
  sign_ins: {
    chained: ['id', 'deed', 'person', 'purpose', 'outcome', 'at', 'totp_step'],
    structure: ['digest'],
  },
  signing_keys: { chained: ['id', 'deed', 'person', 'public_key'], structure: ['digest'] },
  signing_key_marks: {
    chained: ['id', 'deed', 'signing_key', 'mark', 'person'],
    structure: ['digest'],
  },
  approval_packages: {
    chained: ['id', 'deed', 'package', 'content', 'things', 'expires_at'],
    structure: ['digest'],
  },
  carried_words: {
    chained: [
      'id',
      'deed',
      'package',
      'place',
      'signing_key',
      'said',
      'answer',
      'signature',
      'signed_at',
    ],
    structure: ['digest'],
  },
  branch_keys: {
    chained: ['id', 'deed', 'book', 'name', 'public_key', 'state'],
    structure: ['digest'],
  },
  hand_overs: {
    chained: ['id', 'deed', 'name', 'batch', 'to_book', 'maker', 'content', 'payments'],
    structure: ['digest'],
  },
  hand_over_ends: {
    chained: ['id', 'deed', 'hand_over', 'word', 'branch_key', 'receipt', 'signature'],
    structure: ['digest'],
  },
  take_overs: {
    chained: [
      'id',
      'deed',
      'name',
      'from_book',
      'word',
      'batch',
      'their_batch',
      'payments',
      'content',
      'branch_key',
      'file',
      'signature',
    ],
    structure: ['digest'],
  },
};

export const BESIDE_PEOPLE: { readonly [table: string]: Layout } = {
  person_names: { committed: ['person', 'sign_in_name', 'name', 'salt'] },
  credentials: { committed: ['change', 'passphrase_hash', 'totp_secret', 'salt'] },
};

export const PEOPLE_COMMITMENTS: readonly Commitment[] = [
  {
    table: 'person_names',
    key: 'person',
    owner: 'people',
    commitment: 'name_commitment',
    fields: ['sign_in_name', 'name'],
  },
  {
    table: 'credentials',
    key: 'change',
    owner: 'credential_changes',
    commitment: 'commitment',
    fields: ['passphrase_hash', 'totp_secret'],
  },
];
