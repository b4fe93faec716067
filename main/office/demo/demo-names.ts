// The names of the demonstration's people and companies: made from lists, in several scripts, and
// nobody's.
import { pick } from './chance.ts';

const FIRST = words(
  'Anna Jens Marta Paul Sofia Luca Zoë Søren Inés Aylin Tomasz Freya Noah Klara Émile Hanno Ida',
);
const LAST = words(
  'Albers Brückner Calder Degen Ekström Falk Grünwald Haas Ivers Jansen Köhler Lorenz Mertens',
);
const TRADES = words(
  'Logistik Metallbau Textil Optik Druck Möbel Energie Pharma Agrar Elektro Bau Papier Glas',
);
const FORMS = words('GmbH AG KG eG');

/** Twelve customers whose names are written in other scripts. */
const OTHER_SCRIPTS = [
  '王小明',
  '欧阳美玲',
  '上海远洋贸易有限公司',
  '李建国',
  'Юлия Соколова',
  'Дмитрий Орлов',
  'ООО Северный Путь',
  'Олена Шевчук',
  'ليلى حداد',
  'شركة النخيل للتجارة',
  'عمر الخطيب',
  '陈思远',
] as const;

function words(text: string): readonly [string, ...string[]] {
  const [first = '', ...others] = text.split(' ');
  return [first, ...others];
}

/** A person's name, the same again for the same words. */
export function personName(...of: readonly (string | number)[]): string {
  return `${pick(FIRST, 'first', ...of)} ${pick(LAST, 'last', ...of)}`;
}

/** A company's name, the same again for the same words. */
export function companyName(...of: readonly (string | number)[]): string {
  return `${pick(LAST, 'house', ...of)} ${pick(TRADES, 'trade', ...of)} ${pick(FORMS, 'form', ...of)}`;
}

/** The name of the customer at `place`: every fortieth in another script, a third companies. */
export function customerName(place: number): string {
  const other = place % 40 === 7 ? OTHER_SCRIPTS[Math.floor(place / 40)] : undefined;
  if (other !== undefined) return other;
  return place % 3 === 0 ? companyName('customer', place) : personName('customer', place);
}
