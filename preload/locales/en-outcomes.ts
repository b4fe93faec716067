// English: what a person is told when something is refused or fails, with what to do next.

import { enAbsenceRefusals } from './en-absence.ts';
import { enPolicyFaults, enPolicyRefusals } from './en-admin.ts';
import { enCarriedRefusals } from './en-carried.ts';
import { enCoreRefusals } from './en-core.ts';
import { enEventRefusals } from './en-events.ts';
import { enHandOverRefusals } from './en-hand-over.ts';
import { enIntakeRefusals } from './en-insight.ts';
import { enKeepingRefusals } from './en-keeping.ts';
import { enKeyRefusals } from './en-key-desk.ts';
import { enKeys } from './en-keys.ts';
import { enMasterRefusals } from './en-master.ts';
import { enOverrideRefusals } from './en-override.ts';
import { enPeopleRefusals } from './en-people.ts';
import { enClearingRefusals } from './en-roles.ts';
import { enSigningRefusals } from './en-signing.ts';
import type { OutcomeTexts } from './text.ts';

export const enOutcomes = {
  refusal: {
    ...enPolicyRefusals,
    ...enPeopleRefusals,
    ...enKeyRefusals,
    ...enKeepingRefusals,
    ...enSigningRefusals,
    ...enOverrideRefusals,
    ...enAbsenceRefusals,
    ...enCarriedRefusals,
    ...enHandOverRefusals,
    ...enClearingRefusals,
    ...enEventRefusals,
    office_is_not_ready: {
      primary: 'The book takes no deeds for the moment.',
      detail:
        'Deeds wait until the check of the book, or the change of its key, is through; reading is possible meanwhile.',
      hint: 'Try again in a moment.',
    },
    book_failed_its_check: {
      primary: 'The book failed its check and takes no deeds.',
      detail: 'Everything can still be read. What was found: {{detail}}',
      hint: 'Copy the data folder away as it is, look at the audit, then restore the newest backup.',
    },
    book_is_not_empty: {
      primary: 'The book is not empty.',
      hint: 'A demonstration needs a book of its own.',
    },
    book_is_no_demonstration: {
      primary: 'This book is no demonstration.',
      hint: 'Scenes and their clock belong to a demonstration that has been opened.',
    },
    scene_is_past: {
      primary: 'The demonstration’s clock is past {{scene}} already.',
      hint: 'What happened then is in the book; a new demonstration begins in a book of its own.',
    },
    submission_id_reused: {
      primary: 'This was already asked for by somebody else or with other content.',
      hint: 'Look at the result of the first request before doing it again.',
    },
    given_before: {
      primary: 'This was answered already, and nothing is given out twice for one request.',
      hint: 'Ask once more: it is another request, and kept in the trail as one.',
    },
    not_permitted: {
      primary: 'Your role does not allow this.',
      hint: 'Ask a colleague who holds the role, or an administrator.',
    },
    original_unknown: {
      primary: 'The file is no longer kept.',
      hint: 'Pick the file again.',
    },
    file_cannot_be_read: {
      primary: 'The file cannot be read.',
      hint: 'Check that it still exists and that you may open it.',
    },
    file_is_empty: { primary: 'The file is empty.', hint: 'Export it again from its system.' },
    file_is_too_large: {
      primary: 'The file is larger than this console takes.',
      hint: 'Split it into several files.',
    },
    file_is_not_an_account_list: {
      primary: 'This is not a list of accounts.',
      detail:
        'Expected is CSV with the columns account, name, currency, kind, openingBalance and accountLimit.',
      hint: 'Compare the first line of the file.',
    },
    account_list_has_problems: {
      primary: 'The list of accounts has problems; nothing was opened.',
      hint: 'Mend the lines and import the list again.',
    },
    account_of_demo_bank: {
      primary: 'Account {{account}} is at the bank code of the demonstration.',
      hint: 'A live book takes real accounts only. Correct the list.',
    },
    account_open_with_other_terms: {
      primary: 'Account {{account}} is already open with other terms.',
      detail: 'An import never changes an open account.',
    },
    account_overdrawn: {
      primary: 'The opening balance of {{account}} is below its limit.',
      hint: 'Correct the balance or the limit in the list.',
    },
    ...enCoreRefusals,
    file_has_refusing_problems: {
      primary: 'The file has problems that refuse it.',
      hint: 'Have the file corrected, then drop it here again.',
    },
    duplicate_file: {
      primary: 'This very file was submitted before.',
      detail: 'It is batch {{batchId}}, message {{messageId}}. Nothing was submitted again.',
      hint: 'Look there how its payments stand.',
    },
    duplicate_message_id: {
      primary: 'Its message id was used before by the same ordering party.',
      detail: 'Message {{messageId}} is batch {{batchId}}. Nothing was submitted.',
      hint: 'If it is a new file, the customer must give it a new message id.',
    },
    batch_too_large: {
      primary: 'The file holds more payments than one batch can.',
      hint: 'Split it into several files.',
    },
    batch_unknown: { primary: 'There is no such batch.' },
    cancelled: { primary: 'Stopped.', detail: 'Nothing of it was left behind.' },
    outgoing_waits: {
      primary: 'The book was restored: this batch may have been sent already.',
      hint: 'Ask the rail, then release it with its word.',
    },
    export_unknown: {
      primary: 'This file was not noted there as taken out, or too long ago.',
      hint: 'Save it again.',
    },
    batch_not_judged: {
      primary: 'The checks of this batch are still running.',
      hint: 'Wait until they are through.',
    },
    status_report_not_agreed: {
      primary: 'The ordering party has agreed that it gets no status reports.',
      hint: 'Its agreement says so in the master data.',
    },
    batch_not_final: {
      primary: 'The ordering party has agreed on a status report at the end only.',
      detail: 'A payment of this file has not come to its end.',
      hint: 'Wait until all are settled, rejected or cancelled.',
    },
    nothing_dispatched: { primary: 'Nothing of this batch is with the rail.' },
    cycle_unknown: { primary: 'There is no such cycle.' },
    cycle_not_open: { primary: 'The cycle is no longer open.' },
    cycle_not_closed: {
      primary: 'The cycle is not closed.',
      detail: 'It is open still, or it was settled or unwound before.',
      hint: 'An open cycle is closed with the rail’s report first.',
    },
    cycle_was_drawn_on: {
      primary: 'Money of this cycle has been used since it was closed.',
      detail: 'What came in was credited on, or another entry moved what the cycle holds.',
      hint: 'Correct those entries first, then unwind the cycle.',
    },
    entry_unknown: { primary: 'There is no such entry.' },
    entry_belongs_to_a_payment: { primary: 'The entry belongs to a payment and follows it.' },
    entry_belongs_to_a_cycle: { primary: 'The entry belongs to a cycle and follows it.' },
    entry_already_corrected: { primary: 'The entry was corrected before.' },
    insufficient_funds: { primary: 'The account does not cover this.' },
    payment_unknown: { primary: 'There is no such payment.' },
    payment_status_does_not_allow: {
      primary: 'The payment is no longer where it was.',
      detail: 'Someone or something moved it meanwhile; nothing was changed.',
    },
    inward_exceeded: { primary: 'That is more than came in with this cycle.' },
    account_unknown: { primary: 'The account is not in this book.' },
    accounts_look_alike: {
      primary: '{{alike}} accounts in {{currency}} look alike to you: {{account}}.',
      hint: 'Ask for one by its place in the order in which they were opened, as in the list of balances: {{account}} #1.',
    },
    account_is_closed: { primary: 'The account is closed.' },
    account_status_is_that: { primary: 'The account is in that state already.' },
    account_is_not_empty: {
      primary: 'The account is not empty.',
      hint: 'What is booked and held on it must be gone before it is closed.',
    },
    remark_unknown: { primary: 'No remark of its own was kept with that deed.' },
    remark_required: { primary: 'Declining needs a reason code and a remark.' },
    signer_not_permitted: {
      primary: 'What is open here is signed in another role.',
      detail: 'Where signatures follow each other, the next one is not yours to give.',
    },
    approval_stale: {
      primary: 'It is no longer what you were shown.',
      detail:
        'It was edited or moved meanwhile: version {{version}} is shown now. Nothing was signed.',
      hint: 'Look at it again, then sign.',
    },
    day_already_closed: { primary: 'The day {{day}} is closed already.' },
    day_has_not_begun: { primary: 'The day {{day}} has not begun.' },
    earlier_day_is_open: {
      primary: 'The day {{day}} is still open.',
      hint: 'Days close in order: close that one first.',
    },
    carried_item_unknown: {
      primary: 'Nothing called “{{item}}” can be carried over.',
      hint: 'Name it as the list of open items does.',
    },
    day_has_blockers: {
      primary: '{{count}} things keep the day open: {{blockers}}.',
      hint: 'Settle them or carry them over by name; a break needs its reason.',
    },
    rate_unreadable: { primary: '{{rate}} is not a rate for {{currency}}, or is given twice.' },
    rate_missing: {
      primary: 'The book has a position in {{currency}}.',
      hint: 'Give the market rate it is valued at.',
    },
    rerun_under_way: {
      primary: 'Payments are being judged again already.',
      hint: 'Wait until that is done.',
    },
    epoch_unknown: {
      primary: 'The engine has not come to this epoch.',
      hint: 'Name one from 1 to the number that Insight shows.',
    },
    ...enMasterRefusals,
    ...enIntakeRefusals,
  },
  fault: {
    ...enPolicyFaults,
    ...enKeys.fault,
    file_cannot_be_read: {
      primary: 'The file cannot be read.',
      hint: 'Check that it still exists and that you may open it.',
    },
    update_not_kept: {
      primary: 'The update could not be kept.',
      hint: 'Look whether the disk is full or the folder is read-only.',
    },
    output_not_written: {
      primary: 'The file for the output could not be written.',
      detail: 'What the command did may not be in it.',
      hint: 'Look with `counterfoil status` before you repeat it.',
    },
    unexpected: {
      primary: 'Something went wrong that should not have.',
      detail: 'Nothing was half done: a deed is whole or it did not happen.',
      hint: 'Look whether it happened before you repeat it.',
    },
    channel_closed: {
      primary: 'The office went away before it answered.',
      detail: 'Whether it happened is being checked.',
    },
    answer_pending: {
      primary: 'Checking what became of it…',
      detail: 'The request is safe to repeat: it happens once.',
    },
    too_many_calls: { primary: 'Too much was asked at one time.', hint: 'Try again in a moment.' },
    frame_too_large: { primary: 'The answer was too large to be sent.' },
    bad_request: { primary: 'The office did not understand this console.', hint: 'Reload it.' },
    office_away: { primary: 'The office is away.', hint: 'It is being started again.' },
    book_in_use: {
      primary: 'The book is open in another program.',
      hint: 'Close it there first.',
    },
    book_has_another_role: {
      primary: 'This book was made for another role.',
      hint: 'What a book is for is chosen when it is made. Open another folder, or leave the role out.',
    },
    book_is_live: {
      primary: 'This folder holds a live book.',
      hint: 'A live book never becomes a demonstration. Open the demonstration in a folder of its own.',
    },
    book_unreadable: {
      primary: 'The book cannot be read.',
      hint: 'Restore it from the newest backup.',
    },
    book_from_newer_program: {
      primary: 'The book was written by a newer version.',
      hint: 'Install that version.',
    },
    book_from_older_program: {
      primary: 'The book was written by an older development version, which this one cannot read.',
      hint: 'Use another data folder, or open it with the version that made it.',
    },
    not_a_book: { primary: 'The data folder does not hold a book.' },
    native_module_missing: {
      primary: "The database driver's library is missing.",
      hint: 'Install the program again.',
    },
    native_module_changed: {
      primary: "The database driver's library is not the one that this version came with.",
      hint: 'Install the program again from where you trust it, and tell your administrator.',
    },
    commit_unknown: {
      primary: 'Whether the last change was kept is being checked.',
      hint: 'The office starts anew and finds out.',
    },
    original_changed: {
      primary: 'The kept file is no longer what was submitted.',
      hint: 'Call an administrator; the book itself is whole.',
    },
    file_cannot_be_unpacked: { primary: 'The file cannot be unpacked.' },
    file_unpacks_too_large: { primary: 'The file unpacks to more than this console takes.' },
    verify_stopped: {
      primary: 'The verification did not come to its end.',
      hint: 'Start it again.',
    },
    backup_failed: { primary: 'The backup was not made.', hint: 'Look for room on the disk.' },
    restore_failed: {
      primary: 'The restore did not come to its end.',
      hint: 'The book before it is kept under replaced/.',
    },
    book_restored: { primary: 'The restored book takes its place.' },
    key_changed: { primary: 'The book under its new key takes its place.' },
    file_reading_stopped: { primary: 'Reading the file stopped.', hint: 'Pick it again.' },
    upload_failed: {
      primary: 'The file did not reach the office.',
      hint: 'Pick it again.',
    },
    session_ended: {
      primary: 'This session has ended.',
      hint: 'Start Counterfoil again to get a new window.',
    },
    book_damaged: { primary: 'The book is damaged.', hint: 'Restore it from the newest backup.' },
    anchor_not_written: {
      primary: 'What was checked of the book could not be noted beside it.',
      hint: 'Check the free space and the rights on the data folder.',
    },
    lock_unusable: {
      primary: 'The data folder cannot be locked.',
      hint: 'Choose a folder on a local disk that you may write to.',
    },
    pragma_refused: {
      primary: 'The disk does not keep what a book needs.',
      hint: 'A book must lie on a local disk, not on a network share.',
    },
    sqlite_too_old: {
      primary: 'The database library is older than a book needs.',
      hint: 'Install this program again.',
    },
    question_failed: { primary: 'The book could not be read just now.', hint: 'Try again.' },
    reader_is_busy: {
      primary: 'Too many questions wait for the book.',
      hint: 'Try again in a moment.',
    },
    reader_stopped: { primary: 'Reading the book stopped.', hint: 'It is being started again.' },
    task_failed: {
      primary: 'A check could not be carried out.',
      hint: 'The batch goes on when the office is there again.',
    },
    too_many_channels: { primary: 'Too many windows are open.', hint: 'Close some of them.' },
    too_many_listeners: { primary: 'Too many windows are open.', hint: 'Close some of them.' },
    too_many_rehearsals: {
      primary: 'Other rehearsals are still running.',
      hint: 'Try again when one of them is done.',
    },
    too_many_audits: {
      primary: 'Other audits are still running.',
      hint: 'Try again when one of them is done.',
    },
    audit_stopped: {
      primary: 'The audit ended before it had an answer.',
      hint: 'Run it again; when it ends again, verify a backup.',
    },
    console_not_built: {
      primary: 'The console has not been built.',
      hint: 'Start it with npm start.',
    },
    console_too_large: {
      primary: 'The console’s files are larger than expected.',
      hint: 'Install this program again.',
    },
    launch_folder_unsafe: {
      primary: 'The folder for the launch page can be read by others.',
      hint: 'Make it yours alone, then start again.',
    },
    no_port_to_listen_on: {
      primary: 'No local address could be opened.',
      hint: 'Check what else runs on this workstation.',
    },
    office_stopped: {
      primary: 'The office stopped and was not started again.',
      hint: 'Start Counterfoil again.',
    },
    office_died: {
      primary: 'The office could not be started.',
      hint: 'Look at the log in the data folder, then start again.',
    },
    disk_full: { primary: 'The disk is full.', hint: 'Free some space; nothing was half done.' },
    disk_failed: {
      primary: 'The disk failed.',
      hint: 'Copy the data folder to another disk and call an administrator.',
    },
    book_read_only: {
      primary: 'The book may not be written to.',
      hint: 'Check the rights on the data folder.',
    },
    book_busy: { primary: 'The book is busy.', hint: 'Try again in a moment.' },
  },
} as const satisfies OutcomeTexts;
