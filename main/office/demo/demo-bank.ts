// The demonstration's bank: its own accounts and 480 customers' accounts in six currencies, as the
// account list that a bank would import.
import { exponentOf } from '../../domain/currencies.ts';
import { formatMinor } from '../../domain/money.ts';
import { chance } from './chance.ts';
import { demoIban, NAMED_CUSTOMERS } from './demo-files.ts';
import { customerName } from './demo-names.ts';

/** Customers in all, the named ones among them. */
export const DEMO_CUSTOMERS = 480;

/** The account number of the first customer. */
export const FIRST_NUMBER = 2001;

/** The companies whose files make the day, with what they need for it. */
export const DEMO_COMPANIES = {
  pensions: { account: 2009, name: 'Versorgungswerk Nord', balance: '21400000.00' },
  hospital: { account: 2010, name: 'Klinikum Elbtal', balance: '31200000.00' },
  housing: { account: 2011, name: 'Wohnbau Süd eG', balance: '6900000.00' },
  insurer: { account: 2012, name: 'Hanse Sachversicherung', balance: '9800000.00' },
  telecom: { account: 2013, name: 'Fernruf Mobil AG', balance: '1450000.00' },
  city: { account: 2014, name: 'Stadtkasse Marktheim', balance: '7600000.00' },
  wholesale: { account: 2015, name: 'Großhandel Petersen KG', balance: '8100000.00' },
  advisers: { account: 2016, name: 'Kanzlei Reuter & Ahn', balance: '2300000.00' },
  bakery: { account: 2017, name: 'Bäckerei Sonnenkorn', balance: '640000.00' },
  shipping: { account: 2018, name: 'Reederei Falkensund', balance: '9200000.00' },
  startup: { account: 2019, name: 'Lumen Fabrik UG', balance: '1800.00' },
  treasury: { account: 2020, name: 'Ostsee Kraftwerke AG', balance: '14800000.00' },
} as const;

export type DemoCompany = keyof typeof DEMO_COMPANIES;

/** Of every hundred other customers, how many keep their account in another currency. */
const FOREIGN = ['USD', 'USD', 'GBP', 'GBP', 'CHF', 'JPY', 'CNY'] as const;

/** Every fifty-third of the others may overdraw: nine in all. */
const OVERDRAFT_EVERY = 50;

const BANK_ROWS = [
  '1010,Central-bank settlement account,EUR,settlement,42000000.00,0',
  '1020,Instant settlement (prefunded),EUR,settlement,6000000.00,0',
  '1110,Nostro USD,USD,nostro,3500000.00,0',
  '1120,Nostro GBP,GBP,nostro,900000.00,0',
  '1130,Nostro JPY,JPY,nostro,180000000,0',
  '2900,Other customers,EUR,customer,45803897.64,0',
  '2950,Other customers,USD,customer,3350000.00,0',
] as const;

/** The currency of the account of the customer at `place`. */
export function currencyOf(place: number): string {
  return FOREIGN[chance('currency', place) % 100] ?? 'EUR';
}

function otherCustomer(place: number): string {
  const currency = currencyOf(place);
  const exponent = exponentOf(currency) ?? 2;
  const major = 400 + (chance('balance', place) % 38_000);
  const minor = BigInt(major) * 10n ** BigInt(exponent) + BigInt(exponent > 0 ? place % 100 : 0);
  const limit = place % OVERDRAFT_EVERY === 21 && currency === 'EUR' ? '2500.00' : '0';
  const balance = formatMinor({ minor, currency });
  const account = demoIban(FIRST_NUMBER + place);
  return `${account},${customerName(place)},${currency},customer,${balance},${limit}`;
}

/** The account list of the demo bank, as CSV text. */
export function demoAccounts(): string {
  const named = [...NAMED_CUSTOMERS, ...Object.values(DEMO_COMPANIES)];
  const rows = named.map(
    ({ account, name, balance }) => `${demoIban(account)},${name},EUR,customer,${balance},0`,
  );
  const others = Array.from({ length: DEMO_CUSTOMERS - named.length }, (_, index) =>
    otherCustomer(named.length + index),
  );
  const header = 'account,name,currency,kind,openingBalance,accountLimit';
  return `${[header, ...BANK_ROWS, ...rows, ...others].join('\n')}\n`;
}

/** The number of the account at `place` among the customers that are not companies of the day. */
export function privateAccount(place: number): { readonly name: string; readonly account: string } {
  const first = NAMED_CUSTOMERS.length + Object.keys(DEMO_COMPANIES).length;
  for (let tried = 0; ; tried += 1) {
    const at = first + ((place + tried) % (DEMO_CUSTOMERS - first));
    if (currencyOf(at) === 'EUR') {
      return { name: customerName(at), account: demoIban(FIRST_NUMBER + at) };
    }
  }
}
