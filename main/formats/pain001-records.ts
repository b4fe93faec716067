// The payment records of a pain.001, made of the values read: group, block and item.
import type { Money } from '../domain/money.ts';
import type { CreditTransfer, GroupHeader, PaymentInformation } from '../domain/payment.ts';
import type { Fields } from './pain001-fields.ts';
import { FIELD } from './pain001-fields.ts';

/** The group header, or null when a value it needs is missing or wrong. */
export function groupHeader(messageType: string, { values }: Fields): GroupHeader | null {
  const messageId = values[FIELD.messageId] ?? null;
  const createdAt = values[FIELD.createdAt] ?? null;
  const numberOfTransactions = wholeNumber(values[FIELD.groupCount] ?? null);
  if (messageId === null || createdAt === null || numberOfTransactions === null) return null;
  return {
    messageType,
    messageId,
    createdAt,
    numberOfTransactions,
    controlSum: values[FIELD.groupSum] ?? null,
    initiatingPartyName: values[FIELD.initiatingName] ?? null,
    initiatingPartyId: values[FIELD.initiatingId] ?? null,
  };
}

/** The block, or null when a value it needs is missing or wrong. */
export function paymentInformation(
  ordinal: number,
  { values, lines }: Fields,
): PaymentInformation | null {
  const paymentInformationId = values[FIELD.blockId] ?? null;
  const paymentMethod = values[FIELD.method] ?? null;
  const executionDate = values[FIELD.executionDate] ?? null;
  const iban = values[FIELD.debtorIban] ?? null;
  const debtorAccount = iban?.toUpperCase() ?? values[FIELD.debtorOther] ?? null;
  if (paymentInformationId === null || paymentMethod === null) return null;
  if (executionDate === null || debtorAccount === null) return null;
  const batchBooking = values[FIELD.batchBooking] ?? null;
  return {
    ordinal,
    line: lines[FIELD.block] ?? 0,
    paymentInformationId,
    paymentMethod,
    batchBooking: batchBooking === null ? null : batchBooking === 'true' || batchBooking === '1',
    numberOfTransactions: wholeNumber(values[FIELD.blockCount] ?? null),
    controlSum: values[FIELD.blockSum] ?? null,
    requestedExecutionDate: executionDate.slice(0, 'YYYY-MM-DD'.length),
    debtorName: values[FIELD.debtorName] ?? null,
    debtorAccount,
    debtorAccountIsIban: iban !== null,
    debtorAccountCurrency: values[FIELD.debtorCurrency] ?? null,
    debtorAgent: values[FIELD.debtorBic] ?? values[FIELD.debtorMember] ?? null,
    serviceLevel: values[FIELD.serviceLevel] ?? null,
    chargeBearer: values[FIELD.blockCharges] ?? null,
  };
}

/** The item, or null when it has no amount or no end-to-end identification. */
export function creditTransfer(
  record: number,
  block: number,
  amount: Money | null,
  { values, lines }: Fields,
): CreditTransfer | null {
  const endToEndId = values[FIELD.endToEndId] ?? null;
  if (endToEndId === null || amount === null) return null;
  const iban = values[FIELD.creditorIban] ?? null;
  const bic = values[FIELD.creditorBic] ?? null;
  return {
    record,
    paymentInformation: block,
    line: lines[FIELD.item] ?? 0,
    endToEndId,
    instructionId: values[FIELD.instructionId] ?? null,
    uetr: values[FIELD.uetr] ?? null,
    amount,
    creditorName: values[FIELD.creditorName] ?? null,
    creditorAccount: iban?.toUpperCase() ?? values[FIELD.creditorOther] ?? null,
    creditorAccountIsIban: iban !== null,
    creditorAgent: bic ?? values[FIELD.creditorMember] ?? null,
    creditorAgentIsBic: bic !== null,
    creditorCountry: values[FIELD.creditorCountry] ?? null,
    remittance: values[FIELD.unstructured] ?? values[FIELD.reference] ?? null,
    purpose: values[FIELD.purpose] ?? null,
    chargeBearer: values[FIELD.itemCharges] ?? null,
  };
}

/** A count as the schema allows it, at most 15 digits, so that a number holds it exactly. */
function wholeNumber(text: string | null): number | null {
  return text === null ? null : Number(text);
}
