// What the values of a pain.001 mean: keeps the fields, judges amounts, adds up and compares the
// control totals, and hands out the records as soon as they are complete.
import { parseAmount } from '../domain/money.ts';
import { FIELD, forgetFields } from './pain001-fields.ts';
import { shown } from './pain001-problems.ts';
import { creditTransfer, groupHeader, paymentInformation } from './pain001-records.ts';
import type { Reading, Tally } from './pain001-state.ts';
import { newTally, report } from './pain001-state.ts';
import type { XmlScan } from './xml-state.ts';

/** An element that we keep, or that begins a group, block or item, opens. */
export function openField(reading: Reading, scan: XmlScan, field: number): void {
  const { fields } = reading;
  if (field === FIELD.item) openItem(reading);
  if (field === FIELD.block) {
    forgetFields(fields, 'block');
    reading.block = null;
    reading.isBlockTold = false;
    reading.blockTally = newTally();
  }
  if (fields.values[field] === null) fields.lines[field] = scan.line;
  if (field === FIELD.item || field === FIELD.block) fields.lines[field] = scan.line;
}

function openItem(reading: Reading): void {
  if (!reading.isBlockTold) {
    reading.isBlockTold = true;
    reading.block = paymentInformation(reading.blocks, reading.fields);
    if (reading.block !== null) reading.sink.paymentInformation(reading.block, reading.items);
  }
  forgetFields(reading.fields, 'item');
  reading.amount = null;
  reading.hasAmount = false;
}

/** The element closes; `text` is its value, or null when it holds elements. */
export function closeField(
  reading: Reading,
  scan: XmlScan,
  field: number,
  text: string | null,
): void {
  if (text === null) {
    closeScope(reading, scan, field);
    return;
  }
  if (field === FIELD.instructedAmount) {
    takeAmount(reading, scan, text);
    return;
  }
  const { values } = reading.fields;
  const before = values[field] ?? null;
  if (before === null) values[field] = text;
  else if (field === FIELD.unstructured) addRemittance(reading, scan, before, text);
  else if (field === FIELD.authorisation) values[field] = `${before}\n${text}`;
}

/** CBPR+ carries this many characters of remittance; the schema sets no limit at all. */
const REMITTANCE_CHARACTERS = 9000;

function addRemittance(reading: Reading, scan: XmlScan, before: string, line: string): void {
  if (before.length + line.length < REMITTANCE_CHARACTERS) {
    reading.fields.values[FIELD.unstructured] = `${before}\n${line}`;
    return;
  }
  const most = String(REMITTANCE_CHARACTERS);
  report(reading, scan, { code: 'remittance_too_long', data: { most } });
}

function closeScope(reading: Reading, scan: XmlScan, field: number): void {
  if (field === FIELD.item) closeItem(reading);
  else if (field === FIELD.equivalent) closeEquivalent(reading, scan);
  else if (field === FIELD.debtorAccount) closeDebtorAccount(reading, scan);
  else if (field === FIELD.group) closeGroup(reading, scan);
  else if (field === FIELD.block) closeBlock(reading, scan);
  else if (field === FIELD.initiation) closeInitiation(reading, scan);
}

/** Judges the amount of an item; wrong or not, it counts in the file's own totals. */
function takeAmount(reading: Reading, scan: XmlScan, text: string): void {
  const { currency } = reading;
  reading.hasAmount = true;
  if (currency === null) {
    addWritten(reading, text);
    return;
  }
  const amount = parseAmount(text, currency);
  if (amount.ok) {
    reading.amount = amount.value;
    if (amount.value.currency !== reading.runCurrency) addRun(reading, amount.value.currency);
    reading.runMinor += amount.value.minor;
    return;
  }
  addWritten(reading, text);
  const data = { value: shown(text), currency: shown(currency) };
  report(reading, scan, { code: amount.refusal.code, data });
}

/** Adds the run of amounts to the tallies and begins another, in `currency`. */
export function addRun(reading: Reading, currency: string): void {
  if (reading.runMinor > 0n) {
    const sum = { minor: reading.runMinor, currency: reading.runCurrency };
    reading.groupTally.sum.add(sum);
    reading.blockTally.sum.add(sum);
    reading.sums.add(sum);
  }
  reading.runCurrency = currency;
  reading.runMinor = 0n;
}

function addWritten({ groupTally, blockTally }: Reading, text: string): void {
  const isNumber = groupTally.sum.addText(text) && blockTally.sum.addText(text);
  groupTally.isSumKnown &&= isNumber;
  blockTally.isSumKnown &&= isNumber;
}

/**
 * An equivalent amount in the currency of the transfer itself is an instructed amount by another
 * name. In another currency it needs a rate that the file does not hold.
 */
function closeEquivalent(reading: Reading, scan: XmlScan): void {
  const text = reading.fields.values[FIELD.equivalentAmount] ?? null;
  const transferCurrency = reading.fields.values[FIELD.transferCurrency] ?? null;
  if (text === null || transferCurrency === null) return;
  if (reading.currency === transferCurrency) {
    takeAmount(reading, scan, text);
    return;
  }
  reading.hasAmount = true;
  addWritten(reading, text);
  const data = { currency: shown(reading.currency ?? ''), transferCurrency };
  report(reading, scan, { code: 'equivalent_amount_not_supported', data });
}

/**
 * Since version 11 an account may be given by its proxy alone. We debit accounts, and have no
 * directory of proxies. In older versions the message definition itself wants the identification.
 */
function closeDebtorAccount(reading: Reading, scan: XmlScan): void {
  const hasIdentification = ((reading.seen[scan.depth] ?? 0) & 1) !== 0;
  if (hasIdentification || reading.version < 11) return;
  report(reading, scan, { code: 'debtor_account_missing' });
}

function closeItem(reading: Reading): void {
  const transfer = creditTransfer(reading.items, reading.blocks, reading.amount, reading.fields);
  if (transfer !== null && reading.block !== null) reading.sink.transaction(transfer);
  if (!reading.hasAmount) {
    reading.groupTally.isSumKnown = false;
    reading.blockTally.isSumKnown = false;
  }
  reading.items += 1;
  reading.groupTally.count += 1;
  reading.blockTally.count += 1;
}

function closeGroup(reading: Reading, scan: XmlScan): void {
  if (reading.messageType === null || reading.group !== null) return;
  reading.group = groupHeader(reading.messageType, reading.fields);
  if (reading.group === null) return;
  reading.sink.group(reading.group, reading.fields.values[FIELD.authorisation] ?? null);
  compareBusinessHeader(reading, scan, 'BizMsgIdr', reading.group.messageId);
}

/**
 * CBPR+ wants the header's business message identifier, and since SR2026 the identification of
 * the payment information, to be the message identification. Only warnings: the money is clear.
 */
function compareBusinessHeader(
  reading: Reading,
  scan: XmlScan,
  element: 'BizMsgIdr' | 'PmtInfId',
  found: string,
): void {
  const service = reading.header.get('BizSvc')?.text ?? '';
  if (!service.startsWith('swift.cbprplus.')) return;
  const expected =
    element === 'BizMsgIdr' ? reading.header.get('BizMsgIdr')?.text : reading.group?.messageId;
  if (expected === undefined || expected === found) return;
  const code =
    element === 'BizMsgIdr'
      ? 'business_message_id_differs'
      : 'payment_information_id_differs_from_message_id';
  report(reading, scan, {
    code,
    severity: 'warns',
    data: { expected: shown(expected), found: shown(found) },
  });
}

function closeBlock(reading: Reading, scan: XmlScan): void {
  const { fields, blockTally } = reading;
  addRun(reading, '');
  compareTotals(reading, scan, blockTally, {
    count: FIELD.blockCount,
    sum: FIELD.blockSum,
    parent: '',
    countReason: 'AM20',
    sumReason: 'AM17',
  });
  const id = fields.values[FIELD.blockId] ?? null;
  if (id !== null) compareBusinessHeader(reading, scan, 'PmtInfId', id);
  reading.blocks += 1;
}

function closeInitiation(reading: Reading, scan: XmlScan): void {
  compareTotals(reading, scan, reading.groupTally, {
    count: FIELD.groupCount,
    sum: FIELD.groupSum,
    parent: 'GrpHdr/',
    countReason: 'AM19',
    sumReason: 'AM10',
  });
}

type StatedTotals = {
  readonly count: number;
  readonly sum: number;
  readonly parent: string;
  readonly countReason: string;
  readonly sumReason: string;
};

/** Compares what the header of a group or block states with what was counted, exactly. */
function compareTotals(reading: Reading, scan: XmlScan, tally: Tally, stated: StatedTotals): void {
  const { values, lines } = reading.fields;
  const count = values[stated.count] ?? null;
  const counted = String(tally.count);
  if (count !== null && BigInt(count) !== BigInt(tally.count)) {
    report(reading, scan, {
      code: 'number_of_transactions_does_not_match',
      reasonCode: stated.countReason,
      child: `${stated.parent}NbOfTxs`,
      line: lines[stated.count] ?? 0,
      data: { stated: count, counted },
    });
  }
  const sum = values[stated.sum] ?? null;
  if (sum !== null && tally.isSumKnown && !tally.sum.equals(sum)) {
    report(reading, scan, {
      code: 'control_sum_does_not_match',
      reasonCode: stated.sumReason,
      child: `${stated.parent}CtrlSum`,
      line: lines[stated.sum] ?? 0,
      data: { stated: shown(sum), counted: tally.sum.toString() },
    });
  }
}
