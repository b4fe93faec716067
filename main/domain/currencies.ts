// The active currencies of ISO 4217 and how many decimals each has. Payments are made in active
// currencies only; statements may still speak of withdrawn ones, so those can be read.

/** ISO 4217 list one (amendments through 2026), without funds codes, metals and test codes. */
const ACTIVE: readonly (readonly [exponent: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'],
  [
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
     CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD
     HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA
     MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN
     QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
     TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
];

/**
 * Active codes in which no payment is made: funds and indexed units (ISO 4217 list two and the
 * Arab Monetary Fund's accounting unit). An account statement may be kept in one.
 */
const FUNDS: readonly (readonly [exponent: number, codes: string])[] = [
  [0, 'UYI'],
  [2, 'BOV CHE CHW COU MXV USN XAD'],
  [4, 'CLF UYW'],
];

/** Withdrawn since 1999 (ISO 4217 list three), with the decimals they had: old statements only. */
const WITHDRAWN: readonly (readonly [exponent: number, codes: string])[] = [
  [0, 'BEF BYR ESP GRD ITL LUF PTE TRL'],
  [
    2,
    `ANG ATS AZM BGL BGN CSD CUC CYP DEM EEK FIM FRF GHC HRK IEP LTL LVL MRO MTL MZM NLG ROL SDD
     SIT SKK SLL SRG STD TMM UAK USS VEB VEF YUM ZMK ZWD ZWL ZWR`,
  ],
];

const active = exponents(ACTIVE);
const readable = new Map([...exponents(WITHDRAWN), ...exponents(FUNDS), ...active]);

/**
 * Decimals of a currency a payment can be made in: 0, 2 or 3. Null for anything else: unknown,
 * lower case, withdrawn (`DEM`, `BGN` since 2026), funds codes (`CLF`), metals, `XXX`, `XTS`.
 */
export function exponentOf(currency: string): number | null {
  return active.get(currency) ?? null;
}

/**
 * Decimals of a currency that money already booked may be in: those of {@link exponentOf}, the
 * funds codes (`CLF` and `UYW` have 4) and the currencies withdrawn since 1999. Null for the
 * rest: metals, `XXX`, `XTS` and composite units have no decimals in ISO 4217.
 */
export function exponentForReading(currency: string): number | null {
  return readable.get(currency) ?? null;
}

/** Every currency a payment can be made in, ordered by code. */
export function paymentCurrencies(): readonly string[] {
  return [...active.keys()].sort();
}

function exponents(
  table: readonly (readonly [exponent: number, codes: string])[],
): Map<string, number> {
  const byCode = new Map<string, number>();
  for (const [exponent, codes] of table) {
    for (const code of codes.split(/\s+/)) byCode.set(code, exponent);
  }
  return byCode;
}
