// Goal: an old Node is refused in one line before anything else loads, and none of the others; what
// was compiled is kept in the project. Method: the preloaded file is run in a process that claims to
// be another version, or that says where it keeps things.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const GUARD = fileURLToPath(new URL('../../scripts/require-node.cjs', import.meta.url));

function startAs(version: string): { status: number | null; stdout: string; stderr: string } {
  const program = `
    Object.defineProperty(process, 'versions', { value: { node: '${version}' } });
    Object.defineProperty(process, 'version', { value: 'v${version}' });
    require(${JSON.stringify(GUARD)});
    console.log('went on');`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', program], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

for (const version of ['18.20.8', '20.20.2', '22.6.0', '22.17.1']) {
  test(`Node ${version} is refused`, () => {
    assert.deepEqual(startAs(version), {
      status: 1,
      stdout: '',
      stderr: `Counterfoil needs Node 22.18 or later; this is v${version}.\n`,
    });
  });
}

for (const version of ['22.18.0', '22.20.1', '23.6.0', '24.21.0']) {
  test(`Node ${version} is taken`, () => {
    assert.deepEqual(startAs(version), { status: 0, stdout: 'went on\n', stderr: '' });
  });
}

test('what was compiled is kept beside the libraries, or where the environment says', () => {
  const program = `
    require(${JSON.stringify(GUARD)});
    console.log(require('node:module').getCompileCacheDir());`;
  const keptIn = (env: NodeJS.ProcessEnv): string =>
    spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', env }).stdout;
  const { NODE_COMPILE_CACHE: _kept, ...rest } = process.env;
  const own = join(dirname(dirname(GUARD)), 'node_modules', '.cache', 'counterfoil');
  assert.ok(keptIn(rest).startsWith(own), keptIn(rest));
  const elsewhere = mkdtempSync(join(tmpdir(), 'counterfoil-compiled-'));
  try {
    const stated = { ...rest, NODE_COMPILE_CACHE: elsewhere };
    assert.ok(keptIn(stated).startsWith(elsewhere), keptIn(stated));
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});
