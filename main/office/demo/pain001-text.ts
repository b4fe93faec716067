// Writes the demonstration's payment files as pain.001.001.09, in the way its customers would.
import type { BusinessDate } from '../../domain/dates.ts';
import { formatMinor } from '../../domain/money.ts';

export type DemoItem = {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly minor: bigint;
  readonly remittance: string;
};

export type DemoFile = {
  readonly messageId: string;
  readonly debtor: { readonly name: string; readonly account: string };
  readonly batchBooking: boolean;
  /** EUR where nothing is said. */
  readonly currency?: string;
  readonly items: readonly DemoItem[];
  /** What the file states instead of its true sum: the mistake that AM10 is for. */
  readonly statedSum?: bigint;
};

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** The file as text, to be executed on `date`. */
export function pain001Text(file: DemoFile, date: BusinessDate): string {
  const { messageId, debtor, items, currency = 'EUR' } = file;
  const amount = (minor: bigint): string => formatMinor({ minor, currency });
  const sum = amount(file.statedSum ?? items.reduce((total, item) => total + item.minor, 0n));
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
  const transaction = (item: DemoItem): string => `      <CdtTrfTxInf>
        <PmtId><EndToEndId>${item.id}</EndToEndId></PmtId>
        <Amt><InstdAmt Ccy="${currency}">${amount(item.minor)}</InstdAmt></Amt>
        <Cdtr><Nm>${xml(item.name)}</Nm></Cdtr>
        <CdtrAcct><Id><IBAN>${item.account}</IBAN></Id></CdtrAcct>
        <RmtInf><Ustrd>${xml(item.remittance)}</Ustrd></RmtInf>
      </CdtTrfTxInf>`;
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
