// Goal: an old Node is refused in one line before anything else loads, and none of the others.
// Method: the preloaded file is run in a process that claims to be another version.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
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
