// Texts that would run if any screen took them for markup, an address, a template or a formula,
// each of them fit for every text field of a payment file.

/** What a payload that runs would leave behind: `window.ran`. */
export const RAN = 'ran';

/** Ways to run `call`, short enough for an identifier of 35 characters where they can be. */
const VECTORS: readonly ((call: string) => string)[] = [
  (call) => `<script>${call}</script>`,
  (call) => `</script><script>${call}</script>`,
  (call) => `<img src=x onerror=${call}>`,
  (call) => `<svg onload=${call}>`,
  (call) => `<svg/onload=${call}>`,
  (call) => `"><svg onload=${call}>`,
  (call) => `'><svg onload=${call}>`,
  (call) => `<body onload=${call}>`,
  (call) => `<a href="javascript:${call}">x</a>`,
  (call) => `javascript:${call}`,
  (call) => `JaVaScRiPt:${call}//`,
  (call) => `data:text/html,<script>${call}</script>`,
  (call) => `<iframe src="javascript:${call}">`,
  (call) => `<iframe srcdoc="<script>${call}</script>">`,
  (call) => `<object data="javascript:${call}">`,
  (call) => `<embed src="javascript:${call}">`,
  (call) => `<form action="javascript:${call}"><input type=submit>`,
  (call) => `<details open ontoggle=${call}>`,
  (call) => `<input autofocus onfocus=${call}>`,
  (call) => `<video><source onerror=${call}>`,
  (call) => `<math><mtext><style><img src=x onerror=${call}>`,
  (call) => `<style>@import 'javascript:${call}'</style>`,
  (call) => `<link rel=import href="data:text/html,<script>${call}</script>">`,
  (call) => `<meta http-equiv=refresh content="0;javascript:${call}">`,
  (call) => `<base href="javascript:${call}//">`,
  (call) => `<template><script>${call}</script></template>`,
  (call) => `" onmouseover=${call} x="`,
  (call) => `' onfocus=${call} autofocus x='`,
  (call) => `\${${call}}`,
  (call) => `{{${call}}}`,
  (call) => `{{constructor.constructor('${call}')()}}`,
  (call) => `$t(${call})`,
  (call) => `=cmd|'/c ${call}'!A1`,
  (call) => `@SUM(${call})`,
  (call) => `&lt;script&gt;${call}&lt;/script&gt;`,
  (call) => `%3Cscript%3E${call}%3C/script%3E`,
  (call) => `\\u003cscript\\u003e${call}\\u003c/script\\u003e`,
  (call) => `<!--><script>${call}</script-->`,
  (call) => `<![CDATA[<script>${call}</script>]]>`,
  (call) => `__proto__[${call}]`,
];

const CALLS = ['ran=1', 'top.ran=1', 'window.ran=1', 'eval(`ran=1`)', 'ran=document.cookie'];

/** Two hundred payloads, each way with each call. */
export const PAYLOADS: readonly string[] = VECTORS.flatMap((vector) => CALLS.map(vector));

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The payload at `index`, cut to what a field of the message holds. */
function cut(index: number, length: number): string {
  return xml((PAYLOADS[index % PAYLOADS.length] ?? '').slice(0, length).trim());
}

/**
 * A payment file (pain.001.001.09) with a transaction per payload, which stands in every free text
 * of it: names, identifiers, address, remittance. `creditor` gives an IBAN per transaction.
 */
export function payloadFile(debtor: string, creditor: (index: number) => string): string {
  const count = PAYLOADS.length;
  const transactions = PAYLOADS.map(
    (_, at) => `<CdtTrfTxInf>
      <PmtId><InstrId>${cut(at, 35)}</InstrId><EndToEndId>${cut(at, 35)}</EndToEndId></PmtId>
      <Amt><InstdAmt Ccy="EUR">${at + 1}.00</InstdAmt></Amt>
      <UltmtDbtr><Nm>${cut(at, 140)}</Nm></UltmtDbtr>
      <Cdtr><Nm>${cut(at, 140)}</Nm><PstlAdr><StrtNm>${cut(at, 70)}</StrtNm><TwnNm>${cut(at, 35)}</TwnNm><Ctry>DE</Ctry></PstlAdr></Cdtr>
      <CdtrAcct><Id><IBAN>${creditor(at)}</IBAN></Id></CdtrAcct>
      <RmtInf><Ustrd>${cut(at, 140)}</Ustrd></RmtInf>
    </CdtTrfTxInf>`,
  );
  const sum = `${(count * (count + 1)) / 2}.00`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
  <GrpHdr><MsgId>${cut(3, 35)}</MsgId><CreDtTm>2026-11-26T08:00:00</CreDtTm>
    <NbOfTxs>${count}</NbOfTxs><CtrlSum>${sum}</CtrlSum><InitgPty><Nm>${cut(2, 140)}</Nm></InitgPty></GrpHdr>
  <PmtInf><PmtInfId>${cut(4, 35)}</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>${count}</NbOfTxs><CtrlSum>${sum}</CtrlSum>
    <ReqdExctnDt><Dt>2026-11-26</Dt></ReqdExctnDt><Dbtr><Nm>${cut(0, 140)}</Nm></Dbtr>
    <DbtrAcct><Id><IBAN>${debtor}</IBAN></Id></DbtrAcct>
    <DbtrAgt><FinInstnId><BICFI>CFOLDEF0XXX</BICFI></FinInstnId></DbtrAgt>
${transactions.join('\n')}
  </PmtInf></CstmrCdtTrfInitn></Document>
`;
}
