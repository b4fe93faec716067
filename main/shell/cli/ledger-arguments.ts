// What the commands of the ledger were asked: which day, whose statement, when.

export type LedgerCommand =
  | {
      readonly name: 'close-day';
      /** `YYYY-MM-DD`; null is the oldest day that is open. */
      readonly day: string | null;
      /** `USD=1.0825`: units of a currency for one euro. */
      readonly rates: readonly string[];
      /** What is taken over into the next day, by the names that `open-items` prints. */
      readonly carried: readonly string[];
    }
  | { readonly name: 'open-items' }
  | {
      readonly name: 'statement';
      readonly account: string;
      readonly currency: string;
      readonly day: string | null;
    }
  | {
      readonly name: 'core journal';
      /** Null is the open business day. */
      readonly day: string | null;
    }
  | { readonly name: 'core import'; readonly file: string }
  | { readonly name: 'core balances' }
  | {
      readonly name: 'balances';
      /** Milliseconds UTC; null is now. */
      readonly at: number | null;
    };

/** The options that only these commands take. */
export type LedgerValues = {
  readonly day?: string | undefined;
  readonly rate?: readonly string[] | undefined;
  readonly carry?: readonly string[] | undefined;
  readonly currency?: string | undefined;
  readonly at?: string | undefined;
};

/** Which options each command takes. */
const TAKES: { readonly [name: string]: readonly (keyof LedgerValues)[] } = {
  'close-day': ['day', 'rate', 'carry'],
  'open-items': [],
  statement: ['day', 'currency'],
  balances: ['at'],
  core: ['day'],
  people: ['currency'],
};

/** Whether an option is given that `name` does not take. */
export function strayOption(name: string | undefined, values: LedgerValues): boolean {
  const given = (['day', 'rate', 'carry', 'currency', 'at'] as const).filter((option) => {
    return values[option] !== undefined;
  });
  return given.some((option) => TAKES[name ?? '']?.includes(option) !== true);
}

/** The command, or null where it cannot be understood or is not one of these. */
export function ledgerCommand(
  name: string | undefined,
  rest: readonly string[],
  values: LedgerValues,
  here: (path: string) => string,
): LedgerCommand | null {
  const day = values.day ?? null;
  if (day !== null && !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  if (name === 'statement') {
    const [account, ...more] = rest;
    if (account === undefined || more.length > 0) return null;
    return { name, account, currency: values.currency ?? 'EUR', day };
  }
  if (name === 'core') {
    return coreCommand(rest, day, here);
  }
  if (rest.length > 0) return null;
  if (name === 'close-day') {
    return { name, day, rates: values.rate ?? [], carried: values.carry ?? [] };
  }
  if (name === 'open-items') return { name };
  if (name !== 'balances') return null;
  if (values.at === undefined) return { name, at: null };
  const at = Date.parse(values.at);
  return Number.isNaN(at) ? null : { name, at };
}

function coreCommand(
  [what, file, ...more]: readonly string[],
  day: string | null,
  here: (path: string) => string,
): LedgerCommand | null {
  if (what === 'import') {
    const isWhole = file !== undefined && more.length === 0 && day === null;
    return isWhole ? { name: 'core import', file: here(file) } : null;
  }
  if (file !== undefined) return null;
  if (what === 'journal') return { name: 'core journal', day };
  return what === 'balances' && day === null ? { name: 'core balances' } : null;
}
