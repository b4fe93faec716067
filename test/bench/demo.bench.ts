// How long a demonstration takes to be made: an untouched book becomes the demo bank, with twenty
// days behind it and its day up to 10:42, every file of it judged, held, sent, booked and settled.
import { join } from 'node:path';
import { BOOK_ROLES, type BookRole } from '../../main/domain/chart-of-accounts.ts';
import { DEMO_BEGINS } from '../../main/domain/demo-scenes.ts';
import { localActor } from '../../main/domain/permissions.ts';
import { nodeChild, superviseOffice } from '../../main/office/supervise.ts';
import { createClient } from '../../preload/client.ts';
import { contract } from '../../preload/contract/contract.ts';
import type { Bench, Figure } from './bench.ts';

const ROUNDS = 3;
/** It is made by seed in under ten seconds (domain.md §5). */
const MOST = 10_000;

async function makeDemo(folder: string, role: BookRole): Promise<{ ms: number; payments: number }> {
  const started = {
    shell: 'cli',
    person: 'bench',
    demo: true,
    clockStartsAt: DEMO_BEGINS,
  } as const;
  const office = superviseOffice({ folder, ...started }, nodeChild());
  try {
    await office.ready();
    const session = { actor: localActor('bench'), shell: 'cli' } as const;
    const client = createClient(contract, office.open(session));
    const begun = performance.now();
    const made = await client.startDemo({ submissionId: 'bench', role });
    const ms = performance.now() - begun;
    const status = await client.status({});
    if (!made.ok || !status.ok) throw new Error('the demonstration was not made');
    const counts = Object.values(status.value.payments);
    return { ms, payments: counts.reduce((sum, count) => sum + count, 0) };
  } finally {
    await office.stop();
  }
}

export const bench: Bench = {
  name: 'demo',
  about: 'an untouched book becomes the demo bank at 10:42, through the same doors as any file',
  async run({ note, temporaryFolder }) {
    const folder = temporaryFolder();
    const measures: Figure[] = [];
    for (const role of BOOK_ROLES) {
      const rounds: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const { ms, payments } = await makeDemo(join(folder, `${role}-${round}`), role);
        rounds.push(ms);
        note(`${role}: ${payments} payments in ${Math.round(ms)} ms`);
      }
      const sorted = rounds.toSorted((one, other) => one - other);
      const value = sorted[Math.floor(ROUNDS / 2)] ?? Number.NaN;
      const spread = [sorted[0] ?? value, sorted.at(-1) ?? value] as const;
      const gate = { of: 'value', most: MOST } as const;
      measures.push({
        name: NAMES[role],
        value,
        unit: 'ms',
        against: 'none',
        ratio: null,
        spread,
        gate,
      });
    }
    return measures;
  },
};

const NAMES: Record<BookRole, string> = {
  participant: 'demo, made up to 10:42',
  clearing: 'demo clearing house, made up to 10:42',
};
