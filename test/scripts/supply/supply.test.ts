// Goal: what comes in from the registry is what was chosen, runs nothing when it is installed, is
// listed whole, and is not let through when something is known against it or nobody can say. Method:
// the project's own lockfile, and small ones with a planted offender for every judgement.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import {
  type Exceptions,
  exceptions,
  findingsOf,
  judge,
  namesOf,
  type Snapshot,
} from '../../../scripts/supply/advisories.ts';
import { billOf } from '../../../scripts/supply/bill.ts';
import {
  lockfileFindings,
  readLockfile,
  resolveFrom,
  undeniedScripts,
} from '../../../scripts/supply/lockfile.ts';

const ROOT = join(import.meta.dirname, '../../..');
const read = (...path: readonly string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const LOCKFILE = read('package-lock.json');
const Manifest = z.object({ allowScripts: z.record(z.string(), z.boolean()) });

const SHA = `sha512-${'A'.repeat(86)}==`;

function lockfile(packages: object): string {
  return JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...packages } });
}

test('no package may run anything when it is installed', () => {
  const { allowScripts } = Manifest.parse(JSON.parse(read('package.json')));
  assert.deepEqual(undeniedScripts(readLockfile(LOCKFILE), allowScripts), []);
  const planted = readLockfile(
    lockfile({
      'node_modules/a': { version: '1.0.0', integrity: SHA, hasInstallScript: true },
      'node_modules/b/node_modules/c': { version: '1.0.0', hasInstallScript: true },
    }),
  );
  assert.deepEqual(undeniedScripts(planted, { c: false }), [
    'node_modules/a has an install script that is not denied',
  ]);
  assert.deepEqual(undeniedScripts([], { a: true }), ['a is allowed to run its scripts']);
});

test('every package comes from the registry and has a strong checksum', () => {
  assert.deepEqual(lockfileFindings(readLockfile(LOCKFILE)), []);
  const planted = readLockfile(
    lockfile({
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0', integrity: 'sha1-AAAA' },
      'node_modules/c': { version: '1.0.0', integrity: SHA, resolved: 'git+ssh://x/y' },
      'node_modules/d': { version: '1.0.0', integrity: SHA },
    }),
  );
  assert.deepEqual(lockfileFindings(planted), [
    'node_modules/a has no SHA-512',
    'node_modules/b has no SHA-512',
    'node_modules/c comes from git+ssh://x/y',
  ]);
});

const Bill = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.6'),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/),
  components: z.array(
    z.object({
      'bom-ref': z.string(),
      purl: z.string(),
      scope: z.enum(['required', 'optional', 'excluded']),
      hashes: z.array(z.object({ alg: z.literal('SHA-512'), content: z.string().length(128) })),
    }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

test('the bill of materials lists every package once, and the same bytes each time', () => {
  const command = ['-r', './scripts/require-node.cjs', 'scripts/sbom.ts'];
  const made = spawnSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  const manifest = { name: 'counterfoil', version: '0.0.1', license: 'Apache-2.0' };
  assert.equal(made.stdout, billOf(manifest, LOCKFILE));
  const bill = Bill.parse(JSON.parse(made.stdout));
  const refs = bill.components.map((each) => each['bom-ref']);
  assert.equal(new Set(refs).size, refs.length);
  assert.deepEqual(
    bill.components.length,
    new Set(readLockfile(LOCKFILE).map(({ name, version }) => `${name}@${version}`)).size,
  );
  const known = new Set([...refs, 'pkg:npm/counterfoil@0.0.1']);
  for (const { ref, dependsOn } of bill.dependencies) {
    for (const each of [ref, ...dependsOn]) assert.ok(known.has(each), each);
  }
  const shipped = bill.components.filter(({ scope }) => scope === 'required');
  assert.ok(shipped.some(({ purl }) => purl.includes('better-sqlite3-multiple-ciphers')));
});

test('a package is found as Node finds it: the nearest on the way up', () => {
  const packages = readLockfile(
    lockfile({
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0' },
      'node_modules/a/node_modules/b': { version: '2.0.0' },
      'node_modules/a/node_modules/b/node_modules/c': { version: '3.0.0' },
    }),
  );
  const byPath = new Map(packages.map((each) => [each.path, each]));
  const from = (path: string, name: string) => resolveFrom(byPath, path, name)?.version ?? null;
  assert.equal(from('node_modules/a', 'b'), '2.0.0');
  assert.equal(from('node_modules/a/node_modules/b/node_modules/c', 'b'), '2.0.0');
  assert.equal(from('node_modules/b', 'a'), '1.0.0');
  assert.equal(from('node_modules/b', 'c'), null);
});

const TODAY = '2026-11-26';
const ANSWER: Snapshot = {
  format: 'counterfoil-advisories-1',
  takenOn: TODAY,
  packages: ['a@1.0.0'],
  findings: [],
};
const BAD = { id: 'GHSA-xxxx', package: 'a', severity: 'high', title: 'pollution' } as const;
const EXCEPTION = { id: 'GHSA-xxxx', package: 'a', reason: 'never reached by us', until: TODAY };

test('only what was judged and has nothing against it passes', () => {
  type Case = readonly [
    what: string,
    answer: Snapshot | null,
    from: 'registry' | 'snapshot',
    excepted: Exceptions,
    ok: boolean,
  ];
  const found = { ...ANSWER, findings: [BAD] };
  const cases: readonly Case[] = [
    ['nothing known', ANSWER, 'registry', [], true],
    ['nothing known then', ANSWER, 'snapshot', [], true],
    ['nobody could say', null, 'snapshot', [], false],
    ['a finding', found, 'registry', [], false],
    ['an exception', found, 'registry', [EXCEPTION], true],
    ['of another package', found, 'registry', [{ ...EXCEPTION, package: 'b' }], false],
    ['that ended', found, 'registry', [{ ...EXCEPTION, until: '2026-11-25' }], false],
    ['that ended for nothing', ANSWER, 'registry', [{ ...EXCEPTION, until: '2026-11-25' }], false],
    ['too old', { ...ANSWER, takenOn: '2026-10-01' }, 'snapshot', [], false],
    ['from tomorrow', { ...ANSWER, takenOn: '2026-11-27' }, 'snapshot', [], false],
    ['of other packages', { ...ANSWER, packages: ['b@1.0.0'] }, 'snapshot', [], false],
  ];
  for (const [what, answer, from, excepted, ok] of cases) {
    const judged = judge(answer, from, ['a@1.0.0'], excepted, TODAY);
    assert.equal(judged.ok, ok, `${what}: ${judged.lines.join(' ')}`);
  }
});

test('an error of the registry is never taken for "nothing found"', () => {
  const said = [
    '',
    'not JSON',
    '{}',
    '{"message":"405 Method Not Allowed","statusCode":405,"error":{"summary":""}}',
    '{"auditReportVersion":2,"vulnerabilities":{}}',
    '{"auditReportVersion":2,"vulnerabilities":{},"metadata":{"dependencies":{"total":0}}}',
  ];
  for (const text of said) assert.equal(findingsOf(text), null, text);
  const url = 'https://github.com/advisories/GHSA-abcd-efgh';
  const via = [{ source: 1, name: 'a', title: 'bad', url, severity: 'low' }, 'b'];
  const report = {
    auditReportVersion: 2,
    vulnerabilities: { a: { via } },
    metadata: { dependencies: { total: 3 } },
  };
  assert.deepEqual(findingsOf(JSON.stringify(report)), [
    { id: 'GHSA-abcd-efgh', package: 'a', severity: 'low', title: 'bad' },
  ]);
});

test('the exceptions are readable and are of packages that we have', () => {
  const excepted = exceptions.parse(JSON.parse(read('scripts', 'supply', 'exceptions.json')));
  const names = new Set(readLockfile(LOCKFILE).map(({ name }) => name));
  assert.deepEqual(
    excepted.filter((each) => !names.has(each.package)),
    [],
  );
  assert.ok(namesOf(readLockfile(LOCKFILE)).length > 100);
});
