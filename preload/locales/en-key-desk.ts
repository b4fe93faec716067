// English: the Admin screen's keys of the book, and why one is not changed.

export const enKeyDesk = {
  plain: 'This book is not encrypted',
  plainDetail: 'Whoever takes a copy of its folder or a backup can read it.',
  encrypted: 'This book is encrypted',
  keyName: 'Key {{keyId}}',
  earlier_one: '{{number}} earlier key is kept for older backups.',
  earlier_other: '{{number}} earlier keys are kept for older backups.',
  damaged: 'The ways of opening this book cannot be read',
  damagedDetail:
    'It is encrypted, and its recovery key alone opens it. A passphrase that is added makes the file anew; the damaged one is kept aside.',
  ways: 'Ways of opening it',
  passphrase: 'Passphrase',
  keyring: 'Keyring of a workstation',
  backends: {
    keychain: 'Keychain of macOS',
    dpapi: 'Windows data protection',
    gnome_libsecret: 'GNOME keyring',
    kwallet: 'KWallet',
    kwallet5: 'KWallet',
    kwallet6: 'KWallet',
  },
  since: 'since {{time}}',
  sinceBy: 'since {{time}}, made by {{by}}',
  add: 'Add a passphrase',
  addLead: 'One more passphrase that opens the book; the others stay.',
  replace: 'Replace',
  replaceLead:
    'Type the passphrase that is to go, and the one that takes its place. Backups of before open with the old one.',
  remove: 'Remove',
  removeLead:
    'It opens the book no more. Whoever copied the book and its ways of opening before can still use what they copied: only another key ends that.',
  lastStays: 'The last passphrase stays.',
  secret: 'A passphrase or the recovery key that opens the book',
  old: 'The passphrase that goes',
  fresh: 'New passphrase',
  again: 'The same again',
  rule: 'At least 12 characters: four or five words that do not belong together.',
  recovery: 'Recovery key',
  recoveryDetail:
    'The key itself, in writing. It opens the book where every passphrase is forgotten and every other file is lost, and is changed only with the key.',
  recoveryShow: 'Show it',
  recoveryNew: 'Make a new one',
  recoveryLead: 'That it was shown, and to whom, is kept in the trail.',
  recoveryKeep:
    'Write it down or print it, keep it locked away, and not on this computer. When this is closed it is shown no more.',
  recoveryPrint: 'Print',
  recoveryWritten: 'It is written down',
  recoveryCheck: 'Type groups {{first}} and {{second}} of what you wrote down.',
  recoveryGroup: 'Group {{number}}',
  recoveryWrong: 'This is not what was shown. Compare it once more.',
  recoveryBack: 'Show it again',
  recoveryRight: 'It is right. Lock it away.',
  recoveryConfirm: 'Compare',
  workstation: 'This workstation',
  workstationBrowser:
    'This console runs in a browser, which has no keyring: the desktop program alone joins one.',
  workstationDesktop:
    'The desktop program joins the keyring of this workstation by itself when it is next started with a passphrase.',
  otherKey: 'Another key',
  otherKeyDetail:
    'Where a passphrase and a copy of the book, or its recovery key, may be in wrong hands. The recovery key becomes another one, and the one of before opens nothing but older backups.',
  firstKey: 'Encryption',
  firstKeyDetail:
    'The book, its kept files and its backups here are written anew under a key, and what was plain is written over. The book can be worked with again at once.',
  encrypt: 'Encrypt the book',
  change: 'Change the key',
  encryptLead:
    'From then on the book opens only with a passphrase, this workstation\u2019s keyring or its recovery key. Without any of them nobody can open it.',
  changeLead:
    'Everything is written anew under a new key. What you type here goes on opening the book; keyrings of other workstations join again with a passphrase.',
  changeWaits:
    'Reading goes on all the while; deeds wait while the book itself is copied and checked. It can be stopped until its end, and nothing has changed then.',
  room: 'It takes {{needed}} of the disk for a while; {{free}} are free.',
  stays: 'Another passphrase that goes on opening it',
  freshToo: 'One more passphrase (may be left out)',
  dropOthers: 'Passphrases that I do not type open the book no more.',
  goOn: 'Go on',
  running:
    'The book is written anew and verified against what it was. Then the program opens it again.',
  stop: 'Stop',
  phase: {
    begins: 'Begins',
    originals: 'Kept files',
    copying: 'The book: deeds wait',
    verifying: 'Checking the new book: deeds wait',
  },
  changed: 'The book has its new key.',
  changedDetail:
    'What you wrote down is its recovery key from now on. Destroy an earlier one; backups of before still open with the keys of their time.',
} as const;

export const enKeyRefusals = {
  keys_are_busy: { primary: 'The keys are being changed.', hint: 'Try again in a moment.' },
  book_is_plain: {
    primary: 'The book is not encrypted.',
    hint: 'An administrator encrypts it under Admin, Keys of the book.',
  },
  book_key_wrong: {
    primary: 'This passphrase or recovery key does not open the book.',
    hint: 'Nothing was changed. Try again.',
  },
  recovery_key_mistyped: {
    primary: 'The recovery key has a typing error.',
    hint: 'Compare it group by group; its last five signs are a checksum.',
  },
  passphrase_too_long: { primary: 'The passphrase has more than {{max}} characters.' },
  too_many_slots: { primary: 'A book has at most {{most}} ways of opening it.' },
  key_is_another: {
    primary: 'The book has another key by now.',
    hint: 'Look at it again before you change it.',
  },
  new_key_unknown: {
    primary: 'This new key is no longer there to be taken.',
    detail: 'It was offered more than an hour ago, or before the program was started again.',
    hint: 'Destroy what you wrote down, and begin again.',
  },
  slots_would_be_lost: {
    primary: 'Passphrases that open the book were not given: {{slots}}.',
    hint: 'Type each that is to go on opening it, or say that they are left behind.',
  },
  passphrase_missing: {
    primary: 'No passphrase would open the book.',
    hint: 'Give one that opens it now, or a new one.',
  },
  disk_has_no_room: {
    primary: 'There is no room on the disk for the book under another key.',
    detail: 'It needs {{needed}} bytes, and {{free}} are free.',
    hint: 'Make room, then try again. Nothing was changed.',
  },
  slot_unknown: { primary: 'There is no such way of opening the book.' },
  last_slot: {
    primary: 'The last passphrase stays.',
    detail:
      'A keyring goes with its workstation; without a passphrase the recovery key would be all.',
    hint: 'Add another passphrase first.',
  },
} as const;

export const enKeyDeeds = {
  addKeySlot: 'Passphrase of the book added',
  replaceKeySlot: 'Passphrase of the book replaced',
  removeKeySlot: 'Way of opening the book removed',
  showRecoveryKey: 'Recovery key shown',
  changeKey: 'Change of the key of the book begun',
} as const;
