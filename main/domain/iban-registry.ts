// Which countries have IBANs, how long they are and how they are built. Facts of the IBAN
// registry that SWIFT keeps for ISO 13616 (through release 99), and of usage beside it.
import { assert, known } from './assert.ts';

export type IbanRule = {
  /** The two letters the IBAN begins with. */
  readonly country: string;
  /** Characters of the whole IBAN. */
  readonly length: number;
  /** Structure of the BBAN in the registry's notation: `8!n10!n`; n digits, a letters, c both. */
  readonly structure: string;
  /** One `n`, `a` or `c` per character of the BBAN: `nnnn…`. */
  readonly characters: string;
  /** [start, end) of the bank identifier within the BBAN, from 0; null where there is none. */
  readonly bankIdentifier: readonly [start: number, end: number] | null;
  /** Whether accounts there take part in the SEPA schemes (EPC409-09, from May 2026). */
  readonly sepa: boolean;
  /** False where IBANs are in use but SWIFT's registry has no entry under these two letters. */
  readonly registered: boolean;
};

/** `country structure [bank identifier, as start-end within the BBAN]`. */
const REGISTERED = `
  AD 4!n4!n12!c 0-4
  AE 3!n16!n 0-3
  AL 8!n16!c 0-3
  AT 5!n11!n 0-5
  AZ 4!a20!c 0-4
  BA 3!n3!n8!n2!n 0-3
  BE 3!n7!n2!n 0-3
  BG 4!a4!n2!n8!c 0-4
  BH 4!a14!c 0-4
  BI 5!n5!n11!n2!n 0-5
  BR 8!n5!n10!n1!a1!c 0-8
  BY 4!c4!n16!c 0-4
  CH 5!n12!c 0-5
  CR 4!n14!n 0-4
  CY 3!n5!n16!c 0-3
  CZ 4!n6!n10!n 0-4
  DE 8!n10!n 0-8
  DJ 5!n5!n11!n2!n 0-5
  DK 4!n9!n1!n 0-4
  DO 4!c20!n 0-4
  EE 2!n2!n11!n1!n 0-2
  EG 4!n4!n17!n 0-4
  ES 4!n4!n1!n1!n10!n 0-4
  FI 3!n11!n 0-3
  FK 2!a12!n 0-2
  FO 4!n9!n1!n 0-4
  FR 5!n5!n11!c2!n 0-5
  GB 4!a6!n8!n 0-4
  GE 2!a16!n 0-2
  GI 4!a15!c 0-4
  GL 4!n9!n1!n 0-4
  GR 3!n4!n16!c 0-3
  GT 4!c20!c 0-4
  HN 4!a20!n 0-4
  HR 7!n10!n 0-7
  HU 3!n4!n1!n15!n1!n 0-3
  IE 4!a6!n8!n 0-4
  IL 3!n3!n13!n 0-3
  IQ 4!a3!n12!n 0-4
  IS 4!n2!n6!n10!n 0-2
  IT 1!a5!n5!n12!c 1-6
  JO 4!a4!n18!c 0-4
  KW 4!a22!c 0-4
  KZ 3!n13!c 0-3
  LB 4!n20!c 0-4
  LC 4!a24!c 0-4
  LI 5!n12!c 0-5
  LT 5!n11!n 0-5
  LU 3!n13!c 0-3
  LV 4!a13!c 0-4
  LY 3!n3!n15!n 0-3
  MC 5!n5!n11!c2!n 0-5
  MD 2!c18!c 0-2
  ME 3!n13!n2!n 0-3
  MK 3!n10!c2!n 0-3
  MN 4!n12!n 0-4
  MR 5!n5!n11!n2!n 0-5
  MT 4!a5!n18!c 0-4
  MU 4!a2!n2!n12!n3!n3!a 0-6
  NI 4!a20!n 0-4
  NL 4!a10!n 0-4
  NO 4!n6!n1!n 0-4
  OM 3!n16!c 0-3
  PK 4!a16!c 0-4
  PL 8!n16!n 0-8
  PS 4!a21!c 0-4
  PT 4!n4!n11!n2!n 0-4
  QA 4!a21!c 0-4
  RO 4!a16!c 0-4
  RS 3!n13!n2!n 0-3
  RU 9!n5!n15!c 0-9
  SA 2!n18!c 0-2
  SC 4!a2!n2!n16!n3!a 0-6
  SD 2!n12!n 0-2
  SE 3!n16!n1!n 0-3
  SI 5!n8!n2!n 0-5
  SK 4!n6!n10!n 0-4
  SM 1!a5!n5!n12!c 1-6
  SO 4!n3!n12!n 0-4
  ST 4!n4!n11!n2!n 0-4
  SV 4!a20!n 0-4
  TL 3!n14!n2!n 0-3
  TN 2!n3!n13!n2!n 0-2
  TR 5!n1!n16!c 0-5
  UA 6!n19!c 0-6
  VA 3!n15!n 0-3
  VG 4!a16!n 0-4
  XK 4!n10!n2!n 0-2
  YE 4!a4!n18!c 0-4`;

/**
 * Seen on payments without an entry in the registry: African countries and Iran, whose banks
 * print such numbers, and territories that the registry lists under the letters of France and
 * Finland, whose own letters some files carry. Taken, and marked, because refusing would stop
 * good payments; their structure is stated only as far as sources agree (`c` where they differ).
 */
const UNREGISTERED = `
  AO 21!n
  AX 3!n11!n 0-3
  BF 2!c22!n 0-5
  BJ 2!c22!n 0-5
  BL 5!n5!n11!c2!n 0-5
  CF 5!n5!n11!n2!n 0-5
  CG 5!n5!n11!n2!n 0-5
  CI 2!c22!n 0-5
  CM 5!n5!n11!n2!n 0-5
  CV 21!n 0-4
  DZ 22!n
  GA 5!n5!n11!n2!n 0-5
  GF 5!n5!n11!c2!n 0-5
  GP 5!n5!n11!c2!n 0-5
  GQ 5!n5!n11!n2!n 0-5
  GW 2!c19!n
  IR 22!n
  KM 5!n5!n11!n2!n 0-5
  MA 24!n 0-3
  MF 5!n5!n11!c2!n 0-5
  MG 23!n 0-5
  ML 2!c22!n 0-5
  MQ 5!n5!n11!c2!n 0-5
  MZ 21!n
  NC 5!n5!n11!c2!n 0-5
  NE 2!a22!n 0-5
  PF 5!n5!n11!c2!n 0-5
  PM 5!n5!n11!c2!n 0-5
  RE 5!n5!n11!c2!n 0-5
  SN 2!c22!n 0-5
  TD 5!n5!n11!n2!n 0-5
  TF 5!n5!n11!c2!n 0-5
  TG 2!a3!n5!n12!n2!n 0-5
  WF 5!n5!n11!c2!n 0-5
  YT 5!n5!n11!c2!n 0-5`;

/**
 * The letters that IBANs of SEPA accounts begin with (EPC409-09): the EU and EEA, Switzerland,
 * the United Kingdom and Gibraltar, the small states, and the joiners of 2025 and 2026.
 */
const SEPA: ReadonlySet<string> = new Set(
  `AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT
   NL NO PL PT RO RS SE SI SK SM VA`.split(/\s+/),
);

const A = 65;
const Z = 90;
const LETTERS = 26;

const rules: readonly IbanRule[] = [...rulesOf(REGISTERED, true), ...rulesOf(UNREGISTERED, false)];

/** One place per pair of letters, so that a lookup on the hot path makes no string. */
const byLetters: readonly (IbanRule | null)[] = placed();

/** The rule for IBANs that begin with `country`, or null when none do. */
export function ibanRule(country: string): IbanRule | null {
  if (country.length !== 2) return null;
  return ibanRuleAt(country.charCodeAt(0), country.charCodeAt(1));
}

/** As {@link ibanRule}, for the character codes of the two letters. */
export function ibanRuleAt(first: number, second: number): IbanRule | null {
  // A code outside A to Z must not land on the place of another pair.
  if (first < A || first > Z || second < A || second > Z) return null;
  return byLetters[(first - A) * LETTERS + second - A] ?? null;
}

/** Every rule, the registered ones first. */
export function ibanRules(): readonly IbanRule[] {
  return rules;
}

function placed(): (IbanRule | null)[] {
  const places = new Array<IbanRule | null>(LETTERS * LETTERS).fill(null);
  for (const rule of rules) {
    const place = (rule.country.charCodeAt(0) - A) * LETTERS + rule.country.charCodeAt(1) - A;
    assert(places[place] === null, 'each country has one rule');
    places[place] = rule;
  }
  return places;
}

function rulesOf(table: string, registered: boolean): IbanRule[] {
  return table
    .trim()
    .split(/\s*\n\s*/)
    .map((line) => {
      const [country = '', structure = '', bank] = line.split(' ');
      const characters = charactersOf(structure);
      const sepa = registered && SEPA.has(country);
      const bankIdentifier = bank === undefined ? null : rangeOf(bank);
      const length = characters.length + 4;
      return { country, length, structure, characters, bankIdentifier, sepa, registered };
    });
}

/** `2!n3!a` written out: `nnaaa`. */
function charactersOf(structure: string): string {
  let characters = '';
  for (const [, count = '', kind = ''] of structure.matchAll(/(\d+)!([nac])/g)) {
    characters += kind.repeat(Number(count));
  }
  return characters;
}

function rangeOf(text: string): readonly [start: number, end: number] {
  const [start, end] = text.split('-').map(Number);
  return [known(start, 'a range has a start'), known(end, 'a range has an end')];
}
