// What the command line says of signing elsewhere, in the shape that both languages fill.
import type { SigningKeyState } from '../../main/domain/carried.ts';
import type { BranchKeyState, GivenState, HandOverWord } from '../../main/domain/hand-over.ts';
import type { TextsOf } from './text.ts';

export type CliCarriedRefusal =
  | 'carried_file_unreadable'
  | 'carried_file_exists'
  | 'carried_file_not_written'
  | 'carried_file_in_part';

export type CliCarriedLine =
  | 'ask_signing_key'
  | 'signing_key_made'
  | 'signing_key_enrolled'
  | 'signing_key_accepted'
  | 'signing_key_refused'
  | 'signing_key_revoked'
  | 'no_signing_keys'
  | `signing_key_${SigningKeyState}_line`
  | 'package_line'
  | 'package_line_demo'
  | 'package_written'
  | 'package_lost'
  | 'answer_line'
  | 'answer_written'
  | 'payment_thing'
  | 'payment_parties'
  | 'payment_leaves'
  | 'payment_stays'
  | 'payment_text'
  | 'payment_bound'
  | 'usual_line'
  | 'usual_none'
  | 'request_thing'
  | 'effect_line'
  | 'remark_line'
  | 'level_open_line'
  | 'level_line'
  | 'word_approved_line'
  | 'word_rejected_line'
  | 'imported_approved'
  | 'imported_rejected'
  | 'batch_handed_over'
  | 'hand_over_written'
  | `hand_over_${HandOverWord}`
  | 'hand_over_is_theirs'
  | 'hand_over_is_ours'
  | 'no_hand_overs'
  | `given_${GivenState}_line`
  | `came_${HandOverWord}_line`
  | 'own_book_line'
  | `branch_${BranchKeyState}`
  | `branch_${BranchKeyState}_line`;

export type CliCarriedTexts = {
  readonly refusal: TextsOf<CliCarriedRefusal>;
  readonly line: { readonly [line in CliCarriedLine]: string };
};
