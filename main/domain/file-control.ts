// How much of a payment file falls with what is wrong in it: what its ordering party has agreed on
// (domain.md §3: "a wrong payment information block kills that block, others live, by agreement").

/**
 * The largest unit that falls with a mistake in it. `file`: the whole file is refused;
 * `paymentInformation`: the block is rejected and the others live; `item`: the item waits in repair.
 */
export const CONTROL_LEVELS = ['file', 'paymentInformation', 'item'] as const;
export type ControlLevel = (typeof CONTROL_LEVELS)[number];

/** Who may sign for an account, and how many of them must. */
export type Signers = { readonly signatories: readonly string[]; readonly needed: 1 | 2 };

export type ControlTerms = {
  /** Null: nothing was agreed. Totals that differ refuse the file then, and an item is repaired. */
  readonly controlLevel: ControlLevel | null;
  /** Null: the file need not name who signed it. */
  readonly signers: Signers | null;
};

/** What is wrong; `code` is a problem's or `signatures_missing`, `signer_not_of_account`. */
export type Mistake = { readonly code: string; readonly reasonCode: string | null };

/** What control reads of one payment information. */
export type ControlledBlock = {
  /** 0-based position in the file, and the line at which it begins. */
  readonly ordinal: number;
  readonly line: number;
  readonly debtorAccount: string;
  /** Its stated count or sum is not what was counted. */
  readonly totals: Mistake | null;
  /** The first thing wrong with it or with one of its items that would wait in repair. */
  readonly fault: Mistake | null;
};

/** The payment informations a file may have where an agreement of the book is to be kept. */
export const CONTROLLED_BLOCKS_MAX = 10_000;

/** A payment information that is not taken, or takes the file with it, and why. */
export type Fall = {
  readonly ordinal: number;
  readonly line: number;
  readonly unit: 'file' | 'paymentInformation';
  readonly mistake: Mistake;
};

/**
 * What falls of a file that names `signedBy`: per payment information its totals are looked at
 * first, then its signatures, then its items. Control of single items makes nothing fall but what no
 * item can answer for: a total, a signature.
 */
export function fallsOf(
  blocks: readonly ControlledBlock[],
  termsOf: (debtorAccount: string) => ControlTerms,
  signedBy: readonly string[],
): readonly Fall[] {
  return blocks.flatMap(({ ordinal, line, debtorAccount, totals, fault }) => {
    const { controlLevel, signers } = termsOf(debtorAccount);
    const mistake = totals ?? signatureMistake(signers, signedBy);
    const isWhole = controlLevel === null || controlLevel === 'file';
    if (mistake !== null) {
      return [{ ordinal, line, unit: isWhole ? 'file' : 'paymentInformation', mistake }];
    }
    if (fault === null || controlLevel === null || controlLevel === 'item') return [];
    return [{ ordinal, line, unit: controlLevel, mistake: fault }];
  });
}

/** DS0H: none of those who signed may; DS0A: too few of those who may have. */
function signatureMistake(signers: Signers | null, signedBy: readonly string[]): Mistake | null {
  if (signers === null) return null;
  const { signatories, needed } = signers;
  const signed = new Set(signedBy.filter((each) => signatories.includes(each)));
  if (signed.size >= needed) return null;
  return signed.size === 0 && signedBy.length > 0
    ? { code: 'signer_not_of_account', reasonCode: 'DS0H' }
    : { code: 'signatures_missing', reasonCode: 'DS0A' };
}

/** What the payments of a fallen payment information are rejected with, where they are right. */
export type Fallen = { readonly reasonCode: string; readonly reason: string };

/** Every reason that a payment of a fallen payment information may have for no fault of its own. */
export const FALLEN_REASONS = [
  'number_of_transactions_does_not_match',
  'control_sum_does_not_match',
  'signatures_missing',
  'signer_not_of_account',
  'other_item_of_block_wrong',
] as const;

/** A right payment beside a wrong one is told so: that one's code would be untrue of it. */
export function fallenFor({ code, reasonCode }: Mistake): Fallen {
  const isOfBlock = FALLEN_REASONS.some((each) => each === code);
  return isOfBlock && reasonCode !== null
    ? { reasonCode, reason: code }
    : { reasonCode: 'NARR', reason: 'other_item_of_block_wrong' };
}

/** The fallen payment informations as they are kept with their batch: `3:AM20:code 7:NARR:code`. */
export function writeFallen(falls: readonly Fall[]): string {
  return falls
    .filter(({ unit }) => unit === 'paymentInformation')
    .map(({ ordinal, mistake }) => {
      const { reasonCode, reason } = fallenFor(mistake);
      return `${ordinal}:${reasonCode}:${reason}`;
    })
    .join(' ');
}

/** What {@link writeFallen} wrote, by ordinal. */
export function readFallen(text: string): ReadonlyMap<number, Fallen> {
  const fallen = new Map<number, Fallen>();
  for (const each of text === '' ? [] : text.split(' ')) {
    const [ordinal, reasonCode = '', reason = ''] = each.split(':');
    fallen.set(Number(ordinal), { reasonCode, reason });
  }
  return fallen;
}

/** Those who a file says have signed it: codes between spaces, commas or semicolons, once each. */
export function signersIn(text: string | null): readonly string[] {
  const codes = (text ?? '').split(/[\s,;]+/);
  return [...new Set(codes.filter((code) => code !== ''))];
}
