// Runs the command line as a person would: a process of its own, from a folder of its own, with
// what it printed and its exit code.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { programOf } from '../../programs.ts';

export const CLI = fileURLToPath(programOf('main/shell/cli/index.ts'));

export type Ran = {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
};

/** Runs `counterfoil …args`; relative paths are meant from `here`. */
export function runCli(
  args: readonly string[],
  here: string,
  env: { readonly [name: string]: string } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    // The terminal of whoever runs the tests does not decide the language.
    const { LC_ALL: _all, LC_MESSAGES: _messages, LANG: _lang, ...inherited } = process.env;
    const child = spawn(process.execPath, [CLI, ...args], {
      env: { ...inherited, INIT_CWD: here, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

export type Json = { readonly [name: string]: unknown };

/** Runs with `--json`: every line it printed is an object, and nothing else came out. */
export async function runJson(
  args: readonly string[],
  here: string,
): Promise<{ readonly code: number | null; readonly lines: readonly Json[] }> {
  const { code, out, err } = await runCli([...args, '--json', '--data', 'book'], here);
  assert.equal(err, '');
  const lines = out.split('\n').filter((line) => line !== '');
  return { code, lines: lines.map((line): Json => JSON.parse(line)) };
}

/** The problems of a line, with what every problem must have. */
export function problemsOf(line: Json | undefined): readonly Json[] {
  const { problems } = line ?? {};
  assert.ok(Array.isArray(problems), 'the line lists its problems');
  for (const problem of problems) {
    const { code, message, place, severity } = problem;
    assert.match(code, /^[a-z0-9_]+$/);
    assert.match(message, /[A-Z].* /, `${code} says in words what is wrong`);
    assert.notEqual(message, code);
    assert.ok('line' in place && 'path' in place);
    assert.ok(['refuses', 'repairs', 'warns'].includes(severity));
  }
  return problems;
}
