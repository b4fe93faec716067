// The payments of the book in columns, in memory: one slot per record of every batch, so that a
// payment's slot is found by arithmetic and slots stand in the order in which payments came.
import { assert, known } from '../domain/assert.ts';
import { exponentForReading } from '../domain/currencies.ts';
import { dayNumber } from '../domain/dates.ts';
import { batchOf, paymentId, recordOf } from './payment-ids.ts';

/** In the status column: no payment has been judged into this slot yet. */
export const ABSENT = 255;

/** The most decimals a currency of the book has: amounts are compared as if all had so many. */
const EXPONENT_MAX = 4;

export type TableBatch = {
  readonly id: number;
  readonly firstSlot: number;
  readonly records: number;
  readonly receivedOn: string;
};

/** What payments share through their payment information. */
export type TableInformation = {
  readonly id: number;
  readonly batch: TableBatch;
  /** Days since 1970-01-01 of the execution date. */
  readonly day: number;
  /** Index of the debtor's account in `accounts`. */
  readonly account: number;
};

export class PaymentTable {
  status = new Uint8Array(0);
  currency = new Uint8Array(0);
  /** Minor units. */
  amount = new BigInt64Array(0);
  /** Index in `informations`. */
  information = new Uint32Array(0);
  /** Hashes of the ids by which a payment is found; 0 where it has none. */
  endToEndId = new Uint32Array(0);
  instructionId = new Uint32Array(0);
  uetr = new Uint32Array(0);
  /** Slots in use or set aside; the columns may be longer. */
  length = 0;
  readonly batches: TableBatch[] = [];
  readonly informations: TableInformation[] = [];
  readonly accounts: string[] = [];
  readonly currencies: string[] = [];
  /** Per currency: what its minor units are multiplied by to compare as written. */
  readonly factors: bigint[] = [];
  private readonly batchById = new Map<number, TableBatch>();
  private readonly informationById = new Map<number, number>();
  private readonly accountIndex = new Map<string, number>();
  private readonly currencyIndex = new Map<string, number>();

  /** The greatest batch id that has slots; 0 for none. */
  get lastBatch(): number {
    return this.batches.at(-1)?.id ?? 0;
  }

  batch(id: number): TableBatch | null {
    return this.batchById.get(id) ?? null;
  }

  /** Sets slots aside for every record of a batch. Batches come in the order of their ids. */
  addBatch(id: number, records: number, receivedOn: string): TableBatch {
    assert(id > this.lastBatch, 'batches come in the order of their ids');
    const batch = { id, firstSlot: this.length, records, receivedOn };
    this.batches.push(batch);
    this.batchById.set(id, batch);
    this.grow(this.length + records);
    this.length += records;
    return batch;
  }

  private grow(slots: number): void {
    if (slots <= this.status.length) return;
    const room = Math.max(slots, Math.ceil(this.status.length * 1.5), 1024);
    const status = new Uint8Array(room).fill(ABSENT);
    status.set(this.status);
    this.status = status;
    this.currency = copied(new Uint8Array(room), this.currency);
    const amount = new BigInt64Array(room);
    amount.set(this.amount);
    this.amount = amount;
    this.information = copied(new Uint32Array(room), this.information);
    this.endToEndId = copied(new Uint32Array(room), this.endToEndId);
    this.instructionId = copied(new Uint32Array(room), this.instructionId);
    this.uetr = copied(new Uint32Array(room), this.uetr);
  }

  /** The dense index of a payment information, or -1 when it has none yet. */
  informationOf(id: number): number {
    return this.informationById.get(id) ?? -1;
  }

  addInformation(id: number, executionDate: string, debtorAccount: string): number {
    const batch = known(this.batch(batchOf(id)), 'a payment information follows its batch');
    const index = this.informations.length;
    const account = this.indexOfAccount(debtorAccount);
    this.informations.push({ id, batch, day: dayNumber(executionDate), account });
    this.informationById.set(id, index);
    return index;
  }

  private indexOfAccount(number: string): number {
    let index = this.accountIndex.get(number);
    if (index === undefined) {
      index = this.accounts.length;
      this.accounts.push(number);
      this.accountIndex.set(number, index);
    }
    return index;
  }

  /** The index of a currency, given on first meeting. */
  currencyCode(currency: string): number {
    let code = this.currencyIndex.get(currency);
    if (code === undefined) {
      code = this.currencies.length;
      assert(code < 256, 'there are fewer currencies than fit a byte');
      const exponent = known(exponentForReading(currency), 'the book has known currencies');
      this.currencies.push(currency);
      this.factors.push(10n ** BigInt(EXPONENT_MAX - exponent));
      this.currencyIndex.set(currency, code);
    }
    return code;
  }

  /** The index of a currency that some payment has had, or -1. */
  knownCurrency(currency: string): number {
    return this.currencyIndex.get(currency) ?? -1;
  }

  knownAccount(number: string): number {
    return this.accountIndex.get(number) ?? -1;
  }

  /** The slot of a payment whose batch has slots. */
  slotOf(payment: number): number {
    const batch = known(this.batch(batchOf(payment)), 'the batch has slots');
    const record = recordOf(payment);
    assert(record < batch.records, 'a record is one of its batch');
    return batch.firstSlot + record;
  }

  /** The id of the payment in a slot that is not absent. */
  paymentAt(slot: number): number {
    const information = this.informations[this.information[slot] ?? 0];
    const { batch } = known(information, 'a payment has its payment information');
    return paymentId(batch.id, slot - batch.firstSlot);
  }
}

function copied<A extends Uint8Array | Uint32Array>(into: A, from: A): A {
  into.set(from);
  return into;
}

/** FNV-1a over the UTF-16 units, never 0, so that 0 can stand for "none". */
export function hashOfId(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0 === 0 ? 1 : hash >>> 0;
}
