// Kills the office with SIGKILL at seeded moments of a whole journey, starts it again and goes on,
// and counts what was lost, done twice or left unbalanced. What an office answered must be in its
// book from then on, once, whenever it dies.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localActor } from '../../main/domain/permissions.ts';
import {
  nodeChild,
  OfficeStopped,
  type SupervisedOffice,
  superviseOffice,
} from '../../main/office/supervise.ts';
import { createClient, isChannelClosed } from '../../preload/client.ts';
import { type Client, contract } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { chance } from '../fixtures/chance.ts';
import { accountsCsv, generateAccounts } from '../fixtures/generate-accounts.ts';
import { pain001Options } from '../fixtures/generate-pain001.ts';
import { writePain001 } from '../fixtures/write-pain001.ts';
import { startOf } from '../office/running-office.ts';
import { programOf } from '../programs.ts';
import { deedsKept, isKept, judgeBook } from './judge-book.ts';

export type KillPlan = {
  readonly seed: number;
  readonly payments: number;
  readonly kills: number;
  /** The office's program: a planted one, or the real one when undefined. */
  readonly program?: URL;
  /** All kills in one phase of the journey; over all of them when undefined. */
  readonly only?: Phase;
};

export type KillResult = {
  readonly kills: number;
  /** Kills after which a deed was in the book whose answer had not arrived. */
  readonly unanswered: number;
  readonly lost: number;
  readonly twice: number;
  readonly unbalanced: number;
  /** What was found, in words: at most a few. */
  readonly found: readonly string[];
};

/** Phases of the journey and their share of the kills, of 16. */
const PHASES = [
  'import',
  'submit',
  'judge',
  'dispatch',
  'acknowledge',
  'close',
  'inward',
  'settle',
] as const;
export type Phase = (typeof PHASES)[number];
const SHARES: readonly Phase[] = [
  ...PHASES,
  ...(['judge', 'judge', 'judge', 'judge', 'judge', 'acknowledge', 'inward', 'submit'] as const),
];

/** Within how long of its question a deed's office is killed: a deed takes a few milliseconds. */
const DEED_MS = 8;

/** About how long an epoch takes, in milliseconds. */
const EPOCH_MS = 120;

const GROSS_IN = 1_000_00n;

/** A question that an office never answers: it dies again and again without being killed. */
class Stuck extends Error {}

class Run {
  readonly folder: string;
  readonly plan: KillPlan;
  readonly acknowledged: string[] = [];
  readonly found: string[] = [];
  kills = 0;
  unanswered = 0;
  lost = 0;
  twice = 0;
  private readonly left = new Map<Phase, number>();
  private office: SupervisedOffice | null = null;
  private client: Client | null = null;
  private killsAtStop = -1;

  constructor(folder: string, plan: KillPlan) {
    this.folder = folder;
    this.plan = plan;
    for (let kill = 0; kill < plan.kills; kill += 1) {
      // Every phase gets one before any gets a second.
      const at = kill < PHASES.length ? kill : chance(plan.seed, kill, 'phase') % SHARES.length;
      const phase = plan.only ?? SHARES[at] ?? 'judge';
      this.left.set(phase, (this.left.get(phase) ?? 0) + 1);
    }
  }

  /** An office that is ready: the one there is, restarted, or the next one. */
  async ready(): Promise<{ readonly client: Client; readonly pid: number }> {
    for (;;) {
      const office =
        this.office ??
        superviseOffice(
          startOf(this.folder),
          nodeChild(this.plan.program ?? programOf('main/office/office-process.ts')),
        );
      this.office = office;
      try {
        await office.ready();
        const pid = office.pid();
        if (pid === null) continue;
        const session = { actor: localActor('anna'), shell: 'cli' } as const;
        this.client ??= createClient(contract, office.open(session));
        return { client: this.client, pid };
      } catch (error) {
        // Killed too often within its minute, the supervisor gives up: a person starts again.
        if (!(error instanceof OfficeStopped)) throw error;
        // Twice in a row without a kill of ours, it will never be ready.
        if (this.killsAtStop === this.kills) throw new Stuck(String(error));
        this.killsAtStop = this.kills;
        this.office = null;
        this.client = null;
      }
    }
  }

  /** Kills `pid` after a while that the seed knows, when the phase has kills left. */
  killIn(phase: Phase, pid: number, within: number): Promise<void> | null {
    const left = this.left.get(phase) ?? 0;
    if (left === 0) return null;
    this.left.set(phase, left - 1);
    this.kills += 1;
    const after = chance(this.plan.seed, this.kills, 'moment') % Math.max(1, within);
    const { office } = this;
    return new Promise((resolve) => {
      const look = (): void => {
        if (office?.pid() !== pid) resolve();
      };
      globalThis.setTimeout(() => {
        // A planted office may have died of itself meanwhile.
        if (office?.pid() === pid) process.kill(pid, 'SIGKILL');
        this.client = null;
        office?.onState(look);
        look();
      }, after);
    });
  }

  /** Asks until answered; while the phase has kills left it is asked again, and answers the same. */
  async deed<Value>(
    phase: Phase,
    submissionId: string,
    question: (client: Client) => Promise<Reply<Value>>,
  ): Promise<Value> {
    let first: string | null = null;
    for (;;) {
      const { client, pid } = await this.ready();
      const killing = this.killIn(phase, pid, DEED_MS);
      const reply = await question(client);
      if (reply.ok) {
        const answer = JSON.stringify(reply.value, (_, value: unknown) =>
          typeof value === 'bigint' ? String(value) : value,
        );
        if (first === null) this.acknowledged.push(submissionId);
        else if (first !== answer) this.find('twice', `${submissionId} was answered differently`);
        first ??= answer;
      } else if (!isChannelClosed(reply)) {
        throw new Stuck(`${submissionId}: ${JSON.stringify(reply)}`);
      }
      if (killing !== null) {
        await killing;
        await this.lookAfterKill(reply.ok ? null : submissionId);
      } else if (reply.ok) return reply.value;
      else this.client = null;
    }
  }

  /** Whatever was answered before the kill must be in the book that the next office opens. */
  async lookAfterKill(asked: string | null): Promise<void> {
    await this.ready();
    const kept = deedsKept(this.folder);
    for (const each of this.acknowledged) {
      if (!isKept(kept, each)) this.find('lost', `${each} was answered and is gone`);
    }
    if (asked !== null && isKept(kept, asked)) this.unanswered += 1;
  }

  /** A book that fails its check at the start is never judged any further: waiting would not end. */
  async checked(client: Client): Promise<void> {
    const states = client.officeState({});
    for await (const { phase, fault } of states) {
      if (phase === 'read_only') throw new Stuck(`the book failed its check: ${fault}`);
      if (phase !== 'checking_the_book') return;
    }
    // An office that died meanwhile needs a channel of its own.
    this.client = null;
  }

  /** Follows the batch to its end; what was seen judged stays judged. */
  async judge(batchId: number): Promise<void> {
    let seen = 0;
    for (;;) {
      const { client, pid } = await this.ready();
      await this.checked(client);
      // Some die before their first epoch, the others in or between later ones.
      const patience = chance(this.plan.seed, this.kills, 'words of progress') % 4;
      let killing: Promise<void> | null = null;
      let words = 0;
      let done = false;
      const progress = client.batchProgress({ batchId });
      for await (const item of progress) {
        if (item.processed < seen) this.find('lost', `${seen} were judged, now ${item.processed}`);
        seen = item.processed;
        done = item.done;
        if (words === patience || (done && words < patience)) {
          killing = this.killIn('judge', pid, EPOCH_MS);
        }
        words += 1;
        if (done) break;
      }
      if (killing === null && done) return;
      const end = await progress.end;
      // An office that has answered a submission knows its batch.
      if (end.ok && !done) throw new Stuck(`batch ${batchId} is unknown`);
      // It may also have died of itself, and the next one needs a channel of its own.
      if (!end.ok) this.client = null;
      if (killing !== null) await killing;
    }
  }

  find(kind: 'lost' | 'twice', words: string): void {
    this[kind] += 1;
    this.found.push(words);
  }

  async stop(): Promise<void> {
    await this.office?.stop();
  }
}

/** Runs the journey once in `folder`, an empty one, and says what the book is like afterwards. */
export async function killLoop(folder: string, plan: KillPlan): Promise<KillResult> {
  const run = new Run(folder, plan);
  const options = pain001Options({
    transactions: plan.payments,
    paymentInformations: 3,
    seed: plan.seed,
  });
  const list = join(folder, 'accounts.csv');
  const file = join(folder, 'payments.xml');
  writeFileSync(list, accountsCsv(generateAccounts(options, BigInt(plan.payments) * 5n)));
  writePain001(file, options);
  try {
    await journey(run, list, file);
  } catch (error) {
    if (!(error instanceof Stuck)) throw error;
    run.find('lost', `the journey cannot be finished: ${error.message}`);
  } finally {
    await run.stop();
  }
  const book = judgeBook(folder, options, run.acknowledged);
  return {
    kills: run.kills,
    unanswered: run.unanswered,
    lost: run.lost + book.lost,
    twice: run.twice + book.twice,
    unbalanced: book.unbalanced,
    found: [...run.found, ...book.found].slice(0, 10),
  };
}

async function journey(run: Run, path: string, file: string): Promise<void> {
  const imported = { submissionId: 'k-import', path };
  await run.deed('import', 'k-import', (c) => c.importAccounts(imported));
  const originalHash = await keepFile(run, file);
  const submission = { submissionId: 'k-submit', originalHash, fileName: 'payments.xml' };
  const { batchId } = await run.deed('submit', 'k-submit', (c) => c.submitBatch(submission));
  await run.judge(batchId);
  const dispatch = { submissionId: 'k-dispatch', batchId };
  await run.deed('dispatch', 'k-dispatch', (c) => c.dispatchPayments(dispatch));
  let fromRecord = 0;
  do {
    const asked = { submissionId: `k-acknowledge-${fromRecord}`, batchId, fromRecord };
    const done = await run.deed('acknowledge', asked.submissionId, (c) =>
      c.acknowledgeBatch(asked),
    );
    fromRecord = done.nextRecord;
  } while (fromRecord > 0);
  const cycleId = 1;
  const close = { submissionId: 'k-close', cycleId, grossIn: GROSS_IN };
  await run.deed('close', 'k-close', (c) => c.closeCycle(close));
  const inward = { submissionId: 'k-inward', cycleId, account: null, amount: 12_34n };
  await run.deed('inward', 'k-inward', (c) => c.applyInward(inward));
  const { client } = await run.ready();
  const view = await client.settlementView({});
  const advised = view.ok ? (view.value.cycles[0]?.netPosition ?? 0n) : 0n;
  const settle = { submissionId: 'k-settle', cycleId, advised };
  await run.deed('settle', 'k-settle', (c) => c.settleCycle(settle));
}

/** Keeping a file is no deed: it is done again when the office dies meanwhile. */
async function keepFile(run: Run, path: string): Promise<string> {
  for (;;) {
    const { client } = await run.ready();
    const draft = await client.draftBatch({ path });
    if (draft.ok) return draft.value.originalHash;
    if (!isChannelClosed(draft)) throw new Stuck(JSON.stringify(draft));
  }
}
