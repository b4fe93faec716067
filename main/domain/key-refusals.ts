// Why a key is not taken or not changed, as the shells answer it: they ask for keys before there is
// an office, so these are no refusals of the contract.
export const KEY_REFUSALS = [
  'book_key_missing',
  'book_key_wrong',
  'recovery_key_mistyped',
  'book_is_encrypted',
  'book_is_plain',
  'passphrase_too_short',
  'passphrase_too_long',
  'passphrase_missing',
  'passphrases_differ',
  'key_file_unreadable',
  'key_file_open_to_others',
  'slots_would_be_lost',
  'slot_unknown',
  'last_slot',
  'too_many_slots',
  'book_failed_its_check',
  'cancelled',
] as const;
export type KeyRefusal = (typeof KEY_REFUSALS)[number];
