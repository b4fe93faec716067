// English: signing in, the lock, the first two administrators, and an account shown in full.

export const enSeat = {
  signInTitle: 'Sign in',
  signIn: 'Sign in',
  left: {
    too_many_tries: 'You were signed out after too many wrong tries.',
    credential_changed:
      'You were signed out here because your passphrase or authenticator was changed elsewhere.',
    too_many_seats:
      'You were signed out because others came in at more places than can be signed in at one time.',
    ended: 'You were signed out because you are no longer among the people of this book.',
    office_away: 'The office was away in between, and nobody is signed in here any more.',
  },
  signInName: 'Name to sign in by',
  name: 'Full name',
  passphrase: 'Passphrase',
  repeated: 'The same passphrase again',
  code: 'Code of your authenticator',
  codeHint: 'Leave it empty if you use none.',
  blockedUntil: 'Signing in is closed for this name until {{time}}.',
  lockedTitle: 'Locked',
  lockedLead: '{{name}} is signed in. Your passphrase brings everything back as you left it.',
  unlock: 'Unlock',
  proveTitle: 'Is it you, {{name}}?',
  proveLead:
    'This is done only by whoever shows again that it is them. Everything stays as you entered it, and goes on by itself.',
  prove: 'It is me: go on',
  proveDemo: 'Go on with the demonstration’s passphrase',
  switch: 'Switch person',
  back: 'Back to {{name}}',
  signOut: 'Sign out',
  menu: '{{name}}: lock, switch, sign out',
  menuDemo: '{{name}}: sign in as somebody, or set up people',
  noRoles: 'No roles yet',
  bounds: 'Limits of your rights',
  bound: '{{role}}: {{bounds}}',
  noRooms: 'Nothing here is yours to see yet.',
  noRoomsDetail: 'An administrator asks for your rights, and another one signs.',
  changeTitle: 'Choose your own passphrase',
  changeLead:
    'The one you signed in with was made by somebody else. It is good for this step only.',
  change: 'Take this passphrase',
  chosen: 'New passphrase',
  differ: 'The two passphrases differ.',
  rule: 'A passphrase has at least 12 characters, and not your name in it. Four or five words that do not belong together are good.',
  demoTitle: 'People of the demonstration',
  demoLead: 'All of them sign in with the passphrase “{{passphrase}}”. Press a name to sign in.',
  demoAs: 'Sign in as somebody',
  demoAsLead:
    'You act as {{name}} with every role. The people of the demo bank can come in, each with their own work; from then on everybody signs in.',
  authenticator: 'Authenticator',
  authenticatorLead:
    'An authenticator on your phone shows a code that changes every half minute. Once it is joined, signing in and unlocking ask for it beside the passphrase.',
  authenticatorJoined:
    'An authenticator is joined. A new key here takes the place of the one it has.',
  authenticatorKey: 'Key to type into it',
  authenticatorAddress: 'Or as an address, where it takes one',
  authenticatorOnce: 'The key is shown here only. Nobody can tell it to you later.',
  authenticatorNewCode: 'Code that it shows for this key',
  authenticatorOldCode: 'Code of the authenticator you have',
  authenticatorJoin: 'Join it',
  authenticatorLeave: 'Do without',
  authenticatorIsJoined:
    'Joined: from the next time on its code is asked for. Wherever else you sat, you are signed out.',
  authenticatorIsLeft:
    'From the next time on the passphrase alone is asked for. Wherever else you sat, you are signed out.',
  setUpBanner: 'Nobody signs in to this book yet: whoever opens this workstation may act in it.',
  setUpOpen: 'Set up people',
  setUpLater: 'Not now',
  setUpTitle: 'The first two administrators',
  setUpLead:
    'From then on everybody signs in. Administrators add the others: one asks for a right, and another signs it. They see no payments themselves.',
  setUpOwn: 'Each of the two types their own name and passphrase. Nobody else should see it.',
  setUpThen:
    'A forgotten passphrase is replaced by two other administrators: add a third one soon.',
  first: 'First administrator',
  second: 'Second administrator',
  setUp: 'Set up both',
} as const;

export const enReveal = {
  show: 'Show in full',
  showDebtor: 'Show the payer’s account in full',
  showCreditor: 'Show the payee’s account in full',
  why: 'Why is it needed? The trail keeps your name and the reason.',
  erased: 'It was erased.',
  reason: {
    customer_asks: 'The customer asks',
    bank_asks: 'Another bank asks',
    correction: 'Something is put right',
    audit: 'Audit',
  },
} as const;

export const enPeopleReview = {
  save: 'Save as CSV',
  none: 'Nobody signs in to this book yet',
  person: 'Person',
  lastSignIn: 'Last signed in',
  never: 'never',
  waits: 'waits for a signature',
  authenticator: 'with authenticator',
  deputy: 'Stands in for {{name}}',
  until: 'until {{day}}',
  single: 'up to {{amount}} each',
  daily: 'up to {{amount}} a day',
} as const;
