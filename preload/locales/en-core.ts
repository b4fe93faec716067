// English: what is refused at the boundary to the core-banking system.
export const enCoreRefusals = {
  core_list_has_problems: {
    primary: 'The balances of the core-banking system have problems; nothing was taken in.',
    detail: 'One wrong line, or a control total that differs, refuses the whole file.',
    hint: 'Have it exported again, and import that file.',
  },
  core_day_has_not_begun: {
    primary: 'The balances are of {{asOf}}, and {{today}} is still open.',
    hint: 'Close that day, then import them.',
  },
  core_date_goes_back: {
    primary: 'The balances are of {{asOf}}, older than those of {{last}} that were taken in.',
    hint: 'Import the balances of the day that has begun.',
  },
  core_accounts_unknown: {
    primary:
      'The list names {{count}} accounts that this book does not have; nothing was taken in.',
    hint: 'Open them first, or have them left out of the list.',
  },
} as const;
