// English: the words of a book's role, and of a clearing house's Settlement screen.

export const enRole = {
  participant: 'Branch',
  clearing: 'Clearing house',
  choose: 'What is this book for?',
  participantWhy:
    'A bank’s branch: it pays for its customers and settles its own position in the cycles of others.',
  clearingWhy:
    'A clearing house: it keeps a position, a cap and a settlement account per participant, and settles cycles among them.',
  make: 'Make it a clearing house’s book',
  forGood: 'It is chosen once, before anything is in the book.',
} as const;

export const enClearing = {
  none: 'No participants yet',
  noneDetail:
    'Bring in each participant’s two accounts as a CSV list: its position with its cap, and what it settles on.',
  pick: 'Import participants',
  participants: 'Participants',
  participant: 'Participant',
  position: 'Position',
  pending: 'Held',
  cap: 'Cap',
  available: 'Left to send',
  cover: 'Cover',
  short: '{{amount}} short of cover',
  inHand: 'Cycle in hand, {{currency}}',
  items: 'Items',
  gross: 'Gross',
  moves: 'Would move',
  moved: 'Moved',
  saved: 'Saved',
  settle: 'Settle all positions',
  waits: 'Waits for another person under Signatures',
  settleTitle: 'Settle every position in {{currency}}?',
  settleDetail:
    'Each net debtor pays from its settlement account and each net creditor is paid, all or none. What is committed later is in the next cycle.',
  sentence_one: '{{number}} item, {{amount}} moves',
  sentence_other: '{{number}} items, {{amount}} moves',
  settled: 'Settled cycles',
  at: 'Settled at',
  of: 'Participants',
  noneSettled: 'No cycle has settled yet.',
} as const;

export const enClearingRefusals = {
  account_kind_not_of_this_book: {
    primary: 'Account {{account}} is of a kind that this book does not keep: {{kind}}.',
    detail: 'A branch keeps customers, a clearing house keeps participants.',
    hint: 'Correct line {{line}} of the list.',
  },
  file_not_of_this_book: {
    primary: 'A clearing house’s book takes no payment files.',
    detail: 'It keeps participants, not customers who pay. Nothing was submitted.',
    hint: 'Submit the file in the book of the customers’ branch.',
  },
  book_is_no_clearing_house: {
    primary: 'This book is a branch’s.',
    detail: 'Only a clearing house settles the positions of participants.',
  },
  participant_without_settlement: {
    primary: 'Participant {{participant}} has no settlement account.',
    hint: 'Import its account 2420/{{participant}}, then settle again.',
  },
  participant_short_of_cover: {
    primary: 'Participant {{participant}} is {{missing}} {{currency}} short of cover.',
    detail: 'Nothing was settled: a cycle settles whole or not at all.',
    hint: 'Settle again once its funds have come in.',
  },
  scene_not_offered: {
    primary: '{{scene}} is no scene of this demonstration.',
  },
} as const;
