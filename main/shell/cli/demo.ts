// `demo`: the whole journey in a book of its own, thrown away afterwards: accounts, a payroll file
// and a supplier file, judged, settled and audited.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BookRole } from '../../domain/chart-of-accounts.ts';
import { DEMO_BEGINS, DEMO_DATE, type DemoScene } from '../../domain/demo-scenes.ts';
import { formatInstant } from '../../domain/instants.ts';
import { demoFiles } from '../../office/demo/demo-files.ts';
import type { StartOfficeProcess } from '../../office/supervise.ts';
import { audit } from './audit.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import type { Output } from './output.ts';
import { positions } from './positions.ts';
import { settle } from './settle.ts';
import { status } from './status.ts';
import { newSubmissionId } from './submission-id.ts';
import { submit } from './submit.ts';
import { type Desk, notDone, withOffice } from './with-office.ts';

export async function demo(output: Output, startOffice: StartOfficeProcess): Promise<Exit> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-demo-'));
  try {
    output.line('demo_begins', { folder, date: formatInstant(DEMO_BEGINS).slice(0, 10) });
    const files = await writeFiles(join(folder, 'files'));
    const started = { demo: true, clockStartsAt: DEMO_BEGINS, keys: [] };
    const book = { folder: join(folder, 'book'), ...started };
    return await withOffice({ ...book, startOffice }, output, async (desk) => {
      // In JSON the demo answers with the last status and the audit only.
      const steps = { ...output, object: () => undefined };
      const { accounts, payments } = files;
      const submitted = await submit(desk, { files: payments, accounts }, steps);
      if (submitted !== EXIT.done) return submitted;
      const settled = await settle(desk, { inward: ['EUR=615300.25'], advice: [] }, steps);
      if (settled !== EXIT.done) return settled;
      await status(desk, output);
      return audit(desk, output);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whose day is played, and up to which of its scenes in turn. */
export type DemoAsked = {
  readonly role: BookRole;
  readonly scenes: readonly [DemoScene, ...DemoScene[]];
};

/**
 * `demo --scene HH:MM …`: the day of the demo bank, or with `--role clearing` of the demo clearing
 * house, up to each scene in turn, as the console plays it, in a book that is thrown away: how the
 * book stands at each of them, and the audit after the last.
 */
export async function demoScenes(
  { role, scenes: [first, ...further] }: DemoAsked,
  output: Output,
  startOffice: StartOfficeProcess,
): Promise<Exit> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-demo-'));
  try {
    output.line('demo_begins', { folder, date: DEMO_DATE });
    const book = { folder: join(folder, 'book'), demo: true, clockStartsAt: DEMO_BEGINS, keys: [] };
    return await withOffice({ ...book, startOffice }, output, async (desk) => {
      const asked = { submissionId: newSubmissionId(), role, scene: first };
      const begun = await desk.ask((client) => client.startDemo(asked));
      if (!begun.ok) return notDone(begun, output);
      await standingAt({ role, scene: first }, desk, output);
      for (const scene of further) {
        const played = await desk.ask((client) => client.playScene({ scene }));
        if (!played.ok) return notDone(played, output);
        await standingAt({ role, scene }, desk, output);
      }
      return audit(desk, output);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function standingAt(
  { role, scene }: { readonly role: BookRole; readonly scene: DemoScene },
  desk: Desk,
  output: Output,
): Promise<void> {
  output.line(role === 'clearing' ? 'demo_house_at_scene' : 'demo_at_scene', { scene });
  await (role === 'clearing' ? positions(desk, output) : status(desk, output));
}

async function writeFiles(folder: string) {
  await mkdir(folder, { recursive: true });
  const accounts = join(folder, 'accounts.csv');
  const made = demoFiles(formatInstant(DEMO_BEGINS).slice(0, 10));
  await writeFile(accounts, made.accounts);
  const payments: string[] = [];
  for (const { name, text } of made.payments) {
    payments.push(join(folder, name));
    await writeFile(join(folder, name), text);
  }
  return { accounts, payments };
}
