// Which bank a payment goes to, and what the directories of banks and of national codes say against
// it: past their dates, unknown, at odds with each other, or out of the scheme's reach.
import { sameBic } from './bic.ts';
import type { BusinessDate } from './dates.ts';
import type { CreditTransfer } from './payment.ts';
import type { Policy } from './policy.ts';

/** An entry of the directory of banks. */
export type ListedBank = {
  readonly bic: string;
  readonly name: string;
  readonly schemes: readonly string[];
  readonly validUntil: BusinessDate | null;
};

/** An entry of the national codes: the bank it names, where it says so. */
export type ListedCode = { readonly bic: string | null; readonly validUntil: BusinessDate | null };

/** National code systems, by the names that their records have. */
export const CODE_SYSTEMS = [
  'DEBLZ',
  'USABA',
  'GBDSC',
  'CHBCC',
  'CNAPS',
  'ATBLZ',
  'INFSC',
] as const;
export type CodeSystem = (typeof CODE_SYSTEMS)[number];

/** What the book holds of other banks on a day. A directory that is not held says nothing. */
export type BankDirectories = {
  readonly holdsBanks: boolean;
  readonly holdsCodes: (system: CodeSystem) => boolean;
  /** The entry of this BIC, else of its head office. */
  readonly bank: (bic: string) => ListedBank | null;
  readonly code: (system: CodeSystem, code: string) => ListedCode | null;
  /** The day after which the directory itself is out of date; null: it names none. */
  readonly banksValidUntil: BusinessDate | null;
  readonly codesValidUntil: BusinessDate | null;
};

/** ISO 20022 external status reason of everything that can be wrong, and the policy it falls under. */
const PROBLEMS = {
  code_directory_outdated: { reasonCode: 'RC10', rule: 'directoryExpired' },
  creditor_bank_code_unknown: { reasonCode: 'RC10', rule: 'directoryDiffers' },
  creditor_bank_code_expired: { reasonCode: 'RC10', rule: 'directoryExpired' },
  creditor_bank_differs: { reasonCode: 'AGNT', rule: 'directoryDiffers' },
  bank_directory_outdated: { reasonCode: 'RC01', rule: 'directoryExpired' },
  creditor_bank_unknown: { reasonCode: 'RC07', rule: 'directoryDiffers' },
  creditor_bank_expired: { reasonCode: 'RC01', rule: 'directoryExpired' },
  creditor_bank_not_reachable: { reasonCode: 'CNOR', rule: 'bankNotReachable' },
} as const satisfies {
  readonly [code: string]: {
    readonly reasonCode: string;
    readonly rule: 'directoryExpired' | 'directoryDiffers' | 'bankNotReachable';
  };
};
export type BankProblem = keyof typeof PROBLEMS;
export const BANK_PROBLEMS = Object.keys(PROBLEMS).filter(isBankProblem);

function isBankProblem(code: string): code is BankProblem {
  return Object.hasOwn(PROBLEMS, code);
}

/** How the bank is known: stated in the order, named by a national code, or by that in the IBAN. */
export type BankSource = 'stated' | 'code' | 'iban';

/** The bank a payment goes to; everything is null where nothing says it. */
export type PayeeBank = {
  readonly bic: string | null;
  readonly source: BankSource | null;
  readonly listed: ListedBank | null;
  readonly problem: BankProblem | null;
};

/** What of a transfer says whose bank it goes to. */
export type ToBank = Pick<
  CreditTransfer,
  'amount' | 'creditorAccount' | 'creditorAccountIsIban' | 'creditorAgent' | 'creditorAgentIsBic'
>;

/** Where in an IBAN a national code of a system that we keep stands. */
const CODES_IN_IBANS: { readonly [country: string]: readonly [CodeSystem, number, number] } = {
  DE: ['DEBLZ', 4, 12],
  AT: ['ATBLZ', 4, 9],
  CH: ['CHBCC', 4, 9],
  LI: ['CHBCC', 4, 9],
  GB: ['GBDSC', 8, 14],
};

/**
 * The bank that `transfer` goes to and the first thing that is wrong about it on `day`, in the order
 * of the table above: the national code first, for it may name the bank, then the bank, last whether
 * `scheme` reaches it ('' asks for none).
 */
export function payeeBank(
  transfer: ToBank,
  directories: BankDirectories,
  day: BusinessDate,
  scheme: string,
): PayeeBank {
  const { creditorAgent, creditorAgentIsBic } = transfer;
  const stated = creditorAgentIsBic ? creditorAgent : null;
  const coded = bankByCode(transfer, directories, day);
  const bic = stated ?? coded?.bic ?? null;
  const source = stated !== null ? 'stated' : bic === null ? null : (coded?.source ?? null);
  const listed = bic === null ? null : directories.bank(bic);
  const differs = stated !== null && coded?.bic != null && !sameInstitution(stated, coded.bic);
  const problem =
    coded?.problem ??
    (differs ? 'creditor_bank_differs' : null) ??
    (bic === null ? null : bankProblem(listed, directories, day, scheme));
  return { bic, source, listed, problem };
}

type Coded = {
  readonly bic: string | null;
  readonly source: BankSource;
  readonly problem: BankProblem | null;
};

/** What the national code of a transfer names; null where it has none that we keep a list of. */
function bankByCode(
  transfer: ToBank,
  directories: BankDirectories,
  day: BusinessDate,
): Coded | null {
  const { creditorAccount: account, creditorAgent, creditorAgentIsBic } = transfer;
  if (creditorAgent !== null && !creditorAgentIsBic) {
    const held = CODE_SYSTEMS.filter((system) => directories.holdsCodes(system));
    if (held.length === 0) return null;
    // The order does not say whose code it is: each list that is held is asked.
    const entries = held.map((system) => directories.code(system, creditorAgent));
    return codedBy(entries.find((entry) => entry !== null) ?? null, 'code', directories, day);
  }
  if (account === null || !transfer.creditorAccountIsIban) return null;
  const place = CODES_IN_IBANS[account.slice(0, 2)];
  if (place === undefined) return null;
  const [system, start, end] = place;
  if (!directories.holdsCodes(system)) return null;
  return codedBy(directories.code(system, account.slice(start, end)), 'iban', directories, day);
}

function codedBy(
  entry: ListedCode | null,
  source: BankSource,
  { codesValidUntil }: BankDirectories,
  day: BusinessDate,
): Coded {
  const bic = entry?.bic ?? null;
  if (codesValidUntil !== null && codesValidUntil < day) {
    return { bic, source, problem: 'code_directory_outdated' };
  }
  if (entry === null) return { bic, source, problem: 'creditor_bank_code_unknown' };
  const isExpired = entry.validUntil !== null && entry.validUntil < day;
  return { bic, source, problem: isExpired ? 'creditor_bank_code_expired' : null };
}

function bankProblem(
  listed: ListedBank | null,
  { holdsBanks, banksValidUntil }: BankDirectories,
  day: BusinessDate,
  scheme: string,
): BankProblem | null {
  if (!holdsBanks) return null;
  if (banksValidUntil !== null && banksValidUntil < day) return 'bank_directory_outdated';
  if (listed === null) return 'creditor_bank_unknown';
  if (listed.validUntil !== null && listed.validUntil < day) return 'creditor_bank_expired';
  if (scheme === '' || listed.schemes.includes(scheme)) return null;
  return 'creditor_bank_not_reachable';
}

/** Branches of one institution in one place share their first eight characters (ISO 9362). */
function sameInstitution(one: string, other: string): boolean {
  return sameBic(one.slice(0, 8), other.slice(0, 8));
}

/** What the policy makes of a problem: null lets the payment go on and only shows it. */
export function bankVerdict(
  problem: BankProblem,
  policy: Pick<Policy, 'directoryExpired' | 'directoryDiffers' | 'bankNotReachable'>,
): { readonly outcome: 'review' | 'decline'; readonly reasonCode: string } | null {
  const { reasonCode, rule } = PROBLEMS[problem];
  const asked = policy[rule];
  if (asked === 'show') return null;
  return { outcome: asked === 'hold' ? 'review' : 'decline', reasonCode };
}
