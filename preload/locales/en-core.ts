// English: the boundary to the core-banking system, and what is refused there.
export const enCoreRefusals = {
  core_list_has_problems: {
    primary: 'The balances of the core-banking system have problems; nothing was taken in.',
    detail: 'One wrong line, or a control total that differs, refuses the whole file.',
    hint: 'Have it exported again, and import that file.',
  },
  core_day_has_not_begun: {
    primary: 'The balances are of {{asOf}}, and {{today}} is still open.',
    hint: 'Close that day, then import them.',
  },
  core_date_goes_back: {
    primary: 'The balances are of {{asOf}}, older than those of {{last}} that were taken in.',
    hint: 'Import the balances of the day that has begun.',
  },
  core_accounts_unknown: {
    primary:
      'The list names {{count}} accounts that this book does not have; nothing was taken in.',
    hint: 'Open them first, or have them left out of the list.',
  },
} as const;

export const enCore = {
  title: 'Core-banking system',
  pick: 'Take in its balances…',
  none: 'It has not said its balances yet. Funds are checked against this book alone.',
  asOf_one: 'Its balances are of the start of {{day}}, {{count}} business day ago.',
  asOf_other: 'Its balances are of the start of {{day}}, {{count}} business days ago.',
  staleAfter_one: 'They are too old after {{count}} business day.',
  staleAfter_other: 'They are too old after {{count}} business days.',
  rules: {
    show: 'Payments go on all the same.',
    hold: 'Payments wait for a person until newer ones are taken in.',
    refuse: 'Payments are refused until newer ones are taken in.',
  },
  agrees: 'All {{accounts}} accounts agree with this book.',
  differs: '{{differences}} of {{accounts}} accounts differ from this book',
  account: 'Account',
  ours: 'This book',
  theirs: 'Core-banking system',
  difference: 'Difference',
  status: 'Status',
  statuses: { open: 'open', debit_blocked: 'debits blocked', closed: 'closed' },
  reading: 'Reading {{fileName}} …',
  preview: 'What it would come to',
  would:
    'Balances of the start of {{day}}: {{accounts}} accounts, of which {{differences}} differ from this book.',
  repeated: 'This very file was taken in before; nothing is added.',
  takenIn: 'The balances were taken in. Nothing was booked.',
  takeIn: 'Take in',
} as const;
