// What the steps of a demonstration can do: the deeds of the console, under ids that are their own,
// so that a step which was done before is not done again.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handlers } from '../../../preload/contract/contract.ts';
import type { Session } from '../../../preload/session.ts';
import { assert, known } from '../../domain/assert.ts';
import type { DemoScene } from '../../domain/demo-scenes.ts';
import type { Result } from '../../domain/result.ts';
import { DEMO_STEPS } from '../../ledger/submissions.ts';
import { changeAccount } from '../../operations/change-account.ts';
import { askForDeed } from '../../operations/requests.ts';
import type { Office } from '../office.ts';
import { keepOriginal } from '../originals.ts';
import { demoActor } from './bring-people.ts';
import { chance, pick } from './chance.ts';
import { privateAccount } from './demo-bank.ts';
import type { DemoPerson } from './people.ts';

/** One thing that happens at an instant (milliseconds UTC) of the demonstration. */
export type DemoStep = {
  readonly at: number;
  readonly key: string;
  readonly run: (stage: Stage) => Promise<void>;
  /** Done only where this is the scene that was asked for: it takes long, and others do not show it. */
  readonly only?: DemoScene;
};

/** A payment file on its way in; `key` names its deed. */
export type DemoSubmission = {
  readonly key: string;
  readonly fileName: string;
  readonly text: () => string;
};

/** The doors of the console that the steps go through. */
export type Doors = Pick<
  Handlers<Session>,
  | 'importAccounts'
  | 'submitBatch'
  | 'batchProgress'
  | 'decideReview'
  | 'cancelPayment'
  | 'dispatchPayments'
  | 'acknowledgeBatch'
  | 'closeCycle'
  | 'settleCycle'
  | 'applyInward'
  | 'rejectAcknowledged'
  | 'backUp'
  | 'drillBackup'
  | 'importMaster'
  | 'masterProgress'
  | 'decideMasterChange'
  | 'dayView'
  | 'closeDay'
>;

const EUR = 'EUR';

/** Why a rail sends an item back, as other banks would say it. */
const RAIL_REASONS = ['AC04', 'AC01', 'AG01', 'MD07', 'BE04', 'RC01'] as const;

const DECLINE_REMARKS = [
  'The order was not confirmed by the customer when called back',
  'The customer asked for this one to be stopped',
] as const;

/** The id under which a step's deed is kept in the trail. */
export function demoDeed(key: string): string {
  return `${DEMO_STEPS}${key}`;
}

/** The batch that was submitted under a key, or null. */
export function demoBatch(office: Office, key: string): number | null {
  const kept = office.desk.book.answerOf(demoDeed(key));
  const { outcome, answer } = kept ?? { outcome: 'refused', answer: null };
  if (outcome !== 'done' || typeof answer !== 'object' || answer === null) return null;
  return 'batchId' in answer ? Number(answer.batchId) : null;
}

export class Stage {
  readonly office: Office;
  readonly doors: Doors;
  private readonly folder: string;

  constructor(office: Office, doors: Doors) {
    this.office = office;
    this.doors = doors;
    this.folder = join(office.folder, 'demo-files');
  }

  /** The session of one of the demonstration's people. */
  as(person: DemoPerson): Session {
    const nobodys = { person: null, locked: false, takenBack: () => null };
    return { actor: demoActor(this.office.desk.book, person), shell: 'cli', ...nobodys };
  }

  /** Whether a step's deed was done or refused before. */
  isDone(key: string): boolean {
    return this.office.desk.book.answerOf(demoDeed(key)) !== null;
  }

  /** Does a deed once; it must be answered with a value. */
  async deed<Value>(
    key: string,
    ask: (submissionId: string) => Result<Value> | Promise<Result<Value>>,
  ): Promise<void> {
    if (this.isDone(key)) return;
    const done = await ask(demoDeed(key));
    assert(done.ok, `the demonstration's ${key} is done: ${JSON.stringify(done)}`);
  }

  private batch(key: string): number {
    return known(demoBatch(this.office, key), 'a step names a file that came in before it');
  }

  /** Writes a file where it can be kept from, gives it to `use`, and removes it again. */
  async withFile(name: string, text: string, use: (path: string) => Promise<void>) {
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, name);
    try {
      await writeFile(path, text);
      await use(path);
    } finally {
      await rm(this.folder, { recursive: true, force: true });
    }
  }

  async openAccounts(key: string, list: string): Promise<void> {
    await this.withFile('accounts.csv', list, (path) =>
      this.deed(key, (submissionId) =>
        this.doors.importAccounts(
          { submissionId, path },
          this.as('administrator'),
          new AbortController().signal,
        ),
      ),
    );
  }

  /** Submits a payment file and waits until every payment of it is judged. */
  async submit(key: string, fileName: string, text: () => string): Promise<void> {
    await this.submitTogether([{ key, fileName, text }]);
  }

  /** Submits one file after another, and then waits until every payment of them is judged. */
  async submitTogether(files: readonly DemoSubmission[]): Promise<void> {
    for (const { key, fileName, text } of files) {
      if (this.isDone(key)) continue;
      await this.withFile(fileName, text(), async (path) => {
        await this.deed(key, (submissionId) => this.hand(submissionId, path));
      });
    }
    await Promise.all(files.map(({ key }) => this.judged(this.batch(key))));
  }

  /** Submits a file that must not be taken: it changes nothing. */
  async refused(key: string, fileName: string, text: () => string): Promise<void> {
    if (this.isDone(key)) return;
    await this.withFile(fileName, text(), async (path) => {
      const answer = await this.hand(demoDeed(key), path);
      assert(!answer.ok, `the demonstration's ${key} is refused`);
    });
  }

  private async hand(submissionId: string, path: string) {
    const kept = await keepOriginal(this.office.folder, path, this.office.newId());
    assert(kept.ok, 'the demonstration’s own file can be kept');
    const { hash: originalHash, fileName } = kept.value;
    const asked = { submissionId, originalHash, fileName };
    return this.doors.submitBatch(asked, this.as('submitter'), new AbortController().signal);
  }

  private async judged(batchId: number): Promise<void> {
    const leaving = new AbortController();
    const session = this.as('submitter');
    for await (const { done } of this.doors.batchProgress({ batchId }, session, leaving.signal)) {
      if (done) break;
    }
    leaving.abort();
  }

  async dispatch(key: string): Promise<void> {
    const batchId = this.batch(key);
    await this.deed(`${key}.dispatched`, (submissionId) =>
      this.doors.dispatchPayments(
        { submissionId, batchId },
        this.as('supervisor'),
        new AbortController().signal,
      ),
    );
  }

  /** The rail says that it has the file, in as many deeds as that takes. */
  async acknowledge(key: string): Promise<void> {
    const { payments } = this.office.desk.book;
    const batchId = this.batch(key);
    for (let part = 0; ; part += 1) {
      if (this.isDone(`${key}.acknowledged.${part}`)) continue;
      const [next] = payments.inStatus(batchId, 'dispatched', 0, 1);
      if (next === undefined) return;
      await this.deed(`${key}.acknowledged.${part}`, (submissionId) =>
        this.doors.acknowledgeBatch(
          { submissionId, batchId, fromRecord: 0 },
          this.as('supervisor'),
          new AbortController().signal,
        ),
      );
    }
  }

  /** The rail sends `count` items of a file back before their cycle closes. */
  async rejectByRail(key: string, batchKey: string, count: number): Promise<void> {
    const batchId = this.batch(batchKey);
    const found = this.office.desk.book.payments.inStatus(batchId, 'acknowledged', 0, 5_000);
    const step = Math.max(1, Math.floor(found.length / (count + 1)));
    await Promise.all(
      Array.from({ length: count }, async (_, place) => {
        const payment = found[(place + 1) * step];
        if (payment === undefined) return;
        const reasonCode = pick(RAIL_REASONS, key, place);
        await this.deed(`${key}.${place}`, (submissionId) =>
          this.doors.rejectAcknowledged(
            { submissionId, paymentId: payment.id, reasonCode },
            this.as('treasurer'),
            new AbortController().signal,
          ),
        );
      }),
    );
  }

  /** Analysts decide what waits of a file, in order, as `outcomes` say. */
  async decide(
    key: string,
    batchKey: string,
    outcomes: readonly ('approve' | 'decline')[],
  ): Promise<void> {
    const { payments } = this.office.desk.book;
    for (const [place, outcome] of outcomes.entries()) {
      if (this.isDone(`${key}.${place}`)) continue;
      const [payment] = payments.inStatus(this.batch(batchKey), 'in_review', 0, 1);
      if (payment === undefined) return;
      const declines = outcome === 'decline';
      const reasonCode = declines ? 'CUST' : '';
      const remark = declines ? pick(DECLINE_REMARKS, key, place) : 'Called back and confirmed';
      await this.deed(`${key}.${place}`, (submissionId) =>
        this.doors.decideReview(
          { submissionId, paymentId: payment.id, outcome, reasonCode, remark },
          this.as(place % 2 === 0 ? 'analyst' : 'otherAnalyst'),
          new AbortController().signal,
        ),
      );
    }
  }

  /** What waits of a file in repair is given back to the customer, who sends it again. */
  async giveBack(key: string, batchKey: string): Promise<void> {
    const batch = this.batch(batchKey);
    const waiting = this.office.desk.book.payments.inStatus(batch, 'in_repair', 0, 5_000);
    await Promise.all(
      waiting.map(({ id: paymentId }) =>
        this.deed(`${key}.${paymentId}`, (submissionId) =>
          this.doors.cancelPayment(
            { submissionId, paymentId },
            this.as('otherSubmitter'),
            new AbortController().signal,
          ),
        ),
      ),
    );
  }

  async closeCycle(key: string, grossIn: bigint): Promise<void> {
    const open = this.office.desk.book.cycles.openFor(EUR);
    if (open === null) return;
    await this.deed(`${key}.closed`, (submissionId) =>
      this.doors.closeCycle(
        { submissionId, cycleId: open.id, grossIn },
        this.as('treasurer'),
        new AbortController().signal,
      ),
    );
  }

  /** The advice is what we expected. */
  async settleCycle(key: string): Promise<void> {
    const closed = this.office.desk.book.cycles.inState('closed').at(-1);
    if (closed === undefined) return;
    await this.deed(`${key}.settled`, (submissionId) =>
      this.doors.settleCycle(
        { submissionId, cycleId: closed.id, advised: closed.netPosition },
        this.as('treasurer'),
        new AbortController().signal,
      ),
    );
  }

  /** What came in is credited: some to customers by name, one that fits nobody, the rest together. */
  async applyInward(key: string, payees: number): Promise<void> {
    const cycle = this.office.desk.book.cycles.inState('settled').at(-1);
    if (cycle === undefined) return;
    // All named credits together take at most half of what came in.
    const half = cycle.grossIn / BigInt(2 * payees);
    const most = half < 260_000n ? half : 260_000n;
    const credits = Array.from({ length: payees }, (_, place) => ({
      account: place === 0 ? null : privateAccount(chance(key, place)).account,
      amount: (most * BigInt(20 + (chance('credit', key, place) % 80))) / 100n,
    }));
    const named = credits.reduce((sum, { amount }) => sum + amount, 0n);
    const rest = cycle.grossIn - cycle.inwardApplied - named;
    if (rest > 0n) credits.push({ account: '2900', amount: rest });
    await Promise.all(
      credits.map(({ account, amount }, place) =>
        this.deed(`${key}.${place}`, (submissionId) =>
          this.doors.applyInward(
            { submissionId, cycleId: cycle.id, account, amount },
            this.as('treasurer'),
            new AbortController().signal,
          ),
        ),
      ),
    );
  }

  /** Two accounts give no money until further notice, and one is frozen. */
  async blockAccounts(): Promise<void> {
    const { desk, writer } = this.office;
    for (const place of [71, 160, 333]) {
      const { account } = privateAccount(place);
      const change = { account, currency: EUR, status: 'debit_blocked' } as const;
      await this.deed(`blocked.${place}`, (submissionId) =>
        writer.do((turn): Result<unknown> => {
          const context = this.office.contextOfWork(demoActor(desk.book, 'supervisor'), turn);
          // Among people another one signs first: it waits for whoever plays that person.
          if (!desk.book.people.exist()) {
            return changeAccount(desk, { submissionId, ...change }, context);
          }
          const asked = { deed: 'changeAccount', ...change } as const;
          return askForDeed(desk, { submissionId, asked, remark: '' }, context);
        }),
      );
    }
    this.office.engine.reload();
  }

  /** A backup that is made once, and restored aside to prove it. */
  async backUp(): Promise<void> {
    if ((await this.office.keeping.list()).length > 0) return;
    const keeper = this.as('administrator');
    const { signal } = new AbortController();
    const made = await this.doors.backUp({ to: null }, keeper, signal);
    assert(made.ok, 'the demonstration can be backed up');
    const proven = await this.doors.drillBackup({}, keeper, signal);
    assert(proven.ok, 'the demonstration’s backup can be drilled');
  }
}
