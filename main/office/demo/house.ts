// The demonstration's clearing house: fourteen participants in four currencies, one of them without
// minor units and one with three digits of them, and what they send each other in a cycle.

import { known } from '../../domain/assert.ts';
import { PARTICIPANT_ACCOUNTS } from '../../domain/chart-of-accounts.ts';
import type { BusinessDate } from '../../domain/dates.ts';
import { formatMinor } from '../../domain/money.ts';
import { chance } from './chance.ts';
import { DEMO_MEMBERS } from './demo-master.ts';

/** One of the house's currencies. `unit` is the hundredth of a middling item, in minor units. */
type HouseCurrency = {
  readonly currency: string;
  readonly members: readonly string[];
  readonly unit: bigint;
  /** Items of a cycle of a full day. */
  readonly items: number;
};

/** The participants of EUR: the one whose cover is thin comes last, and sends only what is planted. */
const SHORT = 'IBERESM0XXX';
const EVERYBODY = DEMO_MEMBERS.map(({ bic }) => bic).filter((bic) => bic !== SHORT);

export const HOUSE_CURRENCIES: readonly HouseCurrency[] = [
  { currency: 'EUR', members: EVERYBODY, unit: 1_000_000n, items: 96 },
  {
    currency: 'CNY',
    members: ['HANJCNB0XXX', 'JADEHKH0XXX', 'EDELDEF0XXX', 'BRISGB20XXX', 'MANHUS30XXX'],
    unit: 7_500_000n,
    items: 24,
  },
  {
    currency: 'JPY',
    members: ['KYOTJPJ0XXX', 'MANHUS30XXX', 'EDELDEF0XXX', 'JADEHKH0XXX'],
    unit: 1_600_000n,
    items: 16,
  },
  {
    currency: 'KWD',
    members: ['GENVCHZ0XXX', 'BRISGB20XXX', 'MANHUS30XXX'],
    unit: 3_300_000n,
    items: 9,
  },
];

/** What a participant may owe, and what it holds for that: in units of its currency. */
const CAP = 4_000n;
const COVER = 12_000n;
const THIN_COVER = 300n;

/** One item from participant to participant; `minor` units of its currency. */
export type HouseItem = {
  readonly from: string;
  readonly to: string;
  readonly minor: bigint;
  readonly currency: string;
};

/** The account list of the clearing house, as CSV text. */
export function houseAccounts(): string {
  const rows = HOUSE_CURRENCIES.flatMap(({ currency, members, unit }) => {
    const own = currency === 'EUR' ? [...members, SHORT] : members;
    const covers = own.map((bic) => unit * (bic === SHORT ? THIN_COVER : COVER));
    const amount = (minor: bigint): string => formatMinor({ minor, currency });
    const held = amount(covers.reduce((sum, each) => sum + each, 0n));
    return [
      `1010,Central-bank settlement account,${currency},settlement,${held},0`,
      ...own.flatMap((bic, place) => {
        const name = DEMO_MEMBERS.find((member) => member.bic === bic)?.name ?? bic;
        const { position, settlement } = PARTICIPANT_ACCOUNTS;
        const cover = amount(covers[place] ?? 0n);
        return [
          `${position}/${bic},${name},${currency},participant_position,0,${amount(unit * CAP)}`,
          `${settlement}/${bic},${name},${currency},participant_settlement,${cover},0`,
        ];
      }),
    ];
  });
  const header = 'account,name,currency,kind,openingBalance,accountLimit';
  return `${[header, ...rows].join('\n')}\n`;
}

/** What is sent in a cycle of a day, the same again for the same words; one in `thin` items of it. */
export function houseItems(date: BusinessDate, cycle: number, thin = 1): readonly HouseItem[] {
  return HOUSE_CURRENCIES.flatMap(({ currency, members, unit, items }) =>
    Array.from({ length: Math.max(2, Math.floor(items / thin)) }, (_, place) => {
      const words = [currency, date, cycle, place] as const;
      const payer = chance('payer', ...words) % members.length;
      // Never the payer itself: some of the places after it.
      const payee =
        (payer + 1 + (chance('payee', ...words) % (members.length - 1))) % members.length;
      const weight = BigInt(20 + (chance('weight', ...words) % 161));
      return {
        from: memberAt(members, payer),
        to: memberAt(members, payee),
        minor: unit * weight + BigInt(chance('rest', ...words) % 1_000),
        currency,
      };
    }),
  );
}

function memberAt(members: readonly string[], place: number): string {
  return known(members[place], 'the place is one of the members');
}

const EUR_UNIT = 1_000_000n;

/** Delta comes close to its cap, and its next item would go beyond it. */
export const NEAR_ITS_CAP: readonly HouseItem[] = [1_600n, 1_750n].map((units) => ({
  from: 'DELTNL20XXX',
  to: 'FJORNOK0XXX',
  minor: EUR_UNIT * units,
  currency: 'EUR',
}));

export const BEYOND_ITS_CAP: HouseItem = {
  from: 'DELTNL20XXX',
  to: 'NORDSES0XXX',
  minor: EUR_UNIT * 9_999n,
  currency: 'EUR',
};

/** Ibero owes more than its cover: the cycle waits until its funds have come in. */
export const BEYOND_ITS_COVER: readonly HouseItem[] = [
  'ALPNATW0XXX',
  'CIELFRP0XXX',
  'LAGOITM0XXX',
  'GENVCHZ0XXX',
].map((to, place) => ({
  from: SHORT,
  to,
  minor: EUR_UNIT * BigInt(150 + 20 * place),
  currency: 'EUR',
}));

/** What Ibero brings in then. */
export const FUNDS_IN = { participant: SHORT, minor: EUR_UNIT * 900n, currency: 'EUR' } as const;
