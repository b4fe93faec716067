// English: the emergency override, from its first word to the report that was read.

export const enOverride = {
  title: 'Emergency override',
  lead: 'Nobody who may sign is here? Two others may let it happen: you now, another within the hour.',
  second: '{{person}} began an override of this {{when}}: “{{reason}}”',
  reason: 'Why it cannot wait',
  begin: 'Begin an override',
  confirm: 'Confirm: let it happen',
  standing_one: 'An emergency override stands until its report is read.',
  standing_other: '{{number}} emergency overrides stand until their reports are read.',
  standingDetail: 'Two others let happen what waited for a signature.',
  report: 'Emergency overrides',
  save: 'Save as CSV',
  acknowledge: 'I have read this',
  payment: 'A payment',
  paymentNumbered: 'Payment {{thing}}',
  requestNumbered: 'Request {{thing}}',
  beganBy: '{{person}} began it {{when}}: {{reason}}',
  confirmedBy: '{{person}} confirmed it {{when}}: {{reason}}',
  acknowledgedBy: '{{person}} read the report {{when}}',
  erased: 'erased',
  state: {
    begun: 'waits for the second person',
    expired: 'lapsed, nothing happened',
    confirmed: 'happened, its report is unread',
    acknowledged: 'happened, its report was read',
  },
} as const;

export const enOverrideRefusals = {
  override_off: {
    primary: 'This bank lets nothing happen by emergency override.',
    hint: 'An administrator may turn the setting on; another one signs for it.',
  },
  override_never: {
    primary: 'This is never let happen by an override.',
    hint: 'It waits for those who may sign for it.',
  },
  override_not_needed: {
    primary: 'You may sign for this yourself.',
    hint: 'Sign for it: an override is for what nobody there may sign.',
  },
  override_begun: {
    primary: 'An override of this was already begun.',
    hint: 'Another person confirms it within the hour.',
  },
  override_not_begun: {
    primary: 'No override of just this waits to be confirmed.',
    detail: 'None was begun, its hour has passed, or what waits has changed since.',
    hint: 'Begin one anew.',
  },
  override_by_deputies: {
    primary: 'One of you two stands in for the other.',
    hint: 'Somebody else confirms it.',
  },
  override_unknown: { primary: 'There is no such override.' },
  override_not_confirmed: { primary: 'Nothing happened by this override: there is no report.' },
  override_acknowledged: { primary: 'The report of this override was already read.' },
} as const;
