// English: the words of the Admin screen.

export const enAdmin = {
  subjects: 'Subjects',
  waiting: 'Waiting changes',
  settings: 'Settings',
  calendars: 'Calendars',
  people: 'People and rights',
  search: 'Search: a name in any script, pinyin, initials, a number',
  add: 'New record',
  import: 'Import a list',
  export: 'Export',
  more: 'There may be more: a longer text finds them.',
  none: 'There are no records yet.',
  notFound: 'Nothing is found under “{{text}}”.',
  records_one: '{{number}} record',
  records_other: '{{number}} records',
  change: 'Change',
  end: 'End',
  revive: 'Take up again',
  versions: 'Versions',
  by: 'by {{maker}}',
  byOne: 'by {{maker}} alone',
  byTwo: 'by {{maker}} and {{checker}}',
  was: 'was {{value}}',
  addTitle: '{{kind}}: a new record',
  changeTitle: '{{kind}}: change the record',
  endTitle: '{{kind}}: end the record, or take it up again',
  propose: 'Propose',
  validFrom: 'In force from',
  reason: 'Reason',
  reasonHint: 'Kept in the trail, beside the chain.',
  nothingWaits: 'No change waits for a second person.',
  changeNumber: 'Change {{number}}',
  fromList: 'from a list',
  byHand: 'by hand',
  counts: '{{added}} new, {{changed}} changed',
  new: 'new',
  confirm: 'Confirm',
  reject: 'Reject',
  withdraw: 'Withdraw',
  reading: 'Reading {{fileName}} …',
  preview:
    '{{fileName}}: {{rows}} records, {{added}} new, {{changed}} changed, {{unchanged}} as they are.',
  nothingNew: 'Nothing is new in the list.',
  bringIn: 'Bring in',
  bringingIn: 'Bringing in',
  stopImport: 'Stop and withdraw',
  problems: 'The list cannot be taken: {{number}} problems. Nothing was changed.',
  line: 'Line {{line}}:',
  setting: 'Setting',
  value: 'Value',
  source: 'Comes from',
  default: 'Otherwise',
  set: 'Set',
  sources: { default: 'The program', book: 'This book', file: 'The administrator’s file' },
  policyFile: 'Set for this workstation by {{path}}: such a setting is changed there only.',
  closedDays: 'Shut on these days, beside Saturdays and Sundays:',
} as const;

/** What each setting is for. */
export const enSettings = {
  reviewAbove: 'Held for review above (minor units)',
  railLimit: 'Limit of the rail (minor units)',
  unusualDeviations: 'Unusual for the payer, in standard deviations (0: off)',
  duplicateWindowDays: 'Repeats suspected within (days)',
  pastExecutionDate: 'Execution date in the past',
  batchBookingDefault: 'Batch booking where nothing is said',
  cutOff: 'Cut-off of the rail',
  fileItemFee: 'Fee per item of a file (minor units)',
  writeOffLimit: 'Written off by one person up to (minor units)',
  retentionYears: 'Kept for (years)',
  coreBalancesStaleAfter: 'Core balances are stale after (business days)',
  coreBalancesStale: 'On stale core balances: show, hold or refuse',
  beneficiaryCoolOffDays: 'Cool-off of a beneficiary’s changed account (days)',
  updateFeed: 'Updates are asked for at',
  authorityLimit: 'One person decides up to (minor units)',
  secondAuthorityLimit: 'Two persons decide up to (minor units)',
  idleLockSeconds: 'Locked after (seconds without a touch)',
  stepUpSeconds: 'An own proof counts for (seconds; 0: each time anew)',
} as const;

/** What is refused about settings. */
export const enPolicyRefusals = {
  policy_set_by_file: {
    primary: '{{name}} is set by the administrator’s policy file.',
    hint: 'It is changed in that file, and in force from the next start on.',
  },
  policy_unknown: { primary: 'There is no such policy.' },
  policy_value_invalid: { primary: 'The policy does not take this value.' },
} as const;

/** Why a policy file opens no book. */
export const enPolicyFaults = {
  policy_file_not_trusted: {
    primary: 'The policy file could have been written by others; no book was opened.',
    hint: 'The file and its folder must belong to the system’s administrator, and nobody else may write them.',
  },
  policy_file_unreadable: {
    primary: 'The policy file cannot be read; no book was opened.',
    hint: 'It is a JSON object of names and values, both written as text.',
  },
  policy_file_wrong: {
    primary: 'The policy file has a name or a value that cannot be; no book was opened.',
    hint: 'Look in the log which one it is, and correct it in the file.',
  },
} as const;
