// The payment files of the demo bank's day and of the days before it: who sends how many items of
// what sum, and the faults that are planted among them.
import type { BusinessDate } from '../../domain/dates.ts';
import { chance } from './chance.ts';
import { DEMO_COMPANIES, type DemoCompany, privateAccount } from './demo-bank.ts';
import { demoIban, payeeIban } from './demo-files.ts';
import { companyName, personName } from './demo-names.ts';
import type { DemoFile, DemoItem } from './pain001-text.ts';

export type FilePlan = {
  readonly company: DemoCompany;
  readonly messageId: string;
  readonly items: number;
  /** Minor units of EUR, all items together before any fault. */
  readonly sum: bigint;
  readonly remittance: string;
  readonly batchBooking?: boolean;
  /** Payees are companies; without it people. */
  readonly toCompanies?: boolean;
  /** Every so many items the payee banks with us. */
  readonly onUsEvery?: number;
  /** Every so many items the payee's account has two digits changed over: AC03, to repair. */
  readonly wrongAccountEvery?: number;
  /** These items are this dear, in minor units: above the review limit they wait for a person. */
  readonly dear?: readonly bigint[];
};

/** The items of a plan: amounts vary in pairs, so that they add up to the sum to the unit. */
function itemsOf(plan: FilePlan): readonly DemoItem[] {
  const { messageId, items: count, sum } = plan;
  const each = sum / BigInt(count);
  const items: DemoItem[] = [];
  for (let index = 0; index < count; index += 1) {
    const before = items[index - 1];
    const isSecond = index % 2 === 1 && before !== undefined;
    const weight = BigInt(40 + (chance(messageId, index) % 121));
    const minor = isSecond ? each * 2n - before.minor : (each * weight) / 100n;
    const isAlone = index === count - 1 && index % 2 === 0;
    items.push(itemOf(plan, index, isAlone ? each : minor));
  }
  return items;
}

function itemOf(plan: FilePlan, index: number, minor: bigint): DemoItem {
  const { messageId, remittance, onUsEvery = 0, wrongAccountEvery = 0, dear = [] } = plan;
  const place = chance('payee', messageId, index);
  const every = (step: number): boolean => step > 0 && index % step === step - 1;
  const own = every(onUsEvery) ? privateAccount(place) : null;
  const account = own?.account ?? payeeIban(place % 8_000_000);
  const name = plan.toCompanies === true ? companyName(place) : personName(place);
  return {
    id: `${messageId}-${index + 1}`,
    name: own?.name ?? name,
    account: every(wrongAccountEvery) ? `DE00${account.slice(4)}` : account,
    minor: dear[index] ?? minor,
    remittance: `${remittance} ${index + 1}`,
  };
}

/** The file of a plan. */
export function fileOf(plan: FilePlan): DemoFile {
  const { account, name } = DEMO_COMPANIES[plan.company];
  return {
    messageId: plan.messageId,
    debtor: { name, account: demoIban(account) },
    batchBooking: plan.batchBooking ?? false,
    items: itemsOf(plan),
  };
}

/** A file of an earlier day: one of four companies by turns, one item in ten of what they send. */
export function earlierFile(date: BusinessDate, items: number): FilePlan {
  const companies = ['city', 'insurer', 'wholesale', 'housing'] as const;
  const company = companies[chance('day', date) % companies.length] ?? 'city';
  return {
    company,
    messageId: `H-${date}`,
    items,
    sum: BigInt(items) * BigInt(6_000 + (chance('sum', date) % 9_000)),
    remittance: `Run ${date}`,
    toCompanies: company === 'wholesale',
    onUsEvery: 15,
    wrongAccountEvery: Math.max(30, Math.floor(items / 3)),
  };
}

const cents = (major: number): bigint => BigInt(major) * 100n;

/** The day's files of companies, by what they are called in the day's plan. */
export const DAY_FILES = {
  pensions: {
    company: 'pensions',
    messageId: 'VWN-2026-11',
    items: 9_690,
    sum: cents(14_200_000),
    remittance: 'Pension November 2026',
    batchBooking: true,
    onUsEvery: 60,
  },
  hospital: {
    company: 'hospital',
    messageId: 'KLE-SALARY-2026-11',
    items: 12_400,
    sum: cents(26_350_000),
    remittance: 'Gehalt November 2026',
    batchBooking: true,
  },
  suppliers: {
    company: 'shipping',
    messageId: 'RFS-48-SUPPLIERS',
    items: 640,
    sum: cents(2_150_000),
    remittance: 'Invoice RFS',
    toCompanies: true,
    wrongAccountEvery: 160,
  },
  housing: {
    company: 'housing',
    messageId: 'WBS-DEPOSITS-11',
    items: 3_100,
    sum: cents(2_480_000),
    remittance: 'Deposit returned',
    onUsEvery: 24,
    wrongAccountEvery: 775,
  },
  claims: {
    company: 'insurer',
    messageId: 'HSV-CLAIMS-331',
    items: 2_450,
    sum: cents(4_900_000),
    remittance: 'Claim',
    onUsEvery: 20,
    wrongAccountEvery: 490,
  },
  treasury: {
    company: 'treasury',
    messageId: 'OKW-FUNDING-26',
    items: 6,
    sum: cents(7_200_000),
    remittance: 'Funding leg',
    toCompanies: true,
    dear: [cents(1_350_000), cents(1_120_000), cents(84_000), cents(1_900_000), cents(1_040_000)],
  },
  startup: {
    company: 'startup',
    messageId: 'LUF-2026-11',
    items: 31,
    sum: cents(9_300),
    remittance: 'Freelance',
    onUsEvery: 10,
  },
  telecom: {
    company: 'telecom',
    messageId: 'FMA-REFUNDS-47',
    items: 1_900,
    sum: cents(142_500),
    remittance: 'Refund',
    onUsEvery: 12,
  },
  city: {
    company: 'city',
    messageId: 'SKM-GRANTS-11',
    items: 2_300,
    sum: cents(3_910_000),
    remittance: 'Grant',
    onUsEvery: 18,
    wrongAccountEvery: 460,
  },
  wholesale: {
    company: 'wholesale',
    messageId: 'GHP-11-26',
    items: 1_750,
    sum: cents(4_200_000),
    remittance: 'Goods',
    toCompanies: true,
    onUsEvery: 35,
  },
  advisers: {
    company: 'advisers',
    messageId: 'KRA-TAX-11',
    items: 1_200,
    sum: cents(1_260_000),
    remittance: 'Tax refund',
    onUsEvery: 40,
    wrongAccountEvery: 300,
  },
  bakery: {
    company: 'bakery',
    messageId: 'BSK-WAGES-11',
    items: 292,
    sum: cents(438_000),
    remittance: 'Lohn November',
    onUsEvery: 13,
  },
  late: {
    company: 'insurer',
    messageId: 'HSV-CLAIMS-332',
    items: 420,
    sum: cents(860_000),
    remittance: 'Claim',
    wrongAccountEvery: 2,
  },
} as const satisfies Record<string, FilePlan>;

export type DayFile = keyof typeof DAY_FILES;

/** The supplier file as it first came: its stated sum is wrong by a transposed digit. */
export function wrongSum(file: DemoFile): DemoFile {
  const sum = file.items.reduce((total, { minor }) => total + minor, 0n);
  return { ...file, statedSum: sum + 90_000n };
}

/** Brandt sends INV-1 a second time, in a file with two new invoices: the first is a repeat. */
export function repeatedInvoice(first: DemoFile): DemoFile {
  const [again] = first.items;
  const others = [177_500n, 64_990n].map((minor, index) => ({
    id: `INV-${6 + index}`,
    name: `Supplier ${6 + index}`,
    account: payeeIban(5100 + index),
    minor,
    remittance: `Invoice ${4716 + index}`,
  }));
  const items = again === undefined ? others : [{ ...again, id: 'INV-1-B' }, ...others];
  return { ...first, messageId: 'BRANDT-0816', items };
}

/** Orders for later days, which wait in the warehouse: one file per day. */
export function laterFile(date: BusinessDate, items: number): FilePlan {
  return {
    company: 'city',
    messageId: `SKM-DUE-${date}`,
    items,
    sum: BigInt(items) * 31_000n,
    remittance: `Due ${date}`,
    onUsEvery: 30,
  };
}
