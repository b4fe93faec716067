// Policy as data with defaults: what the bank decided, not what the code decided. Values set in a
// book are text, read here; a value that cannot be read is refused when it is set.
import { feedAddress } from './feed-address.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';
import { RETENTION_CLASSES, type RetentionClass } from './retention.ts';

/** What becomes of a payment while the balances of the core-banking system are too old. */
export const STALE_RULES = ['show', 'hold', 'refuse'] as const;
export type StaleRule = (typeof STALE_RULES)[number];

export type Policy = {
  /**
   * A single payment above this many minor units, per currency, waits for a person (`in_review`).
   * A currency that is not named has no limit.
   */
  readonly reviewAbove: ReadonlyMap<string, bigint>;
  /** A single payment above this many minor units is declined by the rail's own limit (AM02). */
  readonly railLimit: ReadonlyMap<string, bigint>;
  /**
   * A single payment above this many minor units, per currency, is let go by one person beside its
   * makers; above `secondAuthorityLimit` by two. A currency that is not named has no limit.
   */
  readonly authorityLimit: ReadonlyMap<string, bigint>;
  readonly secondAuthorityLimit: ReadonlyMap<string, bigint>;
  /**
   * A single payment more than so many standard deviations above what its payer usually pays waits
   * for a person; 0: none does.
   */
  readonly unusualDeviations: number;
  /** How long a repeat of debtor, payee, amount and remittance is suspected (AM05), in days. */
  readonly duplicateWindowDays: number;
  /** A requested execution date in the past moves to the next business day, or is refused DT01. */
  readonly pastExecutionDate: 'move' | 'refuse';
  /** Batch booking where the file leaves it to the agreement. */
  readonly batchBookingDefault: boolean;
  /** When a rail takes nothing more for the day: `HH:MM` on the bank's wall, per rail. */
  readonly cutOff: ReadonlyMap<string, string>;
  /** Fee per item of a payment file, in minor units, per account currency; none elsewhere. */
  readonly fileItemFee: ReadonlyMap<string, bigint>;
  /** A difference above this many minor units, per currency, is written off by two persons. */
  readonly writeOffLimit: ReadonlyMap<string, bigint>;
  /** How long each class of personal data is kept, in full calendar years after the last year. */
  readonly retentionYears: ReadonlyMap<RetentionClass, number>;
  /** Seconds without a key or the pointer after which a seat is locked (PCI DSS 8.2.8: 900 at most). */
  readonly idleLockSeconds: number;
  /** Seconds for which a credential that was given again counts for what is grave. */
  readonly stepUpSeconds: number;
  /** Business days after which the balances taken in from the core-banking system are stale. */
  readonly coreBalancesStaleAfter: number;
  /** Funds control on stale balances: go on and show it, hold for a person, or refuse. */
  readonly coreBalancesStale: StaleRule;
  /** Days for which a changed account of a beneficiary is not paid without a person's word. */
  readonly beneficiaryCoolOffDays: number;
  /** What becomes of a payment by an entry of a directory, or a directory, that is past its date. */
  readonly directoryExpired: StaleRule;
  /** The same where a directory does not know the payee's bank, or says another than the order. */
  readonly directoryDiffers: StaleRule;
  /** The same where the scheme of the payment's currency does not reach the payee's bank. */
  readonly bankNotReachable: StaleRule;
  /** The scheme by which payments of a currency leave, as directories name it; '' asks for none. */
  readonly railScheme: ReadonlyMap<string, string>;
  /** Whether two others may let happen what waits for a signature that nobody there can give. */
  readonly emergencyOverride: 'off' | 'on';
  /** Where a person who checks for an update is answered from, an https address; null: nowhere. */
  readonly updateFeed: string | null;
};

/** The defaults, with the tariff of the demo bank (domain.md §2: file item 0.05, on us none). */
export const DEFAULT_POLICY: Policy = {
  reviewAbove: new Map([
    ['EUR', 100_000_000n],
    ['USD', 100_000_000n],
    ['GBP', 100_000_000n],
    ['CHF', 100_000_000n],
    ['JPY', 150_000_000n],
    ['CNY', 700_000_000n],
  ]),
  railLimit: new Map([['EUR', 99_999_999_999n]]),
  // Ten times what a rule holds: a person has decided before another one signs.
  authorityLimit: new Map([
    ['EUR', 1_000_000_000n],
    ['USD', 1_000_000_000n],
    ['GBP', 1_000_000_000n],
    ['CHF', 1_000_000_000n],
    ['JPY', 1_500_000_000n],
    ['CNY', 7_000_000_000n],
  ]),
  secondAuthorityLimit: new Map([
    ['EUR', 10_000_000_000n],
    ['USD', 10_000_000_000n],
    ['GBP', 10_000_000_000n],
    ['CHF', 10_000_000_000n],
    ['JPY', 15_000_000_000n],
    ['CNY', 70_000_000_000n],
  ]),
  unusualDeviations: 0,
  duplicateWindowDays: 14,
  pastExecutionDate: 'move',
  batchBookingDefault: false,
  cutOff: new Map([['batch', '17:00']]),
  fileItemFee: new Map([['EUR', 5n]]),
  writeOffLimit: new Map([['EUR', 10_000n]]),
  retentionYears: new Map([
    ['payment_data', 10],
    ['account_data', 10],
    ['staff_data', 10],
  ]),
  idleLockSeconds: 900,
  stepUpSeconds: 300,
  coreBalancesStaleAfter: 1,
  coreBalancesStale: 'show',
  beneficiaryCoolOffDays: 3,
  directoryExpired: 'hold',
  directoryDiffers: 'hold',
  bankNotReachable: 'refuse',
  railScheme: new Map([['EUR', 'SCT']]),
  emergencyOverride: 'off',
  updateFeed: null,
};

const AMOUNT_FIELDS = [
  'reviewAbove',
  'railLimit',
  'authorityLimit',
  'secondAuthorityLimit',
  'fileItemFee',
  'writeOffLimit',
] as const;

function isAmountField(field: string): field is (typeof AMOUNT_FIELDS)[number] {
  return AMOUNT_FIELDS.some((each) => each === field);
}

/** The least and the most of each setting that is a whole number. */
const WHOLE_FIELDS = {
  unusualDeviations: [0, 100],
  duplicateWindowDays: [0, 999],
  idleLockSeconds: [30, 900],
  stepUpSeconds: [0, 3600],
  coreBalancesStaleAfter: [0, 365],
  beneficiaryCoolOffDays: [0, 30],
} as const;

function isWholeField(field: string): field is keyof typeof WHOLE_FIELDS {
  return Object.hasOwn(WHOLE_FIELDS, field);
}

/** What each setting that is a choice may be. */
const CHOICE_FIELDS = {
  pastExecutionDate: ['move', 'refuse'],
  coreBalancesStale: STALE_RULES,
  directoryExpired: STALE_RULES,
  directoryDiffers: STALE_RULES,
  bankNotReachable: STALE_RULES,
  emergencyOverride: ['off', 'on'],
} as const;

function isChoiceField(field: string): field is keyof typeof CHOICE_FIELDS {
  return Object.hasOwn(CHOICE_FIELDS, field);
}

export type PolicyRefusal = Refusal<'policy_unknown' | 'policy_value_invalid'>;

/**
 * `base` with one value replaced. Names are those of {@link Policy}; the per-currency ones carry
 * the currency after a colon (`reviewAbove:EUR`) and take minor units, `retentionYears` a class
 * (`retentionYears:payment_data`), `cutOff:batch` takes `HH:MM`,
 * `unusualDeviations` 0 to 100, `idleLockSeconds` 30 to 900, `stepUpSeconds` 0 to 3600, `coreBalancesStaleAfter` 0 to 365,
 * `beneficiaryCoolOffDays` 0 to 30, `coreBalancesStale`, `directoryExpired`, `directoryDiffers` and
 * `bankNotReachable` one of {@link STALE_RULES}, `railScheme:EUR` a scheme's code or `off`,
 * `emergencyOverride` `on` or `off`, `updateFeed` an https address or `off`. Refuses `policy_unknown`, then `policy_value_invalid`.
 */
export function withPolicy(
  base: Policy,
  name: string,
  value: string,
): Result<Policy, PolicyRefusal> {
  const [field, currency] = name.split(':');
  const invalid = refuse({ code: 'policy_value_invalid', name, value });
  if (field !== undefined && isAmountField(field)) {
    if (currency === undefined || !/^\d{1,18}$/.test(value)) return invalid;
    return ok({ ...base, [field]: new Map(base[field]).set(currency, BigInt(value)) });
  }
  if (field === 'retentionYears') {
    const known = RETENTION_CLASSES.find((each) => each === currency);
    if (known === undefined || !/^\d{1,2}$/.test(value)) return invalid;
    return ok({
      ...base,
      retentionYears: new Map(base.retentionYears).set(known, Number(value)),
    });
  }
  if (field === 'cutOff') {
    if (currency === undefined || !/^([01]\d|2[0-3]):[0-5]\d$/.test(value)) return invalid;
    return ok({ ...base, cutOff: new Map(base.cutOff).set(currency, value) });
  }
  if (field === 'railScheme') {
    if (currency === undefined || !/^([A-Z0-9]{1,20}|off)$/.test(value)) return invalid;
    const scheme = value === 'off' ? '' : value;
    return ok({ ...base, railScheme: new Map(base.railScheme).set(currency, scheme) });
  }
  if (field !== undefined && isWholeField(field)) {
    const [least, most] = WHOLE_FIELDS[field];
    const read = /^\d{1,4}$/.test(value) ? Number(value) : -1;
    return read < least || read > most ? invalid : ok({ ...base, [field]: read });
  }
  if (field !== undefined && isChoiceField(field)) {
    const isOne = CHOICE_FIELDS[field].some((each) => each === value);
    return isOne ? ok({ ...base, [field]: value }) : invalid;
  }
  if (field === 'batchBookingDefault') {
    if (value !== 'true' && value !== 'false') return invalid;
    return ok({ ...base, batchBookingDefault: value === 'true' });
  }
  if (field === 'updateFeed') {
    const updateFeed = value === 'off' ? null : feedAddress(value);
    return updateFeed === null && value !== 'off' ? invalid : ok({ ...base, updateFeed });
  }
  return refuse({ code: 'policy_unknown', name });
}

/** The policy in force: the defaults with every value set in the book, in the order of setting. */
export function policyFrom(values: ReadonlyMap<string, string>): Policy {
  let policy = DEFAULT_POLICY;
  for (const [name, value] of values) {
    const changed = withPolicy(policy, name, value);
    if (changed.ok) policy = changed.value;
  }
  return policy;
}

/** Every value of a policy under the name by which it is set, in the order of {@link Policy}. */
export function policyValues(policy: Policy): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [field, value] of Object.entries(policy)) {
    if (value instanceof Map) {
      for (const [part, each] of value) values.set(`${field}:${part}`, String(each) || 'off');
    } else {
      values.set(field, value === null ? 'off' : String(value));
    }
  }
  return values;
}
