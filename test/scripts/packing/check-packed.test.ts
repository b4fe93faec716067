// Goal: pack:check misses nothing that it is there for. Method: a small package of the right shape is
// made with electron-builder's own archiver; then one thing at a time is spoiled, and the line that
// says so is compared.

import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { afterPack } from '../../../scripts/packing/after-pack.ts';
import { checkPacked } from '../../../scripts/packing/check-packed.ts';
import { nativePaths, REQUIRED } from '../../../scripts/packing/contents.ts';
import { makeElectronDist } from '../../../scripts/packing/made-up-electron.ts';
import { filesUnder, type Packed } from '../../../scripts/packing/pack-linux.ts';

const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const NATIVES = nativePaths(`linux-${process.arch}`);

const theirs: {
  readonly createPackageWithOptions: (
    from: string,
    to: string,
    options: { readonly unpack: string },
  ) => Promise<void>;
} = createRequire(createRequire(import.meta.url).resolve('app-builder-lib'))('@electron/asar');

/** A package in which every required file is there, spoiled by `spoil` before it is archived. */
async function packedApp(
  t: TestContext,
  spoil: (app: string) => Promise<void> = async () => undefined,
): Promise<Packed> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-check-packed-'));
  t.after(() => rm(folder, { recursive: true }));
  const app = join(folder, 'app');
  for (const path of REQUIRED) {
    await mkdir(dirname(join(app, path)), { recursive: true });
    await writeFile(join(app, path), `// ${path}\n`);
  }
  for (const path of NATIVES) {
    await mkdir(dirname(join(app, path)), { recursive: true });
    await cp(join(ROOT, path), join(app, path));
  }
  await spoil(app);
  const program = join(folder, 'linux-unpacked');
  await makeElectronDist(program, '45.4.1');
  const electronFiles = new Set(await filesUnder(program));
  electronFiles.delete('electron');
  await rm(join(program, 'locales', 'de.pak'));
  await cp(join(program, 'electron'), join(program, 'counterfoil'));
  await rm(join(program, 'electron'));
  await afterPack({
    appOutDir: program,
    electronPlatformName: 'linux',
    packager: { executableName: 'counterfoil', appInfo: { productFilename: 'Counterfoil' } },
  });
  const archive = join(program, 'resources', 'app.asar');
  await theirs.createPackageWithOptions(app, archive, { unpack: '*.node' });
  return { folder: program, isReal: false, electronFiles };
}

/** What is wrong, in the words of the table. */
async function wrongWith(packed: Packed): Promise<readonly string[]> {
  const findings = await checkPacked(packed, ROOT);
  return findings.flatMap(({ what, wrong }) => (wrong === null ? [] : [`${what}: ${wrong}`]));
}

test('nothing is said about a right package, and every file of it has a line', async (t) => {
  const packed = await packedApp(t);
  assert.deepEqual(await wrongWith(packed), []);
  const lines = (await checkPacked(packed, ROOT)).map(({ what }) => what);
  for (const path of [...REQUIRED, ...NATIVES]) assert.ok(lines.includes(path), path);
});

test('what is spoiled before packing is named', async (t) => {
  const cases: readonly (readonly [string, (app: string) => Promise<void>])[] = [
    ['.env: not on the list', (app) => writeFile(join(app, '.env'), 'KEY=1')],
    [
      'programs and threads that are started by name: not packed: dist/main/scorer.js',
      (app) =>
        writeFile(
          join(app, 'dist/main/index.js'),
          'new Worker(new URL("./scorer.js", import.meta.url));\n',
        ),
    ],
    [
      'paths of this machine: dist/main/index.js',
      (app) => writeFile(join(app, 'dist/main/index.js'), `// ${ROOT}/main/index.ts\n`),
    ],
    ['dist/preload/index.cjs: missing', (app) => rm(join(app, 'dist/preload/index.cjs'))],
  ];
  for (const [line, spoil] of cases) {
    await t.test(line, async (t) =>
      assert.deepEqual(await wrongWith(await packedApp(t, spoil)), [line]),
    );
  }
});

test('what is spoiled after packing is named', async (t) => {
  const packed = await packedApp(t);
  const program = join(packed.folder, 'counterfoil');
  const right = await readFile(program);
  await writeFile(program, right.toString('latin1').replace('010011001', '110011001'), 'latin1');
  assert.deepEqual(await wrongWith(packed), ['fuse runAsNode: must be off']);
  await writeFile(program, 'no fuses');
  assert.deepEqual(await wrongWith(packed), ['fuses: none found']);
  await writeFile(program, right);

  for (const path of NATIVES) {
    const native = join(packed.folder, 'resources', 'app.asar.unpacked', path);
    const module = await readFile(native);
    module[5000] = (module[5000] ?? 0) ^ 1;
    await writeFile(native, module);
    const [hashes, part, ...more] = await wrongWith(packed);
    assert.equal(hashes, `hashes in the archive’s header: not as stated: ${path}`);
    assert.match(part ?? '', /^native part [\w.-]+: the installed one is [0-9a-f]{16}$/);
    assert.deepEqual(more, []);
    await cp(join(ROOT, path), native);
  }

  await writeFile(join(packed.folder, 'libevil.so'), '');
  assert.deepEqual(await wrongWith(packed), ['libevil.so: neither Electron’s nor ours']);
});
