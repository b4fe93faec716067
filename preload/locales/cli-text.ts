// The lines that the command line prints, in the shape that both languages fill. `{{name}}`
// stands for data.

export type CliLine =
  | 'usage'
  | 'book_in_use'
  | 'office_failed'
  | 'checking'
  | 'checking_the_book'
  | 'reading'
  | 'judging'
  | 'accepted_file'
  | 'refused_file'
  | 'problem'
  | 'more_problems'
  | 'accounts_opened'
  | 'batch_submitted'
  | 'batch_judged'
  | 'still_judging'
  | 'no_batches'
  | 'batch_line'
  | 'total_line'
  | 'sum_line'
  | 'nothing_to_settle'
  | 'amount_unreadable'
  | 'cycle_settled'
  | 'cycle_break'
  | 'check_ok'
  | 'check_failed'
  | 'chain_head'
  | 'verifying'
  | 'verify_in_use'
  | 'verify_unreadable'
  | 'anchor_unreadable'
  | 'demo_begins'
  | 'refused'
  | 'fault';

export type CliTexts = { readonly [line in CliLine]: string };
