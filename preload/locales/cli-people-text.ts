// What the command line says of people, in the shape that both languages fill: why nobody signed
// in, and the lines of the commands. `{{name}}` stands for data.
import type { TextsOf } from './text.ts';

/** Where the way on is another than in a window, or where only a command asks. */
export type CliPeopleRefusal =
  | 'sign_in_required'
  | 'no_people'
  | 'credential_must_change'
  | 'people_already_set_up'
  | 'passphrase_file_unreadable'
  | 'passphrase_file_open_to_others'
  | 'passphrase_not_asked';

export type CliPeopleLine =
  | 'ask_passphrase'
  | 'ask_code'
  | 'ask_chosen'
  | 'ask_chosen_again'
  | 'people_set_up'
  | 'person_added'
  | 'person_ended'
  | 'first_passphrase'
  | 'first_passphrase_lost'
  | 'passphrase_chosen'
  | 'grant_asked'
  | 'person_absent'
  | 'person_back'
  | 'grant_signed'
  | 'grant_refused'
  | 'grant_ended'
  | 'limit_unreadable'
  | 'no_people_yet'
  | 'person_line'
  | 'person_gone_line'
  | 'grant_line'
  | 'grant_waits_line';

export type CliPeopleTexts = {
  readonly refusal: TextsOf<CliPeopleRefusal>;
  readonly line: { readonly [line in CliPeopleLine]: string };
};
