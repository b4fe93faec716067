// What a person types into a filter chip, read into parts of the filter.
import { readAmount } from '../../format.ts';
import type { Chip, QueueFilter } from './queue-filter.ts';

/** A field for a date may hold a year of six digits, which no business date has. */
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** Longest account that the office looks for. */
const ACCOUNT_MAX = 140;

/**
 * What was typed into the two ends of a range, as parts of the filter; null when it is none, or
 * nothing that the office would take.
 */
export function partsOf(
  chip: Chip,
  from: string,
  to: string,
  currency: string | null,
): QueueFilter | null {
  if (chip === 'batch') {
    return /^\d{1,15}$/.test(from.trim()) && Number(from) > 0 ? { batchId: Number(from) } : null;
  }
  if (chip === 'account') {
    const account = from.replace(/\s/g, '').toUpperCase();
    return account === '' || account.length > ACCOUNT_MAX ? null : { account };
  }
  if (chip === 'received') return DATE.test(from) ? { receivedOn: from } : null;
  if (from.trim() === '' && to.trim() === '') return null;
  return chip === 'date' ? datesOf(from, to) : amountsOf(from, to, currency);
}

function datesOf(from: string, to: string): QueueFilter | null {
  if ([from, to].some((each) => each !== '' && !DATE.test(each))) return null;
  return {
    ...(from === '' ? {} : { executionFrom: from }),
    ...(to === '' ? {} : { executionTo: to }),
  };
}

function amountsOf(from: string, to: string, currency: string | null): QueueFilter | null {
  const low = from.trim() === '' ? undefined : readAmount(from, currency);
  const high = to.trim() === '' ? undefined : readAmount(to, currency);
  if (low === null || high === null) return null;
  return {
    ...(low === undefined ? {} : { amountFrom: low }),
    ...(high === undefined ? {} : { amountTo: high }),
  };
}
