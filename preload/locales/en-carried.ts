// English: what is carried by file to be signed elsewhere, and the keys that people sign with.

export const enCarried = {
  title: 'Signatures by file',
  lead: 'Open a package to read and sign it here, or the answer that came back to bring it into this book.',
  open: 'Open a file…',
  exportOne: 'Take out to be signed elsewhere',
  exported: 'The package is saved. It is good until {{until}}.',
  exportedBefore: 'This was taken out before, and the file is not kept. Take it out again.',
  package: 'Package {{name}}',
  from: 'Taken out by {{person}} {{when}}, good until {{until}}',
  ofDemo: 'It is of a demonstration: no money moves.',
  ofHere: 'It is of the book that is open here.',
  ofElsewhere: 'It is of another book. You can read and sign it here; the answer goes back there.',
  askedBy: '{{person}} asked for it {{when}}',
  yourWord: 'Your word',
  wordNone: 'No word',
  wordApproved: 'Sign',
  wordRejected: 'Send back',
  key: 'Your signing key',
  keyChoose: 'Choose the key’s file…',
  keyChosen: 'Key {{name}}',
  keyPassphrase: 'Passphrase of the key',
  sign: 'Sign the words and save the answer',
  signed: 'The answer is saved. Carry it back to the book.',
  answer: 'Answer, signed {{when}}',
  answerKey: 'Under the key {{key}}',
  bring: 'Bring into this book',
  brought: 'Taken in.',
  broughtOpen_one: 'Taken in; {{number}} more signature is needed.',
  broughtOpen_other: 'Taken in; {{number}} more signatures are needed.',
  keys: 'Signing keys',
  keysLead:
    'With a key you sign packages on any workstation. It lies in a file of yours, sealed by its own passphrase; this book knows its public half only.',
  keysNone: 'You have no key here yet.',
  keyMake: 'Make a key',
  keyName: 'You sign in by the name',
  keyNew: 'Passphrase for the new key',
  keyMade: 'The key is saved as {{name}}. Keep it where only you can read it.',
  keyEnrol: 'Enrol a key’s file',
  keyEnrolled: 'Enrolled. It is in force once an administrator has signed for it.',
  keyRevoke: 'Revoke',
  keySign: 'Sign for it',
  keyRefuse: 'Refuse',
  keyCompare: 'Let the person read out the key, and compare all of it.',
  state_asked: 'waits for an administrator',
  state_in_force: 'in force',
  state_refused: 'refused',
  state_revoked: 'revoked',
} as const;

export const enCarriedRefusals = {
  carried_unreadable: {
    primary: 'This file cannot be read, or was changed on its way.',
    hint: 'Ask for it to be taken out or signed again, and carry it as it is.',
  },
  carried_signature_wrong: {
    primary: 'The signature does not fit what the file says.',
    hint: 'Somebody changed it, or it was cut off. Ask for it to be signed again.',
  },
  word_of_nothing: { primary: 'The file has no word on this.' },
  package_of_another_book: {
    primary: 'This was taken out of another book.',
    hint: 'Bring it in on the workstation that it came from.',
  },
  package_unknown: {
    primary: 'This book took out no package that says just this.',
    hint: 'Take it out again, and have that one signed.',
  },
  signing_key_unknown: {
    primary: 'The key that signed this is not enrolled here.',
    hint: 'Its owner enrols it under Signatures, and an administrator signs for it.',
  },
  signing_key_not_in_force: {
    primary: 'The key that signed this is not in force.',
    detail: 'It waits for an administrator, was refused, or was revoked.',
  },
  signing_key_known: {
    primary: 'This key was enrolled here before.',
    hint: 'A key is enrolled once, whatever became of it. Make another one.',
  },
  signing_key_not_waiting: { primary: 'This key was already decided on.' },
  signing_key_unreadable: { primary: 'This is no signing key’s file.' },
  signing_key_not_opened: {
    primary: 'The key does not open with this passphrase.',
    hint: 'It has a passphrase of its own, which need not be the one you sign in with.',
  },
  signing_card_of_another: {
    primary: 'This key is in another name than yours.',
    hint: 'Make it in the name by which you sign in here.',
  },
  too_many_signing_keys: {
    primary: 'You have {{most}} keys here, and that is the most.',
    hint: 'Revoke one that you use no more.',
  },
  package_expired: {
    primary: 'The package was good for two days, which are over.',
    hint: 'Take it out again, and have that one signed.',
  },
  package_already_used: { primary: 'This word was brought in before: it counts once.' },
  package_too_large: {
    primary: 'This is too much for one package.',
    hint: 'Take out fewer at once, {{most}} at most.',
  },
  not_carried_by_file: {
    primary: 'What compliance decides on is not carried by file.',
    hint: 'It is signed for in this book.',
  },
} as const;

export const enCarriedDeeds = {
  exportApproval: 'Taken out to be signed elsewhere',
  importApproval: 'Signature brought in by file',
  enrolSigningKey: 'Signing key enrolled',
  decideSigningKey: 'Signing key decided',
  revokeSigningKey: 'Signing key revoked',
} as const;
