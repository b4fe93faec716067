// The demonstration's master data: what its bank says of customers, accounts, agreements,
// beneficiaries, other banks and fees, as the lists that a bank would import.
import type { ControlLevel } from '../../domain/file-control.ts';
import type { MasterKind } from '../../domain/master/kinds.ts';
import { formatMinor } from '../../domain/money.ts';
import { masterListHeader, masterListLine } from '../../formats/master-csv.ts';
import { chance, pick } from './chance.ts';
import { currencyOf, DEMO_COMPANIES, DEMO_CUSTOMERS, FIRST_NUMBER } from './demo-bank.ts';
import { DEMO_BANK, demoIban, NAMED_CUSTOMERS, payeeIban } from './demo-files.ts';
import { companyName, customerName, personName } from './demo-names.ts';

type Row = { readonly [field: string]: string };

const TOWNS = ['Marktheim', 'Elbtal', 'Nordhafen', 'Falkensund', 'Sonnenried'] as const;
const NAMED = [...NAMED_CUSTOMERS, ...Object.values(DEMO_COMPANIES)];

/** The customer number of whoever has the account `FIRST_NUMBER + place`. */
function customerNumber(place: number): string {
  return `C-${FIRST_NUMBER + place}`;
}

function nameAt(place: number): string {
  return NAMED[place]?.name ?? customerName(place);
}

function isPerson(place: number): boolean {
  const named = NAMED[place];
  if (named !== undefined) return named.name === 'Chen Wei' || named.name === 'Eva Lindqvist';
  return place % 3 !== 0;
}

const everyPlace = Array.from({ length: DEMO_CUSTOMERS }, (_, place) => place);
const branchOf = (place: number): string => (place % 4 === 3 ? 'B-02' : 'B-01');

function customers(): readonly Row[] {
  return everyPlace.map((place) => ({
    customer: customerNumber(place),
    form: isPerson(place) ? 'person' : 'firm',
    name: nameAt(place),
    status: 'active',
    branch: branchOf(place),
    language: place % 11 === 4 ? 'en' : 'de',
    ...(isPerson(place) ? {} : { registration: `HRB-${40_000 + place}` }),
    street: `${pick(TOWNS, 'street', place)}er Straße`,
    building: String(1 + (chance('house', place) % 120)),
    postCode: String(10_000 + (chance('post', place) % 80_000)),
    town: pick(TOWNS, 'town', place),
    country: 'DE',
  }));
}

/** Three accounts that nobody has used for years, and the date since which. */
const DORMANT: ReadonlyMap<number, string> = new Map([
  [145, '2023-12-31'],
  [262, '2024-12-31'],
  [401, '2025-06-30'],
]);

/** Two accounts that take no money any more, because they are to be closed. */
const NO_CREDITS: readonly number[] = [188, 299];

/** The companies whose files make the day have agreed on how they are taken. */
function agreementOf(place: number): string | null {
  return NAMED[place] === undefined || isPerson(place) ? null : `A-${FIRST_NUMBER + place}`;
}

function accounts(): readonly Row[] {
  return everyPlace.map((place) => {
    const agreement = agreementOf(place);
    const dormantSince = DORMANT.get(place);
    return {
      account: demoIban(FIRST_NUMBER + place),
      currency: NAMED[place] === undefined ? currencyOf(place) : 'EUR',
      customer: customerNumber(place),
      branch: branchOf(place),
      ...(agreement === null ? {} : { agreement }),
      ...(dormantSince === undefined ? {} : { dormantSince }),
      ...(NO_CREDITS.includes(place) ? { creditBlocked: 'true' } : {}),
      signing: isPerson(place) ? 'single' : 'joint',
      ...(isPerson(place) ? {} : { signatories: `S-${2 * place} S-${2 * place + 1}` }),
    };
  });
}

/** Whose files never have a wrong item would rather hear of one at once than have the rest paid. */
const CONTROLLED: { readonly [name: string]: ControlLevel } = {
  [DEMO_COMPANIES.pensions.name]: 'file',
  [DEMO_COMPANIES.hospital.name]: 'paymentInformation',
};

function controlLevelOf(place: number): ControlLevel {
  return CONTROLLED[nameAt(place)] ?? 'item';
}

function agreements(): readonly Row[] {
  return everyPlace.flatMap((place) => {
    const agreement = agreementOf(place);
    if (agreement === null) return [];
    return [
      {
        agreement,
        customer: customerNumber(place),
        status: 'active',
        controlLevel: controlLevelOf(place),
        batchBooking: 'asFile',
        duplicateWindowDays: '14',
        statusMessages: pick(['final', 'all'], 'status', place),
        tariff: 'T-STANDARD',
      },
    ];
  });
}

const BENEFICIARIES = 60;

function beneficiaries(): readonly Row[] {
  return Array.from({ length: BENEFICIARIES }, (_, place) => ({
    beneficiary: `P-${1000 + place}`,
    customer: customerNumber(chance('whose', place) % NAMED.length),
    name: place % 2 === 0 ? companyName('payee', place) : personName('payee', place),
    account: payeeIban(6_000 + place),
    country: 'DE',
    coolOffDays: String(1 + (place % 3)),
  }));
}

/** Banks that do not exist, by the mark of their BICs: the eighth character is `0`. */
const BANKS = [
  ['CFOLDEF0XXX', 'Counterfoil Bank (DEMO)', 'DE', 'Frankfurt am Main'],
  ['ALPNATW0XXX', 'Alpenbank', 'AT', 'Wien'],
  ['BRISGB20XXX', 'Brisk Bank', 'GB', 'London'],
  ['CIELFRP0XXX', 'Banque du Ciel', 'FR', 'Paris'],
  ['DELTNL20XXX', 'Delta Bank', 'NL', 'Amsterdam'],
  ['EDELDEF0XXX', 'Edelsteinbank', 'DE', 'Frankfurt am Main'],
  ['FJORNOK0XXX', 'Fjordbanken', 'NO', 'Oslo'],
  ['GENVCHZ0XXX', 'Genferbank', 'CH', 'Genève'],
  ['HANJCNB0XXX', 'Hanjiang Bank', 'CN', 'Beijing'],
  ['IBERESM0XXX', 'Banco Ibero', 'ES', 'Madrid'],
  ['JADEHKH0XXX', 'Jade Bank', 'HK', 'Hong Kong'],
  ['KYOTJPJ0XXX', 'Kyoto Ginko', 'JP', 'Tokyo'],
  ['LAGOITM0XXX', 'Banca del Lago', 'IT', 'Milano'],
  ['MANHUS30XXX', 'Manhattan Trust', 'US', 'New York'],
  ['NORDSES0XXX', 'Nordbanken', 'SE', 'Stockholm'],
] as const;

const SEPA: readonly string[] = ['DE', 'AT', 'FR', 'NL', 'NO', 'CH', 'ES', 'IT', 'SE', 'GB'];

function banks(): readonly Row[] {
  return BANKS.map(([bic, name, country, town], place) => ({
    bic,
    name,
    country,
    town,
    schemes: SEPA.includes(country) ? (place % 5 === 4 ? 'SCT' : 'SCT SCTINST') : 'CBPR',
    ...(place % 7 === 6 ? { validUntil: '2027-06-30' } : {}),
  }));
}

/** The fourteen members of the rails, without this bank itself: BIC and name. */
export const DEMO_MEMBERS: readonly { readonly bic: string; readonly name: string }[] = BANKS.slice(
  1,
).map(([bic, name]) => ({ bic, name }));

function participants(): readonly Row[] {
  return BANKS.slice(1).map(([bic, name], place) => ({
    participant: `M-${String(place + 1).padStart(2, '0')}`,
    bic,
    name,
    status: 'active',
    // One cannot be reached by instant payments.
    rails: place === 4 ? 'batch highValue' : 'instant batch highValue',
    currency: 'EUR',
    cap: `${5 + (chance('cap', bic) % 40)}000000.00`,
  }));
}

const CORRESPONDENTS = [
  ['MANHUS30XXX', 'USD', '1110'],
  ['BRISGB20XXX', 'GBP', '1120'],
  ['KYOTJPJ0XXX', 'JPY', '1130'],
] as const;

function correspondents(): readonly Row[] {
  return CORRESPONDENTS.map(([bic, currencies]) => {
    const [, name = '', country = ''] = BANKS.find(([each]) => each === bic) ?? [];
    return { bic, name, status: 'active', country, currencies, charges: 'SHAR' };
  });
}

function settlementInstructions(): readonly Row[] {
  return BANKS.slice(1).flatMap(([counterparty], place) =>
    CORRESPONDENTS.filter(([bic]) => bic !== counterparty).map(([bic, currency], at) => ({
      counterparty,
      currency,
      correspondent: bic,
      method: (place + at) % 3 === 0 ? 'cover' : 'serial',
    })),
  );
}

const FEES = [
  ['single', 35n],
  ['fileItem', 5n],
  ['highValue', 1_200n],
  ['crossBorder', 2_500n],
  ['onUs', 0n],
] as const;

/** domain.md's fees in euros, and the same number of minor units in every other currency. */
function tariffs(): readonly Row[] {
  return ['EUR', 'USD', 'GBP', 'CHF', 'CNY', 'JPY'].flatMap((currency) =>
    FEES.map(([service, minor]) => ({
      tariff: 'T-STANDARD',
      service,
      currency,
      fee: formatMinor({ minor, currency }),
      ...(service === 'crossBorder' ? {} : { refundedOnReject: 'true' }),
    })),
  );
}

function routing(): readonly Row[] {
  return [
    { system: 'DEBLZ', code: DEMO_BANK, name: 'Counterfoil Bank (DEMO)', bic: 'CFOLDEF0XXX' },
    { system: 'DEBLZ', code: '99999998', name: 'Edelsteinbank', bic: 'EDELDEF0XXX' },
    { system: 'USABA', code: '999999999', name: 'Manhattan Trust', bic: 'MANHUS30XXX' },
    { system: 'GBDSC', code: '999999', name: 'Brisk Bank', bic: 'BRISGB20XXX' },
    { system: 'CNAPS', code: '999999999999', name: 'Hanjiang Bank', bic: 'HANJCNB0XXX' },
    { system: 'CHBCC', code: '99999', name: 'Genferbank', bic: 'GENVCHZ0XXX' },
  ];
}

const ROWS: Record<MasterKind, () => readonly Row[]> = {
  customer: customers,
  account: accounts,
  agreement: agreements,
  beneficiary: beneficiaries,
  correspondent: correspondents,
  settlementInstruction: settlementInstructions,
  participant: participants,
  tariff: tariffs,
  bank: banks,
  routing,
};

/** The demonstration's list of a kind, as CSV text. */
export function demoMasterList(kind: MasterKind): string {
  const lines = ROWS[kind]().map((row) => masterListLine(kind, row, false));
  return masterListHeader(kind) + lines.join('');
}
