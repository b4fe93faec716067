// Goal: nothing comes in with a licence that we can't ship beside Apache-2.0, at a version nobody
// chose, or without a reason that the README states. Method: the lockfile is walked and each
// package's own package.json is read; the three judgements are also fed planted offenders.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  // Tools of the build and the tests only (axe-core, lightningcss); none of it is shipped.
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
  // As free as the public domain; under electron-builder only, and not shipped.
  'WTFPL',
  'Zlib',
]);

const versions = z.record(z.string(), z.string()).default({});
const Manifest = z.object({
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
});
const Lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({ license: z.string().optional(), optional: z.boolean().optional() }),
  ),
});
const License = z.object({ license: z.string().optional() });

function readJson<T>(schema: z.ZodType<T>, ...path: readonly string[]): T {
  return schema.parse(JSON.parse(readFileSync(join(ROOT, ...path), 'utf8')));
}

/** Whether an SPDX expression can be met with allowed licences alone. */
function isAllowed(expression: string): boolean {
  const inner = expression.replace(/^\((.*)\)$/, '$1');
  if (/[()]|\bWITH\b/.test(inner)) return false;
  return inner
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((one) => ALLOWED.has(one)));
}

/** Direct dependencies whose version is not one exact version. */
function unpinned(dependencies: Readonly<Record<string, string>>): string[] {
  return Object.entries(dependencies)
    .filter(([, version]) => !/^(?:npm:(?:@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+$/.test(version))
    .map(([name, version]) => `${name}: ${version}`);
}

/**
 * Dependencies the README names nowhere, or names in a line that says nothing else: a reason is
 * at least a few words beside the name.
 */
function unexplained(names: readonly string[], readme: string): string[] {
  return names.filter((name) => {
    const lines = readme.split('\n').filter((line) => line.includes(`\`${name}\``));
    return !lines.some((line) => line.replaceAll(name, '').replace(/[^\p{L}]/gu, '').length >= 20);
  });
}

function directDependencies(): Record<string, string> {
  const manifest = readJson(Manifest, 'package.json');
  return {
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  };
}

test('every package of the lockfile has a licence that we allow', () => {
  const { packages } = readJson(Lockfile, 'package-lock.json');
  const paths = Object.keys(packages).filter((path) => path !== '');
  assert.ok(paths.length > 5, `the lockfile names only ${paths.length} packages`);
  const offenders = paths.flatMap((path) => {
    const locked = packages[path];
    // What is built for another machine is not installed here: the lockfile speaks for it.
    const isHere = existsSync(join(ROOT, path, 'package.json'));
    if (!isHere && locked?.optional !== true) return [`${path}: not installed, run npm ci`];
    const { license } = isHere ? readJson(License, path, 'package.json') : { ...locked };
    return license !== undefined && isAllowed(license) ? [] : [`${path}: ${license ?? 'none'}`];
  });
  assert.deepEqual(offenders, []);
});

test('every direct dependency is pinned to one version', () => {
  assert.deepEqual(unpinned(directDependencies()), []);
});

test('the README says of each direct dependency what it is for', () => {
  // A checkout without its README breaks another promise, not this one.
  if (!existsSync(join(ROOT, 'README.md'))) return;
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  assert.deepEqual(unexplained(Object.keys(directDependencies()), readme), []);
});

test('the judgements catch what they are there for', () => {
  assert.deepEqual(
    ['MIT', '(MIT OR GPL-3.0)', 'MIT AND ISC', 'MIT AND GPL-3.0', 'UNLICENSED', 'LGPL-3.0'].map(
      isAllowed,
    ),
    [true, true, true, false, false, false],
  );
  assert.deepEqual(
    unpinned({ a: '1.2.3', b: '^1.2.3', c: 'npm:d@1.2.3', e: 'npm:f@latest', g: '*' }),
    ['b: ^1.2.3', 'e: npm:f@latest', 'g: *'],
  );
  const readme = '| `zod` | checks what crosses the wire at run time |\n- `ws`\nOf react, a lot.';
  assert.deepEqual(unexplained(['zod', 'ws', 'react'], readme), ['ws', 'react']);
});
