// The kinds of master data and the fields of each: one table, from which the form, the columns of a
// file, the types and the checks all follow.
import { exponentOf } from '../currencies.ts';
import { CONTROL_LEVELS } from '../file-control.ts';
import { parseSignedAmount } from '../money.ts';
import { CODE_SYSTEMS } from '../payee-bank.ts';
import { STATUS_LEVELS, STATUS_MOMENTS } from '../status-agreed.ts';
import { type FieldFault, type FieldRule, type FieldType, readField } from './fields.ts';

export type KindRule = {
  /** What a record is told apart by, in this order; these never change. */
  readonly key: readonly string[];
  /** The field that lists show beside the key. */
  readonly title: string;
  readonly fields: { readonly [field: string]: FieldRule };
};

const REQUIRED_CODE = { type: 'code', required: true } as const;
const STATUSES = { type: 'choice', required: true, values: ['active', 'closed'] } as const;

/** Every kind. The order of fields is that of the form and of an exported file. */
export const MASTER_KINDS = {
  /** A person or a firm, whatever the script of the name. */
  customer: {
    key: ['customer'],
    title: 'name',
    fields: {
      customer: REQUIRED_CODE,
      form: { type: 'choice', required: true, values: ['person', 'firm'] },
      name: { type: 'name', required: true },
      otherNames: { type: 'name' },
      status: STATUSES,
      branch: { type: 'code' },
      language: { type: 'choice', values: ['en', 'zh-CN', 'de', 'fr'] },
      registration: { type: 'code' },
      street: { type: 'text' },
      building: { type: 'text' },
      postCode: { type: 'text' },
      town: { type: 'text' },
      country: { type: 'country' },
    },
  },
  /** What the bank says of an account of its own beside the ledger's terms. */
  account: {
    key: ['account', 'currency'],
    title: 'customer',
    fields: {
      account: { type: 'account', required: true },
      currency: { type: 'currency', required: true },
      customer: REQUIRED_CODE,
      agreement: { type: 'code' },
      branch: { type: 'code' },
      debitBlocked: { type: 'flag' },
      creditBlocked: { type: 'flag' },
      dormantSince: { type: 'date' },
      signing: { type: 'choice', values: ['single', 'joint'] },
      signatories: { type: 'codes' },
    },
  },
  /** What an ordering party has agreed on for its payment files. */
  agreement: {
    key: ['agreement'],
    title: 'customer',
    fields: {
      agreement: REQUIRED_CODE,
      customer: REQUIRED_CODE,
      status: STATUSES,
      controlLevel: { type: 'choice', values: CONTROL_LEVELS },
      /** Whether a file must name who of the account's signatories signed it. */
      signedInFile: { type: 'flag' },
      batchBooking: { type: 'choice', values: ['asFile', 'always', 'never'] },
      duplicateWindowDays: { type: 'whole', max: 90 },
      statusMessages: { type: 'choice', values: STATUS_MOMENTS },
      statusLevel: { type: 'choice', values: STATUS_LEVELS },
      tariff: { type: 'code' },
    },
  },
  /** Somebody a customer pays again and again. */
  beneficiary: {
    key: ['beneficiary'],
    title: 'name',
    fields: {
      beneficiary: REQUIRED_CODE,
      customer: REQUIRED_CODE,
      name: { type: 'name', required: true },
      account: { type: 'account', required: true },
      bic: { type: 'bic' },
      country: { type: 'country' },
      coolOffDays: { type: 'whole', max: 30 },
    },
  },
  /** A bank that keeps an account for us, or that we keep one for. */
  correspondent: {
    key: ['bic'],
    title: 'name',
    fields: {
      bic: { type: 'bic', required: true },
      name: { type: 'name', required: true },
      status: STATUSES,
      country: { type: 'country' },
      currencies: { type: 'codes' },
      charges: { type: 'choice', values: ['DEBT', 'SHAR', 'CRED'] },
    },
  },
  /** By which way a counterparty is paid in a currency, until another instruction is given. */
  settlementInstruction: {
    key: ['counterparty', 'currency'],
    title: 'correspondent',
    fields: {
      counterparty: { type: 'bic', required: true },
      currency: { type: 'currency', required: true },
      correspondent: { type: 'bic', required: true },
      account: { type: 'account' },
      intermediary: { type: 'bic' },
      method: { type: 'choice', required: true, values: ['serial', 'cover'] },
    },
  },
  /** A member of a rail: by what it can be reached, and up to what it may owe. */
  participant: {
    key: ['participant'],
    title: 'name',
    fields: {
      participant: REQUIRED_CODE,
      bic: { type: 'bic', required: true },
      name: { type: 'name', required: true },
      status: STATUSES,
      rails: { type: 'codes' },
      currency: { type: 'currency' },
      cap: { type: 'amount' },
    },
  },
  /** What a service costs, whom, and in which currency. */
  tariff: {
    key: ['tariff', 'service', 'currency'],
    title: 'service',
    fields: {
      tariff: REQUIRED_CODE,
      service: {
        type: 'choice',
        required: true,
        values: ['single', 'fileItem', 'highValue', 'crossBorder', 'onUs'],
      },
      currency: { type: 'currency', required: true },
      fee: { type: 'amount', required: true },
      taxed: { type: 'flag', needs: 'taxRate' },
      /** In ten thousandths of the fee: 1900 is 19 %. */
      taxRate: { type: 'whole', max: 10_000 },
      refundedOnReject: { type: 'flag' },
    },
  },
  /** The directory of banks: who they are and what reaches them. */
  bank: {
    key: ['bic'],
    title: 'name',
    fields: {
      bic: { type: 'bic', required: true },
      name: { type: 'name', required: true },
      country: { type: 'country' },
      town: { type: 'text' },
      schemes: { type: 'codes' },
      validUntil: { type: 'date' },
    },
  },
  /** National bank codes and routing numbers, and the bank each one names. */
  routing: {
    key: ['system', 'code'],
    title: 'name',
    fields: {
      system: {
        type: 'choice',
        required: true,
        values: CODE_SYSTEMS,
      },
      code: REQUIRED_CODE,
      name: { type: 'name', required: true },
      bic: { type: 'bic' },
      validUntil: { type: 'date' },
    },
  },
} as const satisfies { readonly [kind: string]: KindRule };

export type MasterKind = keyof typeof MASTER_KINDS;

const isKind = (name: string): name is MasterKind => Object.hasOwn(MASTER_KINDS, name);
export const MASTER_KIND_NAMES: readonly MasterKind[] = Object.keys(MASTER_KINDS).filter(isKind);

/** The rules of a kind, without the literal types of its own table. */
export function kindRule(kind: MasterKind): KindRule {
  return MASTER_KINDS[kind];
}

type FieldsOf<K extends MasterKind> = (typeof MASTER_KINDS)[K]['fields'];
type ValueOf<R> = R extends { readonly type: 'flag' }
  ? boolean
  : R extends { readonly type: 'codes' }
    ? readonly string[]
    : R extends { readonly type: 'whole' }
      ? number | null
      : R extends { readonly type: 'amount' }
        ? bigint | null
        : R extends { readonly required: true; readonly values: readonly (infer V)[] }
          ? V
          : R extends { readonly values: readonly (infer V)[] }
            ? V | null
            : R extends { readonly required: true }
              ? string
              : string | null;

/** A record of a kind as the rest of the house reads it; amounts are minor units. */
export type MasterRecord<K extends MasterKind> = {
  readonly [F in keyof FieldsOf<K>]: ValueOf<FieldsOf<K>[F]>;
};

/** A record as it is kept: the text of every field that has one, by name. */
export type MasterContent = { readonly [field: string]: string };

export type FieldProblem = {
  readonly code: FieldFault | 'master_field_unknown';
  readonly field: string;
  /** As it was written, cut short. */
  readonly value: string;
};

export type ReadContent =
  | { readonly ok: true; readonly key: string; readonly content: MasterContent }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

const SHOWN = 100;

/**
 * Reads what was written for a record: its key (the key's fields with a space between) and its
 * content in the order of the kind, or every problem. `master_field_unknown` comes first, then each
 * field's own (`readField`).
 */
export function readContent(
  kind: MasterKind,
  written: { readonly [field: string]: string },
  live: boolean,
): ReadContent {
  const { fields, key } = kindRule(kind);
  const problems: FieldProblem[] = [];
  for (const field of Object.keys(written)) {
    if (Object.hasOwn(fields, field)) continue;
    problems.push({ code: 'master_field_unknown', field: field.slice(0, SHOWN), value: '' });
  }
  const setting = { currency: (written.currency ?? '').trim(), live };
  const content: Record<string, string> = {};
  for (const [field, rule] of Object.entries(fields)) {
    const value = written[field] ?? '';
    const read = readField(value, rule, setting);
    if ('fault' in read) problems.push({ code: read.fault, field, value: value.slice(0, SHOWN) });
    else if (read.text !== '') content[field] = read.text;
  }
  for (const [field, { needs }] of Object.entries(fields)) {
    const lacks = needs !== undefined && content[field] !== undefined && !written[needs]?.trim();
    if (lacks) problems.push({ code: 'master_field_missing', field: needs, value: '' });
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, key: key.map((field) => content[field] ?? '').join(' '), content };
}

/** The record behind what is kept of it, which was read by {@link readContent} when it was taken. */
export function recordOf<K extends MasterKind>(kind: K, content: MasterContent): MasterRecord<K> {
  const record: Record<string, string | boolean | number | bigint | readonly string[] | null> = {};
  for (const [field, { type }] of Object.entries(kindRule(kind).fields)) {
    record[field] = readValue(type, content[field] ?? '', content.currency ?? '');
  }
  // The table that gives each field's type is the one that was walked.
  return record as MasterRecord<K>;
}

function readValue(type: FieldType, text: string, currency: string) {
  if (type === 'flag') return text === 'true';
  if (type === 'codes') return text === '' ? [] : text.split(' ');
  if (text === '') return null;
  if (type === 'whole') return Number(text);
  if (type !== 'amount') return text;
  const amount = exponentOf(currency) === null ? null : parseSignedAmount(text, currency);
  return amount?.ok === true ? amount.value.minor : null;
}

/** The names in a record by which it is searched. */
export function namesOf(kind: MasterKind, content: MasterContent): readonly string[] {
  return Object.entries(kindRule(kind).fields).flatMap(([field, { type }]) =>
    type === 'name' && content[field] !== undefined ? [content[field]] : [],
  );
}
