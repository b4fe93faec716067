// What a person types into a filter chip, read into parts of the filter.
import { readAmount } from '../../format.ts';
import type { Chip, QueueFilter } from './queue-filter.ts';

/** What was typed into the two ends of a range, as parts of the filter; null when it is none. */
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
    return account === '' ? null : { account };
  }
  if (chip === 'received') return from === '' ? null : { receivedOn: from };
  if (chip === 'date') {
    return {
      ...(from === '' ? {} : { executionFrom: from }),
      ...(to === '' ? {} : { executionTo: to }),
    };
  }
  const low = from.trim() === '' ? undefined : readAmount(from, currency);
  const high = to.trim() === '' ? undefined : readAmount(to, currency);
  if (low === null || high === null) return null;
  return {
    ...(low === undefined ? {} : { amountFrom: low }),
    ...(high === undefined ? {} : { amountTo: high }),
  };
}
