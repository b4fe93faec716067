// English: the keys of an encrypted book.
import type { KeyTexts } from './key-text.ts';

export const enKeys = {
  refusal: {
    book_key_missing: {
      primary: 'The book is encrypted, and no key was given.',
      hint: 'Start at a terminal and type the passphrase, or name a file of mode 0600: --key-file FILE.',
    },
    book_key_wrong: {
      primary: 'This passphrase or recovery key does not open the book.',
      detail: 'A backup opens with the passphrase of its time.',
      hint: 'Try again, or use the recovery key that was shown when the book was encrypted.',
    },
    recovery_key_mistyped: {
      primary: 'The recovery key has a typing error.',
      hint: 'Compare it group by group; its last five signs are a checksum.',
    },
    book_is_encrypted: {
      primary: 'The book is encrypted already.',
      hint: 'To give it another key: counterfoil rekey.',
    },
    book_is_plain: {
      primary: 'The book is not encrypted.',
      hint: 'To encrypt it: counterfoil encrypt.',
    },
    passphrase_too_short: {
      primary: 'The passphrase is too short.',
      hint: 'Take at least {{min}} characters: four or five words that do not belong together.',
    },
    passphrase_too_long: { primary: 'The passphrase has more than {{max}} characters.' },
    passphrase_missing: {
      primary: 'A recovery key gives no passphrase for the new key.',
      hint: 'Name one: --new-key-file FILE, or type it at a terminal.',
    },
    passphrases_differ: {
      primary: 'The two passphrases differ.',
      hint: 'Nothing was changed. Try again.',
    },
    key_file_unreadable: {
      primary: 'The key file {{path}} cannot be read, is empty, or is no plain file.',
    },
    key_file_open_to_others: {
      primary: 'Others may read the key file {{path}}.',
      hint: 'Make it yours alone: chmod 600. If others saw it, give the book another key.',
    },
    slots_would_be_lost: {
      primary: '{{slots}} more passphrases open the book and would no longer do so.',
      hint: 'Give each with its own --key-file, or leave them behind with --drop-others.',
    },
    slot_unknown: {
      primary: 'There is no such way of opening the book.',
      hint: 'Look with counterfoil keys.',
    },
    last_slot: {
      primary: 'This is the last way of opening the book besides its recovery key.',
      hint: 'Add another passphrase first: counterfoil keys add.',
    },
    too_many_slots: { primary: 'A book has at most {{most}} ways of opening it.' },
    book_failed_its_check: {
      primary: 'The book is not sound; it keeps the key it has.',
      detail: 'What was found: {{detail}}',
      hint: 'Restore the newest backup first.',
    },
    cancelled: { primary: 'It was stopped. Nothing was changed.' },
  },
  fault: {
    book_key_missing: {
      primary: 'Something of the book has a key that was not given.',
      hint: 'Open it with its passphrase or recovery key.',
    },
    book_key_wrong: {
      primary: 'The key does not open the book, or the beginning of its file is damaged.',
      hint: 'Copy the data folder away as it is, then restore the newest backup.',
    },
    book_not_encrypted: {
      primary: 'A plain file lies where the encrypted book belongs.',
      detail: 'Somebody put it there; nothing was read from it or written to it.',
      hint: 'Copy the data folder away as it is, then restore the newest backup.',
    },
    file_not_sealed: {
      primary: 'A kept file of the encrypted book is plain: somebody put it there.',
      hint: 'Bring it back from a backup.',
    },
    file_damaged: {
      primary: 'A kept file was changed or cut off.',
      hint: 'Bring it back from a backup.',
    },
    key_change_failed: {
      primary: 'The key could not be changed.',
      hint: 'The book opens with the key it had. Look at the disk, then try again.',
    },
  },
  line: {
    ask_secret: 'Passphrase or recovery key:',
    ask_new: 'New passphrase:',
    ask_again: 'The same again:',
    ask_other: 'Another passphrase of the book, or Enter to leave it behind:',
    encrypted: 'The book is encrypted, key {{keyId}}. What was plain was written over.',
    rekeyed: 'The book has a new key, {{keyId}}. Older backups open with the keys of their time.',
    recovery_key: '{{recoveryKey}}',
    recovery_key_keep:
      'The recovery key, shown this once. It opens the book without anything else: write it down, keep it locked away, and not on this computer.',
    dropped: '{{dropped}} other ways of opening the book were left behind.',
    slot_line: '  {{id}}  {{kind}}  since {{madeAt}}  {{detail}}',
    key_line: 'Key {{keyId}}; {{earlier}} earlier keys for older backups.',
    plain_book: 'The book is not encrypted.',
    slots_damaged: 'The slots of the key cannot be read: only the recovery key opens the book.',
    slots_changed: '{{slots}} ways of opening the book, besides its recovery key.',
  },
} satisfies KeyTexts;
