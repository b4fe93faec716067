// Numbers, amounts, dates and times as people of each language write them. Amounts are exact: the
// whole part is formatted as a bigint, and the minor digits are taken over one by one.
import { exponentForReading } from '../main/domain/currencies.ts';
import type { Money } from '../main/domain/money.ts';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A true minus sign is as wide as a digit's plus, and is read out as minus. */
const MINUS = '\u2212';

export type Formats = {
  /** An amount without its currency: `−1,234.50`, exact at any size. */
  amount(money: Money): string;
  /** An amount with its currency behind it. */
  money(money: Money): string;
  count(value: number | bigint): string;
  /** A share between 0 and 1. */
  percent(share: number): string;
  /** A date `YYYY-MM-DD`, which belongs to no time zone. */
  date(date: string): string;
  dateLong(date: string): string;
  /** Milliseconds UTC, in the time zone of this workstation, or the one the formats are for. */
  time(instant: number): string;
  dateTime(instant: number): string;
  /** Hour and minute, for axes. */
  minute(instant: number): string;
  /** Milliseconds in the unit that fits, from `340 ms` to days. */
  duration(milliseconds: number): string;
  /** Day and minute, for lists. */
  moment(instant: number): string;
  /** Bytes, in the unit that fits. */
  size(bytes: number): string;
  /** Seconds as a short span: `40 s`, `3 min`. */
  span(seconds: number): string;
};

const made = new Map<string, Formats>();

/**
 * The formats of a language, with instants in `zone` (null: the workstation's); made once, because
 * Intl's formatters are slow to make.
 */
export function formatsOf(language: Language, zone: string | null = null): Formats {
  const key = `${language} ${zone ?? ''}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const formats = makeFormats(language, zone);
  made.set(key, formats);
  return formats;
}

function makeFormats(language: Language, zone: string | null): Formats {
  const here = zone === null ? {} : { timeZone: zone };
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const parts = new Intl.NumberFormat(language, { minimumFractionDigits: 1 }).formatToParts(0.5);
  const point = parts.find(({ type }) => type === 'decimal')?.value ?? '.';
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  // A date of the books is the same day everywhere: it is placed in UTC and read in UTC.
  const utc = { timeZone: 'UTC', year: 'numeric', day: '2-digit' } as const;
  const date = new Intl.DateTimeFormat(language, { ...utc, month: 'short' });
  const dateLong = new Intl.DateTimeFormat(language, { ...utc, month: 'long', weekday: 'long' });
  const toMinute = { ...here, hour: '2-digit', minute: '2-digit', hour12: false } as const;
  const clock = { ...toMinute, second: '2-digit' } as const;
  const time = new Intl.DateTimeFormat(language, clock);
  const dateTime = new Intl.DateTimeFormat(language, {
    ...clock,
    year: 'numeric',
    month: 'short',
    day: '2-digit',
  });
  const moment = new Intl.DateTimeFormat(language, {
    ...toMinute,
    month: 'short',
    day: 'numeric',
  });
  const minute = new Intl.DateTimeFormat(language, toMinute);
  const amount = (money: Money): string => exactAmount(money, whole, point);
  const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
  return {
    amount,
    money: (money) => `${amount(money)} ${money.currency}`,
    count: (value) => whole.format(value),
    percent: (share) => percent.format(share),
    date: remembered((text) => date.format(day(text))),
    dateLong: (text) => dateLong.format(day(text)),
    time: (instant) => time.format(instant),
    dateTime: (instant) => dateTime.format(instant),
    minute: (instant) => minute.format(instant),
    duration: (milliseconds) => durationText(milliseconds, language),
    moment: (instant) => moment.format(instant),
    size: (bytes) => sizeText(bytes, language),
    span: (seconds) => spanText(seconds, language),
  };
}

/** Lists show the same few dates in every row. */
const REMEMBERED_MAX = 1000;

function remembered(make: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= REMEMBERED_MAX) known.clear();
    const made = make(text);
    known.set(text, made);
    return made;
  };
}

function exactAmount({ minor, currency }: Money, whole: Intl.NumberFormat, point: string): string {
  const decimals = exponentForReading(currency) ?? 0;
  const size = minor < 0n ? -minor : minor;
  const unit = 10n ** BigInt(decimals);
  const sign = minor < 0n ? MINUS : '';
  const integer = whole.format(size / unit);
  if (decimals === 0) return `${sign}${integer}`;
  return `${sign}${integer}${point}${(size % unit).toString().padStart(decimals, '0')}`;
}

const SIZE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

function unitText(language: Language, unit: string, value: number, digits: number): string {
  const options: Intl.NumberFormatOptions = {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  };
  return new Intl.NumberFormat(language, options).format(value);
}

function sizeText(bytes: number, language: Language): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < SIZE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return unitText(language, SIZE_UNITS[unit] ?? 'byte', value, 1);
}

/** From which length on each unit reads better than the one before it. */
const DURATION_UNITS = [
  { unit: 'day', length: 86_400_000, from: 172_800_000 },
  { unit: 'hour', length: 3_600_000, from: 5_400_000 },
  { unit: 'minute', length: 60_000, from: 90_000 },
  { unit: 'second', length: 1000, from: 1000 },
  { unit: 'millisecond', length: 1, from: 0 },
] as const;

function durationText(milliseconds: number, language: Language): string {
  const found = DURATION_UNITS.find(({ from }) => milliseconds >= from);
  const { unit, length } = found ?? { unit: 'millisecond', length: 1 };
  const value = milliseconds / length;
  return unitText(language, unit, value, value < 10 && length > 1 ? 1 : 0);
}

function spanText(seconds: number, language: Language): string {
  if (seconds < 90) return unitText(language, 'second', Math.max(1, Math.round(seconds)), 0);
  return unitText(language, 'minute', Math.round(seconds / 60), 0);
}

/** Digits in one piece, or in groups of three. */
const WHOLE = /^(-?)(\d{1,18}|\d{1,3}(?:,\d{3}){1,5})(?:[.。](\d*))?$/;

/**
 * Minor units of an amount that a person typed in their own way: full-width digits and groups of
 * three are taken, the currency's decimals at most. Null when it is no amount, and where a comma may
 * have been meant for the decimal point, which would make the amount a hundred times as much.
 * Without a currency two decimals are assumed.
 */
export function readAmount(typed: string, currency: string | null): bigint | null {
  const decimals = currency === null ? 2 : (exponentForReading(currency) ?? 2);
  const plain = typed
    .normalize('NFKC')
    .trim()
    .replace(/\u2212/, '-');
  // Between two groups a space and an apostrophe stand for a comma.
  const form = WHOLE.exec(plain.replace(/(?<=\d)[\s'’](?=\d)/g, ','));
  if (form === null) return null;
  const [, sign = '', integer = '', fraction = ''] = form;
  if (fraction.length > decimals) return null;
  const minor = BigInt(integer.replaceAll(',', '') + fraction.padEnd(decimals, '0'));
  return sign === '-' ? -minor : minor;
}
