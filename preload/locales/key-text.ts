// What is said of a book's keys, in the shape that both languages fill: why one is not taken, what
// failed, and the lines of the commands. `{{name}}` stands for data.
import type { KeyRefusal } from '../../main/domain/key-refusals.ts';
import type { TextsOf } from './text.ts';

export type KeyFault =
  | 'book_key_missing'
  | 'book_key_wrong'
  | 'book_not_encrypted'
  | 'file_not_sealed'
  | 'file_damaged'
  | 'key_change_failed';

export type KeyLine =
  | 'ask_secret'
  | 'ask_new'
  | 'ask_again'
  | 'ask_other'
  | 'encrypted'
  | 'rekeyed'
  | 'recovery_key'
  | 'recovery_key_keep'
  | 'dropped'
  | 'slot_line'
  | 'key_line'
  | 'plain_book'
  | 'slots_damaged'
  | 'slots_changed';

export type KeyTexts = {
  readonly refusal: TextsOf<KeyRefusal>;
  readonly fault: TextsOf<KeyFault>;
  readonly line: { readonly [line in KeyLine]: string };
};
