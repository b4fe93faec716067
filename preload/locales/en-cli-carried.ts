// English: what the command line says of signing elsewhere.
import type { CliCarriedTexts } from './cli-carried-text.ts';

export const enCliCarried = {
  refusal: {
    carried_file_unreadable: {
      primary: 'The file {{path}} cannot be read, is too long, or is no text.',
    },
    carried_file_exists: {
      primary: 'The file {{path}} cannot be written, or is there already.',
      hint: 'Nothing is written over: name another one.',
    },
    carried_file_not_written: {
      primary: 'The file {{path}} could not be written in full, and nothing of it is left.',
      hint: 'Is the disk full? Ask for the file again once there is room.',
    },
    carried_file_in_part: {
      primary: 'The file {{path}} was written in part, and could not be taken away again.',
      hint: 'Delete it: it is worth nothing. Ask for the file again under another name.',
    },
  },
  line: {
    ask_signing_key: 'Passphrase of the signing key:',
    signing_key_made:
      'The key is in {{file}}. Keep it where only you can read it.\nIts public half, to be read out to an administrator: {{publicKey}}',
    signing_key_enrolled:
      'Key {{key}} is enrolled: {{publicKey}}\nAn administrator signs for it: counterfoil approval accept {{key}}',
    signing_key_accepted: 'Key {{key}} is in force.',
    signing_key_refused: 'Key {{key}} was refused.',
    signing_key_revoked: 'Key {{key}} is revoked, from now on and for good.',
    no_signing_keys: 'There are no signing keys.',
    signing_key_asked_line: '{{key}}  person {{person}}  waits for an administrator  {{publicKey}}',
    signing_key_in_force_line: '{{key}}  person {{person}}  in force  {{publicKey}}',
    signing_key_refused_line: '{{key}}  person {{person}}  refused  {{publicKey}}',
    signing_key_revoked_line: '{{key}}  person {{person}}  revoked  {{publicKey}}',
    package_line:
      'Package {{package}} of the book {{book}}\ntaken out by {{exportedBy}} {{exportedAt}}, good until {{expiresAt}}',
    package_line_demo:
      'Package {{package}} of the book {{book}}, a demonstration\ntaken out by {{exportedBy}} {{exportedAt}}, good until {{expiresAt}}',
    package_written: '{{file}} is to be signed elsewhere, and good until {{until}}.',
    package_lost:
      'It was taken out, but the file was lost on the way. Nothing is signed: take it out again.',
    answer_line: 'Signed {{signedAt}} under the key {{publicKey}}',
    answer_written: 'Signed: {{file}} is to be carried back.',
    payment_thing: '\nPayment {{id}}: {{amount}}',
    payment_parties: '  from {{debtor}}\n  to   {{creditor}}',
    payment_leaves: '  leaves the bank, on {{executionDate}}',
    payment_stays: '  stays within the bank, on {{executionDate}}',
    payment_text: '  text: {{remittance}}',
    payment_bound: '  made by {{makers}}, version {{version}}, bound to {{shown}}',
    usual_line:
      '  the payer’s largest of {{ofDebtor}} lately: {{largest}}; paid to this account {{toCreditor}} times',
    usual_none: '  no earlier payment of this payer to compare with',
    request_thing: '\nRequest {{id}}: {{deed}}\n  asked for by {{maker}} {{at}}',
    effect_line: '  {{what}}: {{change}}',
    remark_line: '  reason: {{remark}}',
    level_open_line: '  signature ({{permission}}): open',
    level_line: '  signature ({{permission}}): {{person}}',
    word_approved_line: '  your word: signed',
    word_rejected_line: '  your word: sent back {{reasonCode}} {{remark}}',
    imported_approved: '{{thing}}: signed by {{person}}; {{open}} signatures are still needed.',
    imported_rejected: '{{thing}}: sent back by {{person}}.',
    batch_handed_over:
      'Batch {{batchId}} is handed over. Payments that leave: {{payments}}; that stay here as they are: {{stayed}}.\nIts file: counterfoil handover sign {{id}} --key FILE',
    hand_over_written: '{{file}} is to be carried to the other branch.',
    hand_over_taken:
      'Taken in as batch {{batchId}}. Its receipt: counterfoil handover sign r{{id}} --key FILE',
    hand_over_declined:
      'Declined for ever. Its receipt, by which alone they have it again: counterfoil handover sign r{{id}} --key FILE',
    hand_over_is_theirs: 'Batch {{batchId}} is theirs.',
    hand_over_is_ours:
      'Batch {{batchId}} is this book’s again. Its payments are in repair: counterfoil redrive',
    no_hand_overs: 'No batch has left or come by file.',
    given_handed_over_line:
      '{{id}}  batch {{batchId}} to {{branch}}  {{payments}} payments ({{stayed}} stayed)  {{at}}  their word is awaited',
    given_taken_line:
      '{{id}}  batch {{batchId}} to {{branch}}  {{payments}} payments ({{stayed}} stayed)  {{at}}  they have it',
    given_taken_back_line:
      '{{id}}  batch {{batchId}} to {{branch}}  {{payments}} payments ({{stayed}} stayed)  {{at}}  declined, here again',
    came_taken_line: 'r{{id}}  from {{branch}}  {{payments}} payments  {{at}}  batch {{batchId}}',
    came_declined_line:
      'r{{id}}  from {{branch}}  {{payments}} payments  {{at}}  declined for ever',
    own_book_line: 'This book: {{book}}',
    branch_trusted: 'The key of {{branch}} is trusted: {{publicKey}}',
    branch_ended: 'The key of {{branch}} is trusted no more.',
    branch_trusted_line: '{{branch}}  book {{book}}  trusted  {{publicKey}}',
    branch_ended_line: '{{branch}}  book {{book}}  trusted no more  {{publicKey}}',
  },
} satisfies CliCarriedTexts;
