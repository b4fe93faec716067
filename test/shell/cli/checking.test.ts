// Goal: a command that waits for the check of its book says so after a second, on the error stream
// and for people only, and is then done. Method: an office whose check ends when the test lets it;
// the test lets it as soon as the command has said why it waits.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeChild } from '../../../main/office/supervise.ts';
import { runCommandLine } from '../../../main/shell/cli/run.ts';
import { enCli } from '../../../preload/locales/en-cli.ts';
import { demoBankList } from '../../office/demo-bank.ts';
import { testFolder } from '../../operations/test-desk.ts';

const HELD = new URL('../../office/held-check-office.ts', import.meta.url);

test('a command that waits for the check of the book says so, and is then done', async (t) => {
  const folder = testFolder(t);
  const list = demoBankList(folder);
  const out: string[] = [];
  const err: string[] = [];
  const streams = {
    out: { write: (text: string) => out.push(text) },
    err: {
      write: (text: string) => {
        err.push(text);
        writeFileSync(join(folder, 'let-go'), '');
      },
    },
  };
  const args = ['accounts', 'import', list, '--data', folder, '--lang', 'en'];
  const exit = await runCommandLine(args, {}, streams, nodeChild(HELD));
  assert.deepEqual({ exit, err }, { exit: 0, err: [`${enCli.checking_the_book}\n`] });
  assert.match(out.join(''), /7/);
});

test('a command that only reads does not wait', async (t) => {
  const folder = testFolder(t);
  const out: string[] = [];
  const write = (text: string) => out.push(text);
  const streams = { out: { write }, err: { write: () => undefined } };
  const args = ['status', '--data', folder, '--lang', 'en'];
  const exit = await runCommandLine(args, {}, streams, nodeChild(HELD));
  assert.equal(exit, 0);
  assert.ok(out.length > 0);
});
