// English: batches that go from one branch's book to another's by file.

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
