// English: batches that go from one branch's book to another's by file.

export const enHandOver = {
  title: 'Hand-over between branches',
  lead: 'A batch that this branch does not pay goes to another by a signed file, and the word of that branch comes back the same way.',
  give: 'Hand over to another branch…',
  giveLead:
    'The whole batch leaves this book: what is held for it is free again, and nothing of it can be paid here any more, unless the other branch declines it.',
  toBranch: 'To branch',
  noBranches: 'No key of another branch is trusted here. An administrator trusts one first.',
  giveNow: 'Hand over',
  given: 'Handed over. Sign its file now, and carry it there.',
  sign: 'Sign and save the file',
  signReceipt: 'Sign and save the receipt',
  signed: 'Saved as {{name}}. Carry it to the other branch.',
  key: 'Your signing key',
  keyChoose: 'Choose the key’s file…',
  keyChosen: 'Key {{name}}',
  keyPassphrase: 'Passphrase of the key',
  open: 'Open a hand-over or a receipt…',
  list: 'Hand-overs',
  none: 'No batch has left or come by file.',
  out: 'Batch {{batch}} to {{branch}}, {{payments}} payments, {{when}}',
  in: 'From {{branch}}, {{payments}} payments, {{when}}',
  unknownBranch: 'a branch that is not known here',
  state_handed_over: 'handed over; their word is awaited',
  state_taken: 'they have it',
  state_taken_back: 'they declined it; it is this book’s again',
  word_taken: 'taken in as batch {{batch}}',
  word_declined: 'declined for ever',
  cameFrom: 'Hand-over {{name}} from {{branch}}',
  receiptFrom: 'Receipt of {{name}} from {{branch}}',
  message: 'Message {{message}}: {{payments}} payments, {{sums}}',
  releasedBy: 'Asked for by {{maker}}, released by {{released}} {{when}}',
  notForHere: 'It is for another book. Carry it there.',
  notTrusted: 'The key that signed it is not trusted here: {{key}}',
  ofDemo: 'It is of a demonstration: no money moves.',
  take: 'Take it in',
  decline: 'Decline it for ever',
  taken: 'Taken in as batch {{batch}}. Sign the receipt and carry it back.',
  declined:
    'Declined. Sign the receipt and carry it back: only by it do they have the batch again.',
  receiptTaken: 'They have taken it.',
  receiptDeclined: 'They have declined it, and will never take it.',
  close: 'Keep their word',
  closedTaken: 'Kept: batch {{batch}} is theirs.',
  closedBack:
    'Kept: batch {{batch}} is this book’s again. Its payments are in repair, and are driven again from there.',
  branches: 'Keys of other branches',
  ownBook: 'This book’s own name, for the other branch to enter: {{book}}',
  branchName: 'The branch is called',
  branchBook: 'Its book’s own name',
  branchKey: 'Public key',
  trust: 'Trust this key',
  end: 'Trust it no more',
  key_trusted: 'trusted',
  key_ended: 'trusted no more',
} as const;

export const enHandOverRefusals = {
  branch_is_this_book: {
    primary: 'This is the name of the book that is open here.',
    hint: 'Enter the other branch’s own name of its book.',
  },
  branch_key_known: { primary: 'This key is trusted here already.' },
  branch_key_unknown: {
    primary: 'The key is not one of that branch’s that are trusted here.',
    hint: 'Compare it with what they read out; an administrator trusts it.',
  },
  branch_key_ended: {
    primary: 'This key of the branch is trusted no more.',
    hint: 'Have it signed by another key of theirs.',
  },
  branch_unknown: {
    primary: 'No key of this branch is trusted here.',
    hint: 'An administrator trusts one first: else its word could not be taken back.',
  },
  too_many_branch_keys: {
    primary: 'This book knows {{most}} keys of branches, and that is the most.',
  },
  hand_over_unknown: {
    primary: 'This book knows no such hand-over.',
    hint: 'Bring the file in on the workstation that it is for.',
  },
  hand_over_closed: { primary: 'This hand-over has had its word.' },
  hand_over_answered: {
    primary: 'This book has said its word on this hand-over, once and for good.',
    hint: 'Sign its receipt again if the first one was lost.',
  },
  hand_over_of_another_book: {
    primary: 'This was handed over to another book than this one.',
    hint: 'Carry it to the branch that it is for.',
  },
  hand_over_not_of_file: {
    primary: 'What the hand-over says does not fit the payment file in it.',
    hint: 'Decline it, and let the other branch hand it over anew.',
  },
  hand_over_too_large: {
    primary: 'This batch is too large to be carried in one file.',
    detail: 'At most 10,000 payments, and a payment file that packs into about 440 KB.',
  },
  original_altered: {
    primary: 'The payment file in it is not the one that was signed for.',
    hint: 'Ask for it to be signed again, and carry it as it is.',
  },
  payment_was_edited: {
    primary: 'A payment of this batch was edited here: {{paymentId}}.',
    hint: 'Its file no longer says what would be paid, so the batch is paid here.',
  },
  receipt_of_other_content: {
    primary: 'This receipt is of something else than was handed over.',
    hint: 'Nothing is changed. Ask the other branch what it took.',
  },
} as const;

export const enHandOverDeeds = {
  setBranchKey: 'Key of another branch set',
  handOverBatch: 'Handed over to another branch',
  answerHandOver: 'Hand-over of another branch answered',
  closeHandOver: 'Word on a hand-over kept',
} as const;
