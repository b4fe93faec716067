// Goal: the desktop opens an encrypted book with a key file, and the book stays encrypted. Method: a
// book that is encrypted before its first payment, in the stand-in, which has no keyring.
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../shell/cli/run-cli.ts';
import { expect, test } from './app.ts';

const PASSPHRASE = 'correct horse battery staple';

test('an encrypted book opens with its key file, in a window like any other', async ({
  startDesktop,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-e2e-'));
  try {
    const keyFile = join(folder, 'key');
    await writeFile(keyFile, PASSPHRASE);
    await chmod(keyFile, 0o600);
    const asked = ['encrypt', '--data', 'book', '--key-file', 'key'];
    expect(await runCli(asked, folder)).toMatchObject({ code: 0 });
    const desktop = await startDesktop({ folder, args: ['--key-file', keyFile] });
    await desktop.page();
    // The office may still be starting; a client that came too early is told to come again.
    await expect
      .poll(async () => (await (await desktop.client()).status({})).ok, { timeout: 30_000 })
      .toBe(true);
    expect(await desktop.end(), desktop.printed()).toBe(0);
    const book = await readFile(join(folder, 'book', 'book.db'));
    expect(book.subarray(0, 13).toString('latin1')).not.toBe('SQLite format');
  } finally {
    // A browser may still write into its profile as it ends.
    await rm(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
  }
});
