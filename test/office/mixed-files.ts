// Payment files in which everything happens at once, from a seed: payees of this book, repeats,
// debtors the book does not know, too little money, batch booking, dates of all kinds, two
// currencies and amounts above the limits. The accounts to go with them, too.

import { formatMinor } from '../../main/domain/money.ts';
import type { AccountRow } from '../../main/operations/open-accounts.ts';
import { chance, falls, pick } from '../fixtures/chance.ts';
import { outsideParty, ownIban } from '../fixtures/parties.ts';

/** Customers that pay and are paid: numbers from here on. */
const FIRST_CUSTOMER = 3000;
const CUSTOMERS = 24;

export type MixedOptions = {
  readonly seed: number;
  readonly messageId: string;
  readonly blocks: number;
  readonly transactions: number;
  /** Transactions with numbers below this are the same in every file of the seed. */
  readonly repeated: number;
};

type MixedPayment = {
  readonly amount: bigint;
  readonly currency: string;
  readonly payee: string;
  readonly remittance: string;
};

/** Accounts in EUR for every customer, and in USD for every third: rich, poor and empty ones. */
export function mixedAccounts(seed: number): AccountRow[] {
  return Array.from({ length: CUSTOMERS }, (_, at) => at).flatMap((at) => {
    const number = ownIban(FIRST_CUSTOMER + at);
    const balance = pick([0n, 5_000_00n, 90_000_00n, 4_000_000_00n], seed, at, 'balance');
    const limit = falls(0.3, seed, at, 'limit') ? 20_000_00n : 0n;
    const row = { number, name: `Customer ${at}`, kind: 'customer', line: at + 2 } as const;
    const euro = { ...row, currency: 'EUR', openingBalance: balance, accountLimit: limit };
    const dollar = { ...row, currency: 'USD', openingBalance: 300_000n, accountLimit: 0n };
    return at % 3 === 0 ? [euro, dollar] : [euro];
  });
}

/** The file as XML. */
export function mixedFile(options: MixedOptions): string {
  const { seed, messageId, blocks, transactions } = options;
  const parts: string[] = [];
  for (let block = 0; block < blocks; block += 1) {
    const start = Math.floor((block * transactions) / blocks);
    const end = Math.floor(((block + 1) * transactions) / blocks);
    parts.push(blockXml(options, block, start, end));
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn><GrpHdr>
<MsgId>${messageId}</MsgId><CreDtTm>2026-11-26T08:10:00</CreDtTm><NbOfTxs>${transactions}</NbOfTxs>
<InitgPty><Nm>Ordering Party ${seed}</Nm></InitgPty></GrpHdr>
${parts.join('\n')}</CstmrCdtTrfInitn></Document>\n`;
}

function blockXml(options: MixedOptions, block: number, start: number, end: number): string {
  const { seed, messageId } = options;
  const customer = chance(seed, block, 'debtor') % CUSTOMERS;
  const unknown = falls(0.1, seed, block, 'unknown debtor');
  const debtor = ownIban(unknown ? 9000 + block : FIRST_CUSTOMER + customer);
  const booking = pick(['true', 'true', 'false', ''], seed, block, `booking ${messageId}`);
  const dates = [
    '2026-11-26',
    '2026-11-26',
    '2026-11-26',
    '2026-11-25',
    '2026-11-28',
    '2026-12-01',
  ];
  const date = pick(dates, seed, block, `date ${messageId}`);
  const transfers: string[] = [];
  for (let record = start; record < end; record += 1) transfers.push(transferXml(options, record));
  const flag = booking === '' ? '' : `<BtchBookg>${booking}</BtchBookg>`;
  return `<PmtInf><PmtInfId>${messageId}-${block}</PmtInfId><PmtMtd>TRF</PmtMtd>${flag}
<ReqdExctnDt><Dt>${date}</Dt></ReqdExctnDt><Dbtr><Nm>Debtor &amp; Sons ${block}</Nm></Dbtr>
<DbtrAcct><Id><IBAN>${debtor}</IBAN></Id></DbtrAcct>
<DbtrAgt><FinInstnId><BICFI>CFOLDEF0XXX</BICFI></FinInstnId></DbtrAgt>
${transfers.join('\n')}</PmtInf>`;
}

function paymentOf({ seed, messageId, repeated }: MixedOptions, record: number): MixedPayment {
  const file = record < repeated ? 'every file' : messageId;
  const ownPayee = falls(0.4, seed, record, `on us ${file}`);
  const own = FIRST_CUSTOMER + (chance(seed, record, `payee ${file}`) % CUSTOMERS);
  const iban = ownPayee ? ownIban(own) : outsideParty(seed, record).iban;
  const isWrong = falls(0.03, seed, record, `wrong ${file}`);
  const most = pick([500_00, 3_000_00, 9_000_00, 40_000_00], seed, record, `size ${file}`);
  return {
    amount: BigInt(1 + (chance(seed, record, `amount ${file}`) % most)),
    currency: falls(0.08, seed, record, `currency ${file}`) ? 'USD' : 'EUR',
    payee: isWrong ? `${iban.slice(0, 2)}00${iban.slice(4)}` : iban,
    remittance: `Invoice ${file} ${record}`,
  };
}

function transferXml(options: MixedOptions, record: number): string {
  const { amount, currency, payee, remittance } = paymentOf(options, record);
  const written = formatMinor({ minor: amount, currency });
  return `<CdtTrfTxInf><PmtId><EndToEndId>E-${record}</EndToEndId></PmtId><Amt>
<InstdAmt Ccy="${currency}">${written}</InstdAmt></Amt><Cdtr><Nm>Payee &lt;${record}&gt;</Nm></Cdtr>
<CdtrAcct><Id><IBAN>${payee}</IBAN></Id></CdtrAcct>
<RmtInf><Ustrd>${remittance}</Ustrd></RmtInf></CdtTrfTxInf>`;
}

/** A payment information written out: who pays whom how much in EUR. */
export type PlainBlock = {
  readonly from: string;
  readonly date?: string;
  readonly payments: readonly (readonly [payee: string, amount: string])[];
};

/** A file of these blocks, payable on the demo day unless said. */
export function plainFile(messageId: string, blocks: readonly PlainBlock[]): string {
  const count = blocks.reduce((sum, { payments }) => sum + payments.length, 0);
  const parts = blocks.map(({ from, date, payments }, block) => {
    const transfers = payments.map(
      (
        [payee, amount],
        at,
      ) => `<CdtTrfTxInf><PmtId><EndToEndId>E-${block}-${at}</EndToEndId></PmtId>
<Amt><InstdAmt Ccy="EUR">${amount}</InstdAmt></Amt><Cdtr><Nm>Payee</Nm></Cdtr>
<CdtrAcct><Id><IBAN>${payee}</IBAN></Id></CdtrAcct></CdtTrfTxInf>`,
    );
    return `<PmtInf><PmtInfId>${messageId}-${block}</PmtInfId><PmtMtd>TRF</PmtMtd>
<ReqdExctnDt><Dt>${date ?? '2026-11-26'}</Dt></ReqdExctnDt><Dbtr><Nm>Debtor</Nm></Dbtr>
<DbtrAcct><Id><IBAN>${from}</IBAN></Id></DbtrAcct>
<DbtrAgt><FinInstnId><BICFI>CFOLDEF0XXX</BICFI></FinInstnId></DbtrAgt>
${transfers.join('\n')}</PmtInf>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn><GrpHdr>
<MsgId>${messageId}</MsgId><CreDtTm>2026-11-26T08:10:00</CreDtTm><NbOfTxs>${count}</NbOfTxs>
<InitgPty><Nm>Ordering Party</Nm></InitgPty></GrpHdr>
${parts.join('\n')}</CstmrCdtTrfInitn></Document>
`;
}
