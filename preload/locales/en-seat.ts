// English: signing in, the lock, the first two administrators, and an account shown in full.

export const enSeat = {
  signInTitle: 'Sign in',
  signIn: 'Sign in',
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
  switch: 'Switch person',
  back: 'Back to {{name}}',
  signOut: 'Sign out',
  menu: '{{name}}: lock, switch, sign out',
  menuDemo: '{{name}}: sign in as somebody, or set up people',
  noRoles: 'No roles yet',
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
