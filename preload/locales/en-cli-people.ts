// English: what the command line says of people.
import type { CliPeopleTexts } from './cli-people-text.ts';

export const enCliPeople = {
  refusal: {
    sign_in_required: {
      primary: 'This book has people, and nobody signed in.',
      hint: 'Say who you are with --as NAME, and give your passphrase at the terminal or with --passphrase-file FILE.',
    },
    no_people: {
      primary: 'This book has no people yet, so nobody signs in.',
      hint: 'Leave out --as, or set up its first two administrators: counterfoil people set-up.',
    },
    credential_must_change: {
      primary: 'Choose your own passphrase first.',
      detail: 'The one you signed in with was made by somebody else and is good for this only.',
      hint: 'Run counterfoil people passphrase --as NAME.',
    },
    people_already_set_up: {
      primary: 'The first administrators are already set up.',
      hint: 'They add everybody else: counterfoil people add.',
    },
    passphrase_file_unreadable: {
      primary: 'The passphrase file {{path}} cannot be read, is empty, or is no plain file.',
    },
    passphrase_file_open_to_others: {
      primary: 'Others may read the passphrase file {{path}}.',
      hint: 'Make it yours alone: chmod 600. If others saw it, choose another passphrase.',
    },
    passphrase_not_asked: {
      primary: 'There is no terminal at which a passphrase could be typed.',
      hint: 'Start at a terminal, or name a file of mode 0600: --passphrase-file FILE.',
    },
  },
  line: {
    ask_passphrase: 'Your passphrase:',
    ask_code: 'Code of your authenticator, or Enter without one:',
    ask_chosen: 'New passphrase of {{signInName}}:',
    ask_chosen_again: 'The same again:',
    people_set_up:
      '{{first}} and {{second}} are the administrators. From now on everybody signs in: --as NAME.',
    person_added: '{{signInName}} is person {{person}}, without any role yet.',
    person_ended: 'Person {{person}} signs in no more.',
    first_passphrase:
      'First passphrase, shown this once, to be handed over: {{firstPassphrase}}\nIt is good for choosing an own one: counterfoil people passphrase --as NAME.',
    first_passphrase_lost:
      'The first passphrase was given before, or was lost on the way; it is given once. Ask for another one: counterfoil people credential NAME.',
    passphrase_chosen: 'Your new passphrase is in force.',
    person_absent: 'Person {{person}} is away from {{from}} until {{until}}.',
    person_back: 'Person {{person}} is back; nobody stands in for them any more.',
    grant_asked:
      'Request {{grant}} waits for another administrator: counterfoil people sign {{grant}}.',
    grant_signed: 'Request {{grant}} of person {{person}} is in force.',
    grant_refused: 'Request {{grant}} of person {{person}} was refused.',
    grant_ended: 'The right of person {{person}} has ended.',
    limit_unreadable: 'Not an amount: {{value}}. Write --currency EUR --single-limit 1000.00.',
    no_people_yet: 'This book has no people yet. Set up two: counterfoil people set-up.',
    person_line: '{{person}}  {{signInName}}  {{name}}  {{roles}}',
    person_gone_line: '{{person}}  {{signInName}}  {{name}}  left',
    grant_line:
      '  right {{grant}}: person {{person}}  {{what}}  {{validFrom}} to {{validUntil}}  {{bounds}}',
    grant_waits_line:
      '  request {{grant}} waits: person {{person}}  {{what}}  {{validFrom}} to {{validUntil}}  {{bounds}}  asked by {{askedBy}}',
  },
} satisfies CliPeopleTexts;
