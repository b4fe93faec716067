// Goal: a file's records reach the engine in chunks that lose nothing, say where each payment
// information ends, and are the same from whatever record an earlier run stopped at. Method: files
// of many shapes from a seed, cut at many sizes, every resume compared with the uncut list.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreditTransfer, PaymentInformation } from '../../main/domain/payment.ts';
import { createPain001Reader } from '../../main/formats/pain001-reader.ts';
import { type Chunk, ChunkCutter } from '../../main/office/batch-chunks.ts';
import { PAYMENT_COLUMNS, readTransfer } from '../../main/pipeline/payment-columns.ts';
import { ColumnsView } from '../../main/stream/columns.ts';
import { chance } from '../fixtures/chance.ts';
import { generatePain001, pain001Options } from '../fixtures/generate-pain001.ts';
import { ownIban } from '../fixtures/parties.ts';

type Item =
  | { readonly kind: 'information'; readonly information: PaymentInformation }
  | { readonly kind: 'transfer'; readonly transfer: CreditTransfer };

/** What the reader says of a generated file, in order. */
function itemsOf(transactions: number, paymentInformations: number, seed: number): Item[] {
  const items: Item[] = [];
  const reader = createPain001Reader({
    group: () => undefined,
    paymentInformation: (information) => items.push({ kind: 'information', information }),
    transaction: (transfer) => items.push({ kind: 'transfer', transfer }),
    problem: (problem) => assert.fail(problem.code),
  });
  const options = pain001Options({ transactions, paymentInformations, seed });
  for (const piece of generatePain001(options)) reader.push(Buffer.from(piece));
  assert.ok(reader.end().accepted);
  return items;
}

const FIRST_PAYMENT = 7_000_000;

function cut(items: readonly Item[], records: number, from: number): Chunk[] {
  const chunks: Chunk[] = [];
  const options = { records, receivedAt: 1234, firstPayment: FIRST_PAYMENT, from };
  const cutter = new ChunkCutter(options, (chunk) => chunks.push(chunk));
  for (const item of items) {
    if (item.kind === 'information') cutter.paymentInformation(item.information);
    else cutter.transaction(item.transfer);
  }
  cutter.end();
  return chunks;
}

/** The rows of chunks in order, with their payment ids and event times. */
function rowsOf(chunks: readonly Chunk[]) {
  return chunks.flatMap((chunk) => {
    const view = new ColumnsView(PAYMENT_COLUMNS, chunk.buffer);
    return Array.from({ length: chunk.records }, (_, row) => ({
      transfer: readTransfer(view, row),
      payment: view.i64('payment')[row],
      occurredAt: view.f64('occurredAt')[row],
      debtor: view.text('debtorKey', row),
    }));
  });
}

/** What chunks from record `from` on must be, told without cutting anything. */
function expectedChunks(items: readonly Item[], records: number, from: number) {
  const blocks = new Map<number, { first: number; last: number }>();
  let total = 0;
  for (const item of items) {
    if (item.kind !== 'transfer') continue;
    const { record, paymentInformation } = item.transfer;
    const known = blocks.get(paymentInformation);
    blocks.set(paymentInformation, { first: known?.first ?? record, last: record });
    total = record + 1;
  }
  const chunks = [];
  for (let start = from; start < total; start += records) {
    const end = Math.min(start + records, total);
    chunks.push({
      fromRecord: start,
      records: end - start,
      end: end === total,
      informations: [...blocks]
        .filter(([, { first, last }]) => first < end && last >= start)
        .map(([ordinal, { first, last }]) => ({ ordinal, firstRecord: first, ends: last < end })),
    });
  }
  return chunks;
}

function shapeOf({ fromRecord, records, end, informations }: Chunk) {
  return {
    fromRecord,
    records,
    end,
    informations: informations.map(({ information, firstRecord, ends }) => ({
      ordinal: information.ordinal,
      firstRecord,
      ends,
    })),
  };
}

test('chunks have the records, borders and ends that the file has, from any record on', (t) => {
  let resumed = 0;
  for (let seed = 1; seed <= 12; seed += 1) {
    const transactions = 1 + (chance(seed, 0, 'transactions') % 60);
    const blocks = 1 + (chance(seed, 0, 'blocks') % Math.min(7, transactions));
    const items = itemsOf(transactions, blocks, seed);
    for (const records of [1, 2, 7, 10, transactions, transactions + 1]) {
      const whole = cut(items, records, 0);
      const rows = rowsOf(whole);
      assert.deepEqual(
        rows.map(({ transfer }) => transfer),
        items.flatMap((item) => (item.kind === 'transfer' ? [item.transfer] : [])),
      );
      for (let from = 0; from < transactions; from += 1) {
        const rest = cut(items, records, from);
        assert.deepEqual(rest.map(shapeOf), expectedChunks(items, records, from));
        assert.deepEqual(rowsOf(rest), rows.slice(from));
        resumed += 1;
      }
    }
  }
  t.diagnostic(`${resumed} resumes`);
});

test('a row says which payment of the book it is, when it was received and who pays', () => {
  const items = itemsOf(3, 1, 1);
  const [, second] = rowsOf(cut(items, 10, 0));
  assert.deepEqual(
    { payment: second?.payment, occurredAt: second?.occurredAt, debtor: second?.debtor },
    { payment: BigInt(FIRST_PAYMENT + 1), occurredAt: 1234, debtor: ownIban(2001) },
  );
});

test('a gap in the record numbers is a bug of the reader, and stops it', () => {
  const [block, first, , third] = itemsOf(3, 1, 1);
  assert.ok(
    block?.kind === 'information' && first?.kind === 'transfer' && third?.kind === 'transfer',
  );
  const cutter = new ChunkCutter(
    { records: 10, receivedAt: 0, firstPayment: 0, from: 0 },
    () => undefined,
  );
  cutter.paymentInformation(block.information);
  cutter.transaction(first.transfer);
  assert.throws(() => cutter.transaction(third.transfer), /numbered without a gap/);
});
