// English: what the command line says to a person.
import type { CliTexts } from './cli-text.ts';

export const enCli = {
  usage: `Usage: counterfoil COMMAND [--data DIR] [--lang en|zh-CN] [--json] [--output FILE]

  inspect FILE…                      read payment files without touching a book
  accounts import FILE               open the accounts of a CSV list
  submit FILE… [--accounts FILE]     submit payment files and wait until they are judged
  status                             what stands where
  settle [--inward CUR=AMOUNT] [--advice CUR=AMOUNT]
                                     dispatch, acknowledge, close and settle the open cycle
  unwind CYCLE --reason TEXT         take back the closing of a cycle that the rail did not settle
  open-items                         what stands open, with its owner and age
  close-day [--day D] [--rate CUR=RATE] [--carry NAME]
                                     close a business day over what is carried by name
  statement ACCOUNT [--currency CUR] [--day D]
                                     an account's statement for a business day
  balances [--at INSTANT]            every balance as the book stood then
  event                              the events of the posting table that you may book
  event CODE [NAME=VALUE …] [--reason TEXT] [--confirm CODE]
                                     preview one debit by credit; book exactly that:
                                     principal=EUR:312.40 ownAccount=1010 funds=12 item='entry 45'
  audit                              check every invariant of the book and its chain
  verify FILE [--anchor FILE|HEAD:COUNT]
                                     verify a backup or a copy of a book from its file alone
  sign [payment:N|request:N …] [--confirm CODE]
                                     preview what waits for your signature; sign exactly that
  remind payment:N|request:N         remind whoever it waits for, at most once an hour
  override list                      who let what happen by emergency override, and who read of it
  master import KIND FILE [--reason TEXT] [--from D]
                                     bring a list of master data in, all of it or nothing
      [--edition NAME] [--base NAME] [--valid-until D]
                                     as a directory's full edition, or with --base as a delta of
                                     that one; --valid-until says how long it may be relied on
  master export KIND                 print a kind of master data as a list
  master search TEXT                 find a name in any script, by pinyin or initials
  policy NAME VALUE                  set one value of the policy: reviewAbove:EUR 100000000
  intake [pause|drain|resume] [--reason TEXT]
                                     whether payments are taken in; pause or drain it, go on
  redrive [PAYMENT…]                 judge payments out of the quarantine anew, or all of them
  rerun [--from EPOCH|DAY] [--try NAME=VALUE]
                                     judge past payments again; the book stays as it is
  backup [--to DIR]                  back the book up while it is worked with, and check it
  restore BACKUP                     put a backup in place of the book; what is outgoing waits
  drill                              prove the newest backup by restoring it aside
  encrypt [--key-file FILE]          encrypt the book with a passphrase, and print its recovery key
  rekey [--key-file FILE]… [--drop-others]
                                     give the book a new key, and print its recovery key
  keys [add|passphrase|remove SLOT]  the ways of opening an encrypted book
  people [list]                      who works in the book, with which rights
  people review                      the access review as CSV: rights, since when, by whom
  people set-up NAME FULL-NAME NAME FULL-NAME
                                     the first two administrators; from then on everybody signs in
  people add NAME FULL-NAME          add a person, without any right yet
  people grant NAME ROLE [--branch B] [--rail R] [--currency CUR] [--single-limit A]
      [--daily-limit A] [--from D] [--valid-until D]
                                     ask for a role; another administrator signs
  people deputy NAME ABSENT --until D
                                     ask that somebody stands in for somebody else
  people absent NAME|me --until D [--from D] [--deputy NAME]
                                     away on these days; a deputy is asked for with it
  people back NAME|me                back again: whoever stands in does so no more
  people credential NAME             ask for a new first passphrase
  people sign|refuse|revoke N        decide a request, or end a right
  people end NAME                    a person leaves
  people passphrase                  choose your own passphrase
  approval key FILE --as NAME        make a signing key, sealed by a passphrase of its own
  approval enrol FILE                enrol it in the book; an administrator accepts it
  approval keys                      the signing keys: accept N, refuse N, revoke N
  approval export ID… [--to FILE]    take payments (N) and requests (rN) out to be signed elsewhere
  approval show FILE                 what a package or an answer says; no book is needed
  approval sign FILE --key FILE [--reject ID]… [--reason-code C] [--reason TEXT] [--to FILE]
                                     sign a package, or send back; no book is needed
  approval import FILE               bring the answer back into the book
  handover give BATCH --to BOOK      a batch leaves for another branch’s book
  handover sign N|rN --key FILE [--key-passphrase-file FILE] [--to FILE]
                                     sign the file of what left (N), or the receipt of what came (rN)
  handover take|decline FILE         take in what came, or decline it for ever
  handover close FILE                keep the other branch’s word on what left
  handover list                      what left and what came
  handover branches                  this book’s own name, and the keys of others:
                                     trust|end BOOK BRANCH KEY
  core journal [--day D]             the general-ledger journal of a day
  core import FILE                   take in the core-banking system’s balances; nothing is booked
  core balances                      their age, and where they differ from this book
  demo                               the whole journey in a book of its own
  demo --scene HH:MM …               the demo bank's day up to each scene in turn
  demo --role clearing               the demo clearing house's day, with --scene up to a scene
  positions                          where a clearing house's participants stand, and its cycles

An encrypted book asks for its passphrase at the terminal, or takes --key-file FILE (mode 0600);
a new passphrase comes from --new-key-file FILE. Neither is ever an argument. The passphrase of a
signing key is asked for in the same ways.

In a book with people every command is somebody's: --as NAME. The passphrase is asked for at the
terminal, or comes from --passphrase-file FILE (mode 0600; two of them for people set-up); the one
that people passphrase sets comes from --new-passphrase-file FILE. It also shows again who asks,
for every signature and grave deed of that command: nothing is asked for twice.

Exit codes: 0 done, 1 something refused, 2 usage, 3 book in use, 4 fault, 5 audit or verify failed.`,
  book_in_use:
    'The book is in use by {{person}} ({{shell}}), since {{since}}. Close it there first.',
  office_failed: 'The book could not be opened: {{detail}} ({{code}})',
  checking_the_book: 'The book is being checked; deeds wait until that is done.',
  checking: 'The office is being started again; checking what it had done.',
  reading: 'reading',
  judging: 'judging',
  accepted_file:
    '{{file}}: {{kind}}, message {{messageId}}, {{transactions}} transactions, {{sums}}',
  accepted_statement: '{{file}}: {{kind}}, {{entries}} entries.',
  camt_statement: '  {{account}}: {{opening}} to {{closing}}, {{entries}} entries',
  camt_statement_differs:
    '  {{account}}: {{opening}} to {{closing}}, {{entries}} entries, which do not add up',
  refused_file: '{{file}}: refused, {{count}} problems',
  problem: '  line {{line}} {{path}}: {{text}}{{reasonCode}}',
  more_problems: '  and {{count}} more problems',
  accounts_opened: '{{opened}} accounts opened, {{unchanged}} were open already.',
  batch_submitted: '{{file}} is batch {{batchId}}.',
  batch_judged: 'Batch {{batchId}}: {{total}} payments in {{seconds}} s.',
  still_judging: 'Batch {{batchId}} goes on when the book is opened again.',
  no_batches: 'The book has no batches yet. Submit a file: counterfoil submit FILE',
  batch_line:
    'Batch {{batchId}}  {{isoStatus}}  {{messageId}}  {{processed}} of {{total}}  {{payments}}',
  total_line: 'Payments: {{payments}}',
  sum_line: 'Sum: {{sum}}',
  nothing_to_settle: 'Nothing waits to be settled.',
  amount_unreadable: 'Not a currency and an amount: {{value}}. Write it as EUR=615300.25.',
  cycle_settled: 'Cycle {{cycleId}}: {{payments}} payments settled, {{sum}}.',
  cycle_break:
    'Cycle {{cycleId}}: the advice is {{advised}}, our position {{expected}}. Nothing was booked; break {{breakId}} is open.',
  cycle_unwound: 'Cycle {{cycleId}}: unwound. Nothing had left with it.',
  cycle_unwound_into:
    'Cycle {{cycleId}}: unwound by entry {{entryId}}; {{payments}} payments are in cycle {{nextCycle}}.',
  check_ok: '  ok      {{name}}',
  check_failed: '  FAILED  {{name}}: {{detail}}',
  rate_unreadable: 'Not a rate: {{value}}. Write it as USD=1.0825, units for one euro.',
  day_closed: '{{day}} is closed. Revaluation {{result}} EUR, {{carried}} items carried over.',
  nothing_stands_open: 'Nothing stands open.',
  work_line: '  {{since}}  {{kind}}  {{reference}}  {{sum}}  owner: {{owner}}',
  accounts_masked: 'Account numbers are masked: your roles do not show them whole.',
  statement_head: '{{account}} {{currency}}, {{day}}: opening {{opening}}, closing {{closing}}',
  statement_line:
    '  booked {{bookingDate}}  value {{valueDate}}  {{event}}  {{counterAccount}}  {{amount}}',
  balance_line: '{{account}} {{currency}}  posted {{posted}}  held {{pending}}',
  totals_line: '{{currency}}: debits {{debit}}, credits {{credit}}',
  chain_head: 'Chain: {{count}} links, head {{head}}',
  verifying: 'verifying',
  copying: 'copying',
  originals: 'originals',
  backup_made:
    'Backup {{name}}: {{megabytes}} MB, {{count}} links, {{originals}} originals; checked and sound.',
  backup_missing: '{{missing}} originals were not there to be kept.',
  backup_not_sound: 'Backup {{name}} does not count: {{failed}}',
  drill_passed: 'Backup {{name}} was restored aside, and everything is there.',
  drill_failed: 'Backup {{name}} could not be restored as it was: {{detail}}',
  restored: 'The book goes on from {{backup}}, with {{count}} links. The one before is kept aside.',
  restored_waiting:
    '{{held}} batches may have been sent already and wait: ask the rail, then release them.',
  backups_line: 'Last backup {{madeAt}}, proven {{provenAt}}.',
  no_backup: 'There is no backup yet: counterfoil backup',
  verify_in_use:
    '{{file}} is in use. Verify a backup of it, or run audit, which asks whoever has it open.',
  verify_unreadable: '{{file}} cannot be read, or is no book.',
  anchor_unreadable:
    'Not an anchor: {{value}}. Write HEAD:COUNT as audit prints them, or name a file that holds one.',
  master_reading: 'reading',
  master_bringing_in: 'bringing in',
  master_preview:
    '{{file}}: {{rows}} records, {{added}} new, {{changed}} changed, {{ended}} ended, {{unchanged}} as they are.',
  master_imported: 'Change {{changeId}} is in force from {{validFrom}}.',
  master_waits: 'Change {{changeId}} waits for a second person.',
  master_nothing_new: 'Nothing is new in the list; nothing was imported.',
  master_hit: '{{kind}}  {{key}}  {{title}}',
  master_no_hit: 'Nothing was found.',
  master_more: 'There may be more: a longer text finds them.',
  intake_running: 'Payments are taken in.',
  intake_paused: 'Taking in is paused: {{payments}} payments wait.',
  intake_draining:
    'Draining: {{payments}} payments are left to judge; {{waiting}} came after and wait.',
  intake_drained: 'Drained: nothing is under way; {{waiting}} payments came after and wait.',
  intake_told: '  since {{at}} by {{by}}: {{reason}}',
  redriven: '{{payments}} payments were driven again; {{left}} were left in quarantine.',
  intake_holds: 'Taking in is paused or drained: the batch is received and waits (see intake).',
  rerun_head:
    '{{records}} payments of {{epochs}} epochs judged again: {{changed}} would be judged otherwise.',
  rerun_was: '  was       {{outcome}}  {{payments}}  {{sums}}  {{why}}',
  rerun_would_be: '  would be  {{outcome}}  {{payments}}  {{sums}}  {{why}}',
  core_imported:
    'Balances of {{asOf}}: {{accounts}} accounts, {{differences}} differ. Nothing was booked.',
  core_repeated: 'This file was taken in before: balances of {{asOf}}, {{differences}} differ.',
  core_none: 'No balances of the core-banking system were taken in yet.',
  core_head:
    'Balances of {{asOf}}, {{age}} business days old: {{accounts}} accounts, {{differences}} differ, {{unmentioned}} not mentioned.',
  core_total: '  {{accounts}} accounts, {{sum}}',
  core_break:
    '  {{account}} {{currency}}  ours {{ours}} {{ourStatus}}  core {{core}} {{coreStatus}}  difference {{difference}}',
  sign_line: '{{kind}}:{{id}}  {{what}}',
  sign_line_first_of_payer: '{{kind}}:{{id}}  {{what}}  (the payer’s first)',
  sign_line_far_above: '{{kind}}:{{id}}  {{what}}  (far above the payer’s largest)',
  sign_line_new_payee: '{{kind}}:{{id}}  {{what}}  (not paid lately by this payer)',
  sign_own_line:
    '{{kind}}:{{id}}  {{what}}  left out: you made, decided, edited or signed it already',
  sign_beyond_line: '{{kind}}:{{id}}  {{what}}  left out: it is beyond the limits of your right',
  sign_other_line: '{{kind}}:{{id}}  {{what}}  left out: it is signed in another role',
  sign_none: 'Nothing waits for your signature.',
  sign_total: '{{count}} to sign, in all {{sums}}, the largest {{largest}}.',
  event_line: '  {{event}}  {{words}}: {{takes}}',
  event_head: '{{event}} · {{words}}',
  event_posting:
    '  debit {{debitAccount}}  credit {{creditAccount}}  {{amount}} {{currency}}  {{kind}}',
  event_blocked: 'It would not be booked: {{why}}.',
  event_signed: 'Two persons stand for it: in a book with people another one signs first.',
  event_confirm: 'To book exactly this: the same command with --confirm {{code}}',
  event_changed:
    'What would be booked is not what that code stands for; nothing was booked. It is now:',
  event_booked: '{{event}} is booked: {{entries}}',
  sign_confirm: 'To sign exactly these: the same command with --confirm {{code}}',
  sign_changed: 'What waits is not what that code stands for; nothing was signed. It is now:',
  sign_signed: '{{kind}}:{{id}}  signed, and done: {{what}}',
  sign_signed_open: '{{kind}}:{{id}}  signed, another signature is still needed: {{what}}',
  override_none: 'Nothing was let happen by emergency override.',
  override_line:
    '{{id}}  {{state}}  {{what}}  begun {{begun}}; confirmed {{confirmed}}; read {{acknowledged}}',
  sign_reminded: 'Whoever may sign for request {{id}} is reminded.',
  sign_reminded_payment: 'Whoever payment {{id}} waits for is reminded.',
  sign_not_signed: '{{kind}}:{{id}}  not signed: {{what}}',
  policy_set: '{{policy}} is {{value}} from the next deed on.',
  demo_begins: 'DEMO: a book of its own in {{folder}}, on {{date}}.',
  demo_at_scene: 'DEMO: the demo bank’s day, played up to {{scene}}.',
  demo_house_at_scene: 'DEMO: the demo clearing house’s day, played up to {{scene}}.',
  no_participants: 'No participants: the book is a branch’s, or none were imported yet.',
  participant_line:
    '{{participant}} {{currency}}: position {{position}}, held {{pending}}, left to send {{available}} of cap {{cap}}, cover {{cover}}',
  participant_short: '  {{shortfall}} {{currency}} short of cover: the cycle cannot settle',
  house_cycle_before:
    'Settled on {{settlementDate}}, {{currency}}: {{items}} items, gross {{gross}}, {{moved}} moved between {{participants}} participants',
  house_cycle_settled:
    '{{currency}}: {{items}} items settled, gross {{gross}}; {{moved}} moved between {{participants}} participants.',
  house_cycle_not_settled: '{{currency}}: not settled.',
  not_of_a_clearing_house:
    'A clearing house has no rail: what came in and its advice are said in a branch’s book.',
  house_cycle_line:
    'Cycle in hand, {{currency}}: {{items}} items, gross {{gross}}, {{moved}} would move',
  refused: 'Refused: {{text}}',
  fault: 'Fault: {{text}} ({{code}})',
} satisfies CliTexts;
