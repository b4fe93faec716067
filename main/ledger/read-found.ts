// Finds payments and batches by any of their ids: whole ids first, then what begins with the text.
import type { ReadableDb } from './connection.ts';
import { paymentId } from './payment-ids.ts';
import type { PaymentIndex } from './payment-index.ts';
import { likeBeginning } from './queue-question.ts';
import { type QueueRow, readRows } from './read-queue.ts';
import { type BatchStanding, readBatch } from './read-status.ts';
import { withToldText } from './told-text.ts';

export type FoundItem =
  | {
      readonly kind: 'payment';
      readonly by: 'paymentId' | 'endToEndId' | 'instructionId' | 'uetr';
      readonly whole: boolean;
      readonly payment: QueueRow;
    }
  | {
      readonly kind: 'batch';
      readonly by: 'batchId' | 'messageId';
      readonly whole: boolean;
      readonly batch: BatchStanding;
    };

export type Found = {
  readonly found: readonly FoundItem[];
  /** There is more than the list holds. */
  readonly more: boolean;
};

export type FoundAsked = {
  readonly text: string;
  /** Whoever asks may not see accounts: an id with a number in it is one as they are told it. */
  readonly told: boolean;
};

/** The ids that are looked at, as they are or as they are told. */
type Ids = {
  readonly endToEnd: string;
  readonly instruction: string;
  readonly uetr: string;
  readonly message: string;
};
const WHOLE_IDS: Ids = {
  endToEnd: 'end_to_end_id',
  instruction: 'instruction_id',
  uetr: 'uetr',
  message: 'message_id',
};
const TOLD_IDS: Ids = {
  endToEnd: 'told_text(end_to_end_id)',
  instruction: 'told_text(instruction_id)',
  uetr: 'uetr',
  message: 'told_text(message_id)',
};
type Sought = { readonly ids: Ids; readonly text: string; readonly most: number };

/** Items that one search lists. */
export const FOUND_LISTED = 20;

/** Of the newest payments, how many are looked at for ids that only begin with the text. */
const BEGINNINGS_LOOKED_AT = 100_000;

/**
 * What has `text` as its id, whole matches first: payment id, end-to-end id, instruction id, UETR
 * (in either case), batch id, message id; then, among the newest payments and all batches, what
 * begins with it. Nothing is found by an empty text.
 */
export function readFound(connection: ReadableDb, index: PaymentIndex, asked: FoundAsked): Found {
  const text = asked.text.trim();
  const ids = asked.told ? TOLD_IDS : WHOLE_IDS;
  withToldText(connection.db);
  if (text === '') return { found: [], more: false };
  const most = FOUND_LISTED + 1;
  const items: FoundItem[] = [];
  const seen = new Set<string>();
  const add = (item: FoundItem): void => {
    const key = item.kind === 'payment' ? `p${item.payment.paymentId}` : `b${item.batch.batchId}`;
    if (items.length >= most || seen.has(key)) return;
    seen.add(key);
    items.push(item);
  };
  for (const item of byNumber(connection, text)) add(item);
  for (const item of paymentsWhole(connection, index, { ids, text, most })) add(item);
  for (const item of batchesByMessage(connection, { ids, text, most })) add(item);
  for (const item of paymentsBeginning(connection, { ids, text, most })) add(item);
  return { found: items.slice(0, FOUND_LISTED), more: items.length > FOUND_LISTED };
}

function* byNumber(connection: ReadableDb, text: string): Generator<FoundItem> {
  if (!/^[1-9]\d{0,15}$/.test(text)) return;
  const id = Number(text);
  if (!Number.isSafeInteger(id)) return;
  for (const payment of readRows(connection, [id])) {
    yield { kind: 'payment', by: 'paymentId', whole: true, payment };
  }
  const batch = readBatch(connection, id);
  if (batch !== null) yield { kind: 'batch', by: 'batchId', whole: true, batch };
}

type IdRow = {
  id: bigint;
  end_to_end_id: string;
  instruction_id: string | null;
  uetr: string | null;
};

const selectIds = ({ endToEnd, instruction, uetr }: Ids): string =>
  `SELECT id, ${endToEnd} AS end_to_end_id, ${instruction} AS instruction_id, ${uetr} AS uetr
   FROM payments`;

function* paymentsWhole(
  connection: ReadableDb,
  index: PaymentIndex,
  { ids, text, most }: Sought,
): Generator<FoundItem> {
  const { db } = connection;
  const lower = text.toLowerCase();
  const rows = index.complete
    ? index.candidates(text).flatMap((id) => {
        const row = db.prepare<[number], IdRow>(`${selectIds(ids)} WHERE id = ?`).get(id);
        return row === undefined ? [] : [row];
      })
    : db
        .prepare<[string, string, string, string, number], IdRow>(
          `${selectIds(ids)} WHERE end_to_end_id = ? OR instruction_id = ? OR uetr IN (?, ?)
           ORDER BY id DESC LIMIT ?`,
        )
        .all(text, text, text, lower, most);
  for (const row of rows) {
    const by = wholeMatch(row, text, lower);
    if (by === null) continue;
    for (const payment of readRows(connection, [Number(row.id)])) {
      yield { kind: 'payment', by, whole: true, payment };
    }
  }
}

function wholeMatch(
  row: IdRow,
  text: string,
  lower: string,
): 'endToEndId' | 'instructionId' | 'uetr' | null {
  if (row.end_to_end_id === text) return 'endToEndId';
  if (row.instruction_id === text) return 'instructionId';
  return row.uetr === text || row.uetr === lower ? 'uetr' : null;
}

/** Batches whose message id is the text, then those whose message id begins with it. */
function batchesByMessage(connection: ReadableDb, { ids, text, most }: Sought): FoundItem[] {
  const rows = connection.db
    .prepare<[string, string, number], { id: bigint; message: string }>(
      `SELECT id, message FROM (SELECT id, ${ids.message} AS message FROM batches)
       WHERE message LIKE ? ESCAPE '\\' ORDER BY message <> ?, id DESC LIMIT ?`,
    )
    .all(likeBeginning(text), text, most);
  return rows.flatMap(({ id, message }) => {
    const batch = readBatch(connection, Number(id));
    const whole = message === text;
    return batch === null ? [] : [{ kind: 'batch', by: 'messageId', whole, batch } as const];
  });
}

type BeginningRow = { id: bigint; by: 'endToEndId' | 'instructionId' | 'uetr' };

function* paymentsBeginning(
  connection: ReadableDb,
  { ids, text, most }: Sought,
): Generator<FoundItem> {
  const { db } = connection;
  const rows = db.prepare<[{ pattern: string; from: number; most: number }], BeginningRow>(
    `SELECT id, CASE WHEN ${ids.endToEnd} LIKE @pattern ESCAPE '\\' THEN 'endToEndId'
       WHEN ${ids.instruction} LIKE @pattern ESCAPE '\\' THEN 'instructionId' ELSE 'uetr' END AS by
     FROM payments WHERE id >= @from AND (${ids.endToEnd} LIKE @pattern ESCAPE '\\'
       OR ${ids.instruction} LIKE @pattern ESCAPE '\\' OR ${ids.uetr} LIKE @pattern ESCAPE '\\')
     ORDER BY id DESC LIMIT @most`,
  );
  const asked = { pattern: likeBeginning(text), from: lookedAtFrom(connection), most };
  for (const { id, by } of rows.all(asked)) {
    for (const payment of readRows(connection, [Number(id)])) {
      yield { kind: 'payment', by, whole: false, payment };
    }
  }
}

/** The first of the newest payments that are looked at, counted back through the batches. */
function lookedAtFrom({ db }: ReadableDb): number {
  const batches = db.prepare<[], { id: bigint; next_record: bigint }>(
    'SELECT id, next_record FROM batches ORDER BY id DESC',
  );
  let left = BEGINNINGS_LOOKED_AT;
  for (const { id, next_record: judged } of batches.iterate()) {
    if (left <= Number(judged)) return paymentId(Number(id), Number(judged) - left);
    left -= Number(judged);
  }
  return 0;
}
