// A payment as the file says it, before anyone judged it. Names follow ISO 20022.
import type { Money } from './money.ts';

/** The group header of a payment file (pain.001 GrpHdr). */
export type GroupHeader = {
  /** `pain.001.001.09` */
  readonly messageType: string;
  readonly messageId: string;
  /** CreDtTm as written. */
  readonly createdAt: string;
  readonly numberOfTransactions: number;
  /** CtrlSum as written, or null when the file states none. */
  readonly controlSum: string | null;
  readonly initiatingPartyName: string | null;
  /** OrgId or PrvtId of InitgPty; with the name it scopes the uniqueness of `messageId`. */
  readonly initiatingPartyId: string | null;
};

/** One payment information block (pain.001 PmtInf) without its transactions. */
export type PaymentInformation = {
  /** 0-based position in the file. */
  readonly ordinal: number;
  readonly line: number;
  readonly paymentInformationId: string;
  /** TRF, CHK or TRA; we execute TRF only. */
  readonly paymentMethod: string;
  /** BtchBookg; null when the file leaves it to the agreement. */
  readonly batchBooking: boolean | null;
  readonly numberOfTransactions: number | null;
  readonly controlSum: string | null;
  /** `YYYY-MM-DD`, the date part where the file gives a date and time. */
  readonly requestedExecutionDate: string;
  readonly debtorName: string | null;
  /** IBAN in electronic form (upper case, no spaces), or the other identification as written. */
  readonly debtorAccount: string;
  readonly debtorAccountIsIban: boolean;
  /** DbtrAcct/Ccy, or null. */
  readonly debtorAccountCurrency: string | null;
  readonly debtorAgent: string | null;
  readonly serviceLevel: string | null;
  readonly chargeBearer: string | null;
};

/** One credit transfer (pain.001 CdtTrfTxInf). */
export type CreditTransfer = {
  /** 0-based position among all transactions of the file: the engine's offset. */
  readonly record: number;
  /** `ordinal` of its payment information. */
  readonly paymentInformation: number;
  readonly line: number;
  readonly endToEndId: string;
  readonly instructionId: string | null;
  readonly uetr: string | null;
  readonly amount: Money;
  readonly creditorName: string | null;
  /** IBAN in electronic form, or the other identification as written; null when absent. */
  readonly creditorAccount: string | null;
  readonly creditorAccountIsIban: boolean;
  /** BIC of CdtrAgt, or its clearing system member id; null when absent. */
  readonly creditorAgent: string | null;
  readonly creditorAgentIsBic: boolean;
  /** Two-letter country of the creditor's postal address, or null. */
  readonly creditorCountry: string | null;
  /** Unstructured remittance lines joined by a line feed, or the structured reference; or null. */
  readonly remittance: string | null;
  readonly purpose: string | null;
  readonly chargeBearer: string | null;
};

/** What reading a whole file counted, whether or not it may be taken. */
export type FileCounts = {
  readonly paymentInformations: number;
  readonly transactions: number;
  /** Per currency, exact, ordered by currency code. */
  readonly sums: readonly Money[];
};
