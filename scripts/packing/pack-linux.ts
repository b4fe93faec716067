// Packs the program for Linux into a folder, with Electron's own files where they have been
// downloaded and with made-up ones where not; nothing is fetched.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { makeElectronDist } from './made-up-electron.ts';

export type Packed = {
  /** The program's folder: what an installer would put on a machine. */
  readonly folder: string;
  /** Whether Electron's own files are really Electron's. */
  readonly isReal: boolean;
  /** Paths in the folder that are Electron's, with forward slashes. */
  readonly electronFiles: ReadonlySet<string>;
};

const BUILDER = join('node_modules', 'electron-builder', 'cli.js');

/** Runs electron-builder for Linux on this machine's processor; throws with its output if it fails. */
export async function packLinux(root: string): Promise<Packed> {
  const downloaded = join(root, 'node_modules', 'electron', 'dist');
  const isReal = process.platform === 'linux' && existsSync(join(downloaded, 'electron'));
  const madeUp = join(root, 'build', 'made-up-electron');
  if (!isReal) await makeElectronDist(madeUp, await electronVersion(root));
  const dist = isReal ? downloaded : madeUp;
  const output = join(root, 'build', 'pack-check');
  await rm(output, { recursive: true, force: true });
  const { code, said } = await runNode(root, [
    BUILDER,
    '--linux',
    'dir',
    `--${process.arch}`,
    '--publish',
    'never',
    `-c.electronDist=${dist}`,
    `-c.directories.output=${output}`,
  ]);
  if (code !== 0) throw new Error(`electron-builder ended with ${code}:\n${said}`);
  const [folder] = (await readdir(output)).filter((name) => /^linux-.*unpacked$/.test(name));
  if (folder === undefined) throw new Error(`electron-builder left nothing in ${output}`);
  const electronFiles = new Set(await filesUnder(dist));
  // The program takes our name, and its licence a name that cannot be mistaken for ours.
  electronFiles.delete('electron');
  if (electronFiles.delete('LICENSE')) electronFiles.add('LICENSE.electron.txt');
  return { folder: join(output, folder), isReal, electronFiles };
}

async function electronVersion(root: string): Promise<string> {
  const Manifest = z.object({ version: z.string() });
  const path = join(root, 'node_modules', 'electron', 'package.json');
  return Manifest.parse(JSON.parse(await readFile(path, 'utf8'))).version;
}

/** Every file under `folder`, with forward slashes. */
export async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort();
}

/** What is kept of a program's words, to be shown when it fails. */
const OUTPUT_KEPT = 20_000;

export function runNode(
  cwd: string,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly said: string }> {
  return new Promise((resolve) => {
    let said = '';
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const hear = (bytes: Buffer) => {
      said = (said + bytes.toString()).slice(-OUTPUT_KEPT);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => resolve({ code: null, said: String(error) }));
    child.on('close', (code) => resolve({ code, said }));
  });
}
