// English: why the book is not backed up, restored or rid of personal data.

export const enKeepingRefusals = {
  keeping_is_busy: {
    primary: 'A backup, a drill or a restore is under way.',
    hint: 'Wait for it, or stop it.',
  },
  backup_folder_unusable: {
    primary: 'The folder for the backup cannot be written to.',
    hint: 'Choose another, on a disk with room.',
  },
  backup_unknown: {
    primary: 'There is no such backup.',
    hint: 'Look at the list, or give its folder.',
  },
  backup_of_another_book: {
    primary: 'The backup is of another book.',
    hint: 'Restore it into a folder of its own.',
  },
  backup_differs_from_its_manifest: {
    primary: 'The backup is not what was written then.',
    hint: 'Choose another one: this file was changed or damaged.',
  },
  backup_failed_its_check: {
    primary: 'The backup is not sound.',
    detail: '{{detail}}',
    hint: 'Choose an earlier one.',
  },
  outgoing_not_waiting: {
    primary: 'Not all of these payments wait since a restore.',
    hint: 'Look at the list again: some may have been released meanwhile.',
  },
  personal_data_erased: { primary: 'The personal data was erased before.' },
  batch_not_ended: {
    primary: 'Payments of this batch have not ended: {{payments}}.',
    hint: 'Their data is needed until they have.',
  },
  account_not_closed: { primary: 'The account is not closed; its name is needed.' },
  person_not_ended: { primary: 'This person still works here.' },
  retention_class_runs: { primary: 'It must be kept until {{until}} ({{class}}).' },
  retention_hold_runs: {
    primary: 'It must be kept: {{reason}} (hold {{hold}}).',
    hint: 'Lift the hold first, when its reason has ended.',
  },
  retention_hold_unknown: { primary: 'There is no such hold, or it was lifted.' },
} as const;
