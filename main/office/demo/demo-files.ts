// The demonstration's own files: customers of a made-up bank, Adler's payroll of 1,240 items with
// batch booking, Brandt's five invoices of which one payee account is wrong, and a machine of
// Greta's that is dear enough to be held.
import type { BusinessDate } from '../../domain/dates.ts';
import { ibanCheckDigits } from '../../domain/iban.ts';
import { type DemoFile, pain001Text } from './pain001-text.ts';

/** A bank code that no bank has been given. */
export const DEMO_BANK = '99999999';

/** The IBAN of the demo bank's account with this number. */
export function demoIban(account: number): string {
  const bban = `${DEMO_BANK}${String(account).padStart(10, '0')}`;
  return `DE${ibanCheckDigits('DE', bban)}${bban}`;
}

export const NAMED_CUSTOMERS = [
  { account: 2001, name: 'Adler Maschinenbau', balance: '1250000.00' },
  { account: 2002, name: 'Brandt & Co', balance: '48200.00' },
  { account: 2003, name: 'Chen Wei', balance: '9640.50' },
  { account: 2004, name: 'Dupont Importations', balance: '310000.00' },
  { account: 2005, name: 'Eva Lindqvist', balance: '2150.75' },
  { account: 2006, name: 'Ferrum Handels', balance: '75000.00' },
  { account: 2007, name: 'Greta Anlagenbau', balance: '3200000.00' },
  { account: 2008, name: 'Hafen Logistik', balance: '640000.00' },
] as const;

const PAYROLL_ITEMS = 1240;
/** Scenario 7: 982,417.60 in 1,240 items. */
const PAYROLL_SUM = 98_241_760n;

export function payroll(): DemoFile {
  const each = PAYROLL_SUM / BigInt(PAYROLL_ITEMS);
  const items = Array.from({ length: PAYROLL_ITEMS }, (_, index) => ({
    id: `SAL-${String(index + 1).padStart(4, '0')}`,
    name: `Employee ${index + 1}`,
    account: payeeIban(index),
    minor: index === 0 ? PAYROLL_SUM - each * BigInt(PAYROLL_ITEMS - 1) : each,
    remittance: 'Salary November 2026',
  }));
  const debtor = { name: 'Adler Maschinenbau', account: demoIban(2001) };
  return { messageId: 'ADLER-2026-11-SALARY', debtor, batchBooking: true, items };
}

/** Accounts at another bank, whose code nobody was given either. */
export function payeeIban(index: number): string {
  const bban = `99999998${String(1_000_000 + index).padStart(10, '0')}`;
  return `DE${ibanCheckDigits('DE', bban)}${bban}`;
}

export function invoices(): DemoFile {
  const amounts = [100_000n, 200_000n, 300_000n, 150_000n, 250_000n];
  const items = amounts.map((minor, index) => ({
    id: `INV-${index + 1}`,
    name: index === 4 ? 'Ferrum Handels' : `Supplier ${index + 1}`,
    account: index === 4 ? demoIban(2006) : payeeIban(5000 + index),
    minor,
    remittance: `Invoice ${4711 + index}`,
  }));
  // The third account has two digits changed over: it goes to repair with AC03.
  const wrong = items.map((item, index) =>
    index === 2 ? { ...item, account: `DE00${item.account.slice(4)}` } : item,
  );
  const debtor = { name: 'Brandt & Co', account: demoIban(2002) };
  return { messageId: 'BRANDT-0815', debtor, batchBooking: false, items: wrong };
}

/** One payment above the review limit: a rule holds it until a person has decided. */
export function machine(): DemoFile {
  const item = {
    id: 'PO-77120',
    name: 'Werkzeug & Sohn',
    account: payeeIban(7000),
    minor: 120_000_000n,
    remittance: 'Milling machine, final instalment',
  };
  const debtor = { name: 'Greta Anlagenbau', account: demoIban(2007) };
  return { messageId: 'GRETA-77120', debtor, batchBooking: false, items: [item] };
}

/**
 * The account list and the payment files to be executed on `date`, as text; `held` is the one of
 * which a payment waits for a person's decision.
 */
export function demoFiles(date: BusinessDate) {
  const rows = NAMED_CUSTOMERS.map(
    ({ account, name, balance }) => `${demoIban(account)},${name},EUR,customer,${balance},0`,
  );
  const header = 'account,name,currency,kind,openingBalance,accountLimit';
  const bank = '1010,Central-bank settlement account,EUR,settlement,42000000.00,0';
  return {
    accounts: `${[header, bank, ...rows].join('\n')}\n`,
    payments: [
      { name: 'payroll.xml', text: pain001Text(payroll(), date) },
      { name: 'invoices.xml', text: pain001Text(invoices(), date) },
    ],
    held: { name: 'machine.xml', text: pain001Text(machine(), date) },
  };
}
