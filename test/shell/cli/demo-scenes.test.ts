// Goal: `counterfoil demo --scene` plays the demo bank's day without a window: at every scene that is
// asked for the book stands further than before, the audit holds at the end, and nothing is left behind.
// Method: the command once as a process, with its scenes in a wrong order, read as JSON.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type BranchScene, scenesOf } from '../../../main/domain/demo-scenes.ts';
import { type Json, runCli } from './run-cli.ts';

/** Three of the morning's: every scene is played where the demonstration is made, and in the window. */
const SCENES = scenesOf('participant').filter((scene) =>
  ['08:10', '10:42', '12:30'].includes(scene),
);

function ofStatus(line: Json): { readonly settled: number; readonly messages: readonly string[] } {
  const { payments, batches } = line;
  assert.ok(Array.isArray(batches) && typeof payments === 'object' && payments !== null);
  const settled = 'settled' in payments ? Number(payments.settled) : 0;
  return { settled, messages: batches.map(({ messageId }) => String(messageId)) };
}

test('scenes are played in their turn whatever order they are asked in, in one book, and audited', async (t) => {
  const here = mkdtempSync(join(tmpdir(), 'counterfoil-scenes-'));
  t.after(() => rmSync(here, { recursive: true, force: true }));
  const asked = SCENES.toReversed().flatMap((scene) => ['--scene', scene]);
  const { code, out, err } = await runCli(['demo', ...asked, '--json'], here, { TMPDIR: here });
  assert.deepEqual([code, err], [0, '']);
  const lines = out
    .trim()
    .split('\n')
    .map((line): Json => JSON.parse(line));
  const audit = lines.pop();
  assert.equal(audit?.['ok'], true);
  assert.deepEqual([lines.length, SCENES.length], [3, 3]);
  const stands = lines.map(ofStatus);
  for (const [place, { settled, messages }] of stands.entries()) {
    const before = stands[place - 1];
    const scene = SCENES[place];
    assert.ok(before === undefined || settled >= before.settled, scene);
    assert.ok(before === undefined || messages.length >= before.messages.length, scene);
  }
  const at = (scene: BranchScene) => stands[SCENES.indexOf(scene)] ?? assert.fail(scene);
  assert.deepEqual(
    [at('08:10'), at('10:42')].map(({ messages }) => messages.some((each) => /^RFS-48/.test(each))),
    [false, true],
  );
  assert.ok(at('08:10').messages.includes('KLE-SALARY-2026-11'));
  assert.ok(at('10:42').settled > at('08:10').settled, 'the first cycle settles');
  assert.ok(at('12:30').settled > at('10:42').settled, 'the second cycle settles');
  assert.deepEqual(readdirSync(here), []);
});

test('the clearing house’s day is told by its positions', async () => {
  const asked = ['--role', 'clearing', '--scene', '08:30'];
  const { code, out, err } = await runCli(['demo', ...asked, '--json'], tmpdir());
  assert.deepEqual([code, err], [0, '']);
  const [positions, audit] = out
    .trim()
    .split('\n')
    .map((line): Json => JSON.parse(line));
  assert.equal(audit?.['ok'], true);
  const participants = positions?.['participants'];
  assert.ok(Array.isArray(participants));
  const amountsOf = (currency: string) =>
    participants.find((one) => one.currency === currency && one.cap !== undefined)?.cap;
  assert.deepEqual(
    [amountsOf('EUR'), amountsOf('CNY'), amountsOf('JPY'), amountsOf('KWD')],
    ['40000000.00', '300000000.00', '6400000000', '13200000.000'],
  );
});

test('a scene that is not offered is no scene', async () => {
  for (const wrong of [
    ['--scene', '12:30', '--scene', '12:31'],
    ['--scene', '14:20'],
    ['--role', 'clearing', '--scene', '13:20'],
  ]) {
    assert.equal((await runCli(['demo', ...wrong], tmpdir())).code, 2, wrong.join(' '));
  }
});
