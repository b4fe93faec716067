// The demonstration's own files: customers of a made-up bank, Adler's payroll of 1,240 items with
// batch booking, Brandt's five invoices of which one payee account is wrong, and a machine of
// Greta's that is dear enough to be held.
import type { BusinessDate } from '../domain/dates.ts';
import { ibanCheckDigits } from '../domain/iban.ts';
import { formatMinor } from '../domain/money.ts';

/** A bank code that no bank has been given. */
const DEMO_BANK = '99999999';

function iban(account: number): string {
  const bban = `${DEMO_BANK}${String(account).padStart(10, '0')}`;
  return `DE${ibanCheckDigits('DE', bban)}${bban}`;
}

const CUSTOMERS = [
  { account: 2001, name: 'Adler Maschinenbau', balance: '1250000.00' },
  { account: 2002, name: 'Brandt & Co', balance: '48200.00' },
  { account: 2003, name: 'Chen Wei', balance: '9640.50' },
  { account: 2004, name: 'Dupont Importations', balance: '310000.00' },
  { account: 2005, name: 'Eva Lindqvist', balance: '2150.75' },
  { account: 2006, name: 'Ferrum Handels', balance: '75000.00' },
  { account: 2007, name: 'Greta Anlagenbau', balance: '3200000.00' },
  { account: 2008, name: 'Hafen Logistik', balance: '640000.00' },
] as const;

type Item = {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly minor: bigint;
  readonly remittance: string;
};

type File = {
  readonly messageId: string;
  readonly debtor: { readonly name: string; readonly account: string };
  readonly batchBooking: boolean;
  readonly items: readonly Item[];
};

const PAYROLL_ITEMS = 1240;
/** Scenario 7: 982,417.60 in 1,240 items. */
const PAYROLL_SUM = 98_241_760n;

function payroll(): File {
  const each = PAYROLL_SUM / BigInt(PAYROLL_ITEMS);
  const items = Array.from({ length: PAYROLL_ITEMS }, (_, index) => ({
    id: `SAL-${String(index + 1).padStart(4, '0')}`,
    name: `Employee ${index + 1}`,
    account: payeeIban(index),
    minor: index === 0 ? PAYROLL_SUM - each * BigInt(PAYROLL_ITEMS - 1) : each,
    remittance: 'Salary November 2026',
  }));
  const debtor = { name: 'Adler Maschinenbau', account: iban(2001) };
  return { messageId: 'ADLER-2026-11-SALARY', debtor, batchBooking: true, items };
}

/** Accounts at another bank, whose code nobody was given either. */
function payeeIban(index: number): string {
  const bban = `99999998${String(1_000_000 + index).padStart(10, '0')}`;
  return `DE${ibanCheckDigits('DE', bban)}${bban}`;
}

function invoices(): File {
  const amounts = [100_000n, 200_000n, 300_000n, 150_000n, 250_000n];
  const items = amounts.map((minor, index) => ({
    id: `INV-${index + 1}`,
    name: index === 4 ? 'Ferrum Handels' : `Supplier ${index + 1}`,
    account: index === 4 ? iban(2006) : payeeIban(5000 + index),
    minor,
    remittance: `Invoice ${4711 + index}`,
  }));
  // The third account has two digits changed over: it goes to repair with AC03.
  const wrong = items.map((item, index) =>
    index === 2 ? { ...item, account: `DE00${item.account.slice(4)}` } : item,
  );
  const debtor = { name: 'Brandt & Co', account: iban(2002) };
  return { messageId: 'BRANDT-0815', debtor, batchBooking: false, items: wrong };
}

/** One payment above the review limit: a rule holds it until a person has decided. */
function machine(): File {
  const item = {
    id: 'PO-77120',
    name: 'Werkzeug & Sohn',
    account: payeeIban(7000),
    minor: 120_000_000n,
    remittance: 'Milling machine, final instalment',
  };
  const debtor = { name: 'Greta Anlagenbau', account: iban(2007) };
  return { messageId: 'GRETA-77120', debtor, batchBooking: false, items: [item] };
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function amount(minor: bigint): string {
  return formatMinor({ minor, currency: 'EUR' });
}

function pain001(file: File, date: BusinessDate): string {
  const { messageId, debtor, items } = file;
  const sum = amount(items.reduce((total, item) => total + item.minor, 0n));
  const head = `<MsgId>${messageId}</MsgId><CreDtTm>${date}T08:00:00</CreDtTm>
      <NbOfTxs>${items.length}</NbOfTxs><CtrlSum>${sum}</CtrlSum>
      <InitgPty><Nm>${xml(debtor.name)}</Nm></InitgPty>`;
  const block = `<PmtInfId>${messageId}-1</PmtInfId><PmtMtd>TRF</PmtMtd>
      <BtchBookg>${file.batchBooking}</BtchBookg>
      <NbOfTxs>${items.length}</NbOfTxs><CtrlSum>${sum}</CtrlSum>
      <ReqdExctnDt><Dt>${date}</Dt></ReqdExctnDt>
      <Dbtr><Nm>${xml(debtor.name)}</Nm></Dbtr>
      <DbtrAcct><Id><IBAN>${debtor.account}</IBAN></Id></DbtrAcct>
      <DbtrAgt><FinInstnId><BICFI>CFOLDEF0XXX</BICFI></FinInstnId></DbtrAgt>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
  <CstmrCdtTrfInitn>
    <GrpHdr>
      ${head}
    </GrpHdr>
    <PmtInf>
      ${block}
${items.map(transaction).join('\n')}
    </PmtInf>
  </CstmrCdtTrfInitn>
</Document>
`;
}

function transaction(item: Item): string {
  return `      <CdtTrfTxInf>
        <PmtId><EndToEndId>${item.id}</EndToEndId></PmtId>
        <Amt><InstdAmt Ccy="EUR">${amount(item.minor)}</InstdAmt></Amt>
        <Cdtr><Nm>${xml(item.name)}</Nm></Cdtr>
        <CdtrAcct><Id><IBAN>${item.account}</IBAN></Id></CdtrAcct>
        <RmtInf><Ustrd>${xml(item.remittance)}</Ustrd></RmtInf>
      </CdtTrfTxInf>`;
}

/**
 * The account list and the payment files to be executed on `date`, as text; `held` is the one of
 * which a payment waits for a person's decision.
 */
export function demoFiles(date: BusinessDate) {
  const rows = CUSTOMERS.map(
    ({ account, name, balance }) => `${iban(account)},${name},EUR,customer,${balance},0`,
  );
  const header = 'account,name,currency,kind,openingBalance,accountLimit';
  const bank = '1010,Central-bank settlement account,EUR,settlement,42000000.00,0';
  return {
    accounts: `${[header, bank, ...rows].join('\n')}\n`,
    payments: [
      { name: 'payroll.xml', text: pain001(payroll(), date) },
      { name: 'invoices.xml', text: pain001(invoices(), date) },
    ],
    held: { name: 'machine.xml', text: pain001(machine(), date) },
  };
}
