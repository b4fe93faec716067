// An office in a process of its own over a folder of its own, and the few ways in which tests use
// it: ask until it is answered, follow a batch to its end, kill it, and look into its book.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { inspect } from 'node:util';
import Database from 'better-sqlite3';
import { localActor } from '../../main/domain/permissions.ts';
import { audit } from '../../main/ledger/audit.ts';
import { BALANCES_NOW } from '../../main/ledger/balances-now.ts';
import type { OfficeStart } from '../../main/office/office.ts';
import { nodeChild, type SupervisedOffice, superviseOffice } from '../../main/office/supervise.ts';
import { createClient, isChannelClosed } from '../../preload/client.ts';
import { type Client, contract } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { THURSDAY_MORNING } from '../operations/test-desk.ts';
import { programOf } from '../programs.ts';

export type RunningOffice = {
  readonly folder: string;
  readonly office: SupervisedOffice;
  /** Asks again, the same question, as often as the office dies before it answers. */
  readonly ask: <Value>(
    question: (client: Client) => Promise<Reply<Value>>,
  ) => Promise<Reply<Value>>;
  /** The value of an answer that must be one. */
  readonly done: <Value>(question: (client: Client) => Promise<Reply<Value>>) => Promise<Value>;
  /** A client into the office as it is now. */
  readonly client: () => Client;
  /** Resolves when every payment of the batch is judged, across restarts. */
  readonly judged: (batchId: number) => Promise<void>;
  /** `kill -9`, and the next office ready. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Differs from {@link startOf}: a live book, which has no clock but the system's. */
export const LIVE = { demo: false, clockStartsAt: null } as const;

/** How an office is started in tests: on the demo day, by Anna; only a demonstration has its own day. */
export function startOf(folder: string, differing: Partial<OfficeStart> = {}): OfficeStart {
  const clockStartsAt = THURSDAY_MORNING;
  return { folder, shell: 'cli', person: 'anna', demo: true, clockStartsAt, ...differing };
}

/**
 * Starts an office and waits for it; it is ended with the test. `program` is another one than the
 * real one where a test holds something up.
 */
export async function runningOffice(
  t: Pick<TestContext, 'after'>,
  folder: string,
  differing: Partial<OfficeStart> = {},
  program = programOf('main/office/office-process.ts'),
): Promise<RunningOffice> {
  const office = superviseOffice(startOf(folder, differing), nodeChild(program));
  t.after(() => office.stop());
  await office.ready();
  return drive(office, folder);
}

function drive(office: SupervisedOffice, folder: string): RunningOffice {
  const session = { actor: localActor('anna'), shell: 'cli' } as const;
  let current: { readonly pid: number | null; readonly client: Client } | null = null;
  const client = (): Client => {
    const pid = office.pid();
    if (current === null || current.pid !== pid) {
      current = { pid, client: createClient(contract, office.open(session)) };
    }
    return current.client;
  };
  const ask: RunningOffice['ask'] = async (question) => {
    for (;;) {
      await office.ready();
      const reply = await question(client());
      if (!isChannelClosed(reply)) return reply;
    }
  };
  return {
    folder,
    office,
    ask,
    client,
    done: async (question) => {
      const reply = await ask(question);
      assert.ok(reply.ok, inspect(reply));
      return reply.value;
    },
    judged: async (batchId) => {
      for (;;) {
        await office.ready();
        for await (const item of client().batchProgress({ batchId })) if (item.done) return;
      }
    },
    kill: () => killOffice(office),
    stop: () => office.stop(),
  };
}

/** Kills the office as it is now and resolves when the next one is ready. */
export async function killOffice(office: SupervisedOffice): Promise<void> {
  const pid = office.pid();
  assert.ok(pid !== null, 'an office runs');
  const again = new Promise<void>((resolve) => {
    office.onState(({ kind }) => {
      if (kind === 'restarting') resolve();
    });
  });
  process.kill(pid, 'SIGKILL');
  await again;
  await office.ready();
}

/** Keeps the file and submits it: the batch, or what it was refused with. */
export async function submitFile(on: RunningOffice, path: string) {
  const draft = await on.done((client) => client.draftBatch({ path }));
  const { submissionId, originalHash, fileName } = draft;
  const asked = { submissionId, originalHash, fileName };
  return on.ask((client) => client.submitBatch(asked));
}

/** Opens the accounts of a CSV list. */
export async function importList(on: RunningOffice, path: string, submissionId: string) {
  return on.done((client) => client.importAccounts({ submissionId, path }));
}

/** Looks into a book beside its owner, read only. */
export function lookInto<T>(folder: string, look: (db: Database.Database) => T): T {
  const db = new Database(join(folder, 'book.db'), { readonly: true });
  db.defaultSafeIntegers(true);
  try {
    return look(db);
  } finally {
    db.close();
  }
}

/** Booked and held balance of an account, credit less debit, in minor units. */
export function balancesOf(folder: string, number: string, currency = 'EUR') {
  type Row = { posted: bigint; pending: bigint };
  const sql = `SELECT credits_posted - debits_posted AS posted,
      credits_pending - debits_pending AS pending
    FROM accounts JOIN ${BALANCES_NOW} ON account = id WHERE number = ? AND currency = ?`;
  const row = lookInto(folder, (db) =>
    db.prepare<[string, string], Row>(sql).get(number, currency),
  );
  return { posted: row?.posted ?? 0n, pending: row?.pending ?? 0n };
}

/** The checks of the audit that failed, and the sums of both layers over all accounts. */
export function unsound(folder: string): readonly string[] {
  return lookInto(folder, (db) => {
    const failed = audit({ db, writes: false }).checks.filter((check) => !check.ok);
    const sums = db
      .prepare<[], { currency: string; posted: bigint; pending: bigint }>(
        `SELECT currency, sum(credits_posted - debits_posted) AS posted,
           sum(credits_pending - debits_pending) AS pending
         FROM accounts JOIN ${BALANCES_NOW} ON account = id GROUP BY currency`,
      )
      .all()
      .filter(({ posted, pending }) => posted !== 0n || pending !== 0n);
    return [
      ...failed.map(({ name, detail }) => `${name}: ${detail}`),
      ...sums.map(({ currency }) => `the trial balance of ${currency} is not zero`),
    ];
  });
}

/** How many rows each table of the book has. */
export function rowCounts(folder: string): { readonly [table: string]: number } {
  return lookInto(folder, (db) => {
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck()
      .all();
    return Object.fromEntries(
      tables.map((table) => [
        table,
        Number(db.prepare<[], bigint>(`SELECT count(*) FROM ${table}`).pluck().get()),
      ]),
    );
  });
}
