// English: what a person is told about signing in, the lock, and who may do what.

export const enPeopleRefusals = {
  sign_in_required: {
    primary: 'Nobody is signed in here.',
    hint: 'Sign in, then try again.',
  },
  session_locked: {
    primary: 'This console is locked.',
    hint: 'Unlock it with your passphrase.',
  },
  credential_must_change: {
    primary: 'Choose your own passphrase first.',
    detail: 'The one you signed in with was made by somebody else and is good for this only.',
  },
  step_up_needed: {
    primary: 'Not done: it was not shown again who asks.',
    hint: 'Try again, and give your passphrase when you are asked for it.',
  },
  no_people: {
    primary: 'This book has no people yet.',
    hint: 'Set up its first two administrators; until then nobody signs in.',
  },
  sign_in_refused: {
    primary: 'That was not right.',
    hint: 'Check the name, the passphrase and, if you use one, the code of your authenticator.',
  },
  sign_in_blocked: {
    primary: 'Too many wrong tries.',
    detail: 'Signing in is closed for this name for half an hour after the last wrong try.',
    hint: 'Wait, or ask two administrators for a new first passphrase.',
  },
  sign_in_busy: {
    primary: 'Others are signing in just now.',
    hint: 'Try again in a moment.',
  },
  not_locked: { primary: 'This console is not locked.' },
  passphrase_too_short: {
    primary: 'A passphrase has at least {{least}} characters.',
    hint: 'Four or five words that have nothing to do with each other are easy to keep in mind.',
  },
  passphrase_too_easy: {
    primary: 'This passphrase is too easy to guess.',
    hint: 'Take one without your name, with more different characters, and not the last one.',
  },
  authenticator_not_offered: {
    primary: 'The key for the authenticator is not there any more.',
    hint: 'Open this again for a new one.',
  },
  authenticator_code_wrong: {
    primary: 'This is not the code that the authenticator shows for the new key.',
    hint: 'Take the newest code, and check that the clock of the device is right.',
  },
  person_name_required: { primary: 'A name and a name to sign in by are needed.' },
  sign_in_name_taken: {
    primary: 'Somebody signs in by this name already.',
    hint: 'Take another one.',
  },
  too_many_people: { primary: 'This book holds as many people as it can.' },
  people_already_set_up: {
    primary: 'The first administrators are already set up.',
    hint: 'Sign in; they add everybody else.',
  },
  person_unknown: { primary: 'There is no such person.' },
  person_ended: { primary: 'This person does not work here any more.' },
  administrators_needed: {
    primary: 'Two administrators must stay.',
    detail: 'One asks for a right and another signs; with fewer nobody could be given any.',
  },
  grant_is_for_oneself: {
    primary: 'Nobody gives rights to themselves.',
    hint: 'Ask the other administrators.',
  },
  grant_invalid: {
    primary: 'This right cannot be given so: {{part}} does not fit.',
    hint: 'Limits need a currency, a stand-in needs an absent person and a last day.',
  },
  grant_unknown: { primary: 'There is no such request.' },
  grant_not_waiting: { primary: 'This request was already decided.' },
  grant_not_in_force: { primary: 'This right is not in force.' },
  outside_authority: {
    primary: 'Your right does not reach this: {{is}}.',
    detail: 'It holds for {{holds}} only. Nothing was done.',
    hint: 'Leave it to somebody whose right reaches it, or ask two administrators for a wider one.',
  },
  beyond_single_limit: {
    primary: '{{amount}} {{currency}} is above what you may let go at one time.',
    detail: 'Your limit for one payment is {{most}} {{currency}}. Nothing was done.',
    hint: 'Leave it to somebody with a higher limit, or ask two administrators for one.',
  },
  beyond_daily_limit: {
    primary: 'With this you would be above what you may let go in one day.',
    detail:
      'Your limit for a day is {{most}} {{currency}}; {{soFar}} is used, and this is {{amount}}. Nothing was done.',
    hint: 'Leave it to somebody else, or wait until tomorrow.',
  },
} as const;

export const enPeopleRoles = {
  submitter: 'Operator',
  reconciler: 'Reconciliation clerk',
  analyst: 'Compliance analyst',
  sanctions_officer: 'Sanctions officer',
  reporting_officer: 'Reporting officer',
  treasury: 'Treasury',
  supervisor: 'Supervisor',
  auditor: 'Auditor',
  administrator: 'Administrator',
} as const;

export const enPeopleDeeds = {
  setUpPeople: 'First administrators set up',
  bringDemoPeople: 'People of the demonstration brought in',
  addPerson: 'Person added',
  askGrant: 'Right asked for',
  decideGrant: 'Right decided',
  endGrant: 'Right ended',
  markAbsent: 'Marked absent',
  endAbsence: 'Back again',
  endPerson: 'Person ended',
  exportAccessReview: 'Access review taken out',
  signIn: 'Signed in',
  unlock: 'Unlocked',
  stepUp: 'Passphrase given again',
  lockSession: 'Locked',
  signOut: 'Signed out',
  changeCredential: 'Passphrase changed',
  joinAuthenticator: 'Authenticator joined',
  leaveAuthenticator: 'Authenticator left',
  refuseCall: 'Turned away',
  withholdAnswer: 'Not told in the end',
} as const;
