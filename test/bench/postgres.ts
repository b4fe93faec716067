// PostgreSQL doing the same double entry, as somebody would write it there: a server of its own in a
// temporary folder, started as a person who is not root, driven by pgbench, gone when the bench ends.

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const DEBIAN_VERSIONS = '/usr/lib/postgresql';
const CLIENTS_MANY = 32;

/**
 * One posting: idempotent by its key, two accounts locked in order and checked, the transfer, and
 * its two entries. `post_many` does as many as it is given in one statement.
 */
const SCHEMA = `
CREATE TABLE accounts (id int PRIMARY KEY, debits_posted bigint NOT NULL DEFAULT 0,
  credits_posted bigint NOT NULL, CHECK (credits_posted >= debits_posted));
CREATE TABLE transfers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key uuid NOT NULL UNIQUE,
  debit_account int NOT NULL REFERENCES accounts, credit_account int NOT NULL REFERENCES accounts,
  amount bigint NOT NULL CHECK (amount > 0), booked_at timestamptz NOT NULL DEFAULT now(),
  CHECK (debit_account <> credit_account));
CREATE TABLE entries (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, transfer bigint NOT NULL,
  account int NOT NULL, amount bigint NOT NULL);
INSERT INTO accounts SELECT n, 0, 1000000000000 FROM generate_series(1, 10000) n;
CREATE FUNCTION post(k uuid, d int, c int, a bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE t bigint;
BEGIN
  PERFORM 1 FROM accounts WHERE id IN (d, c) ORDER BY id FOR UPDATE;
  INSERT INTO transfers (key, debit_account, credit_account, amount) VALUES (k, d, c, a)
    RETURNING id INTO t;
  UPDATE accounts SET debits_posted = debits_posted + a WHERE id = d;
  UPDATE accounts SET credits_posted = credits_posted + a WHERE id = c;
  INSERT INTO entries (transfer, account, amount) VALUES (t, d, -a), (t, c, a);
  RETURN t;
END $$;
CREATE FUNCTION post_many(n int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  CREATE TEMP TABLE IF NOT EXISTS due (k uuid, d int, c int, a bigint) ON COMMIT DELETE ROWS;
  INSERT INTO due SELECT gen_random_uuid(), d, 1 + (d + floor(random() * 9998)::int) % 10000, a
    FROM (SELECT 1 + floor(random() * 10000)::int AS d, 1 + floor(random() * 1000)::bigint AS a
      FROM generate_series(1, n)) x;
  WITH made AS (INSERT INTO transfers (key, debit_account, credit_account, amount)
      SELECT k, d, c, a FROM due WHERE d <> c RETURNING id, debit_account, credit_account, amount)
  INSERT INTO entries (transfer, account, amount)
    SELECT id, debit_account, -amount FROM made UNION ALL SELECT id, credit_account, amount FROM made;
  UPDATE accounts SET debits_posted = debits_posted + s.debits, credits_posted = credits_posted
      + s.credits FROM (SELECT account, sum(debits) AS debits, sum(credits) AS credits FROM (
        SELECT d AS account, a AS debits, 0 AS credits FROM due WHERE d <> c
        UNION ALL SELECT c, 0, a FROM due WHERE d <> c) moved GROUP BY account) s
    WHERE accounts.id = s.account;
END $$;`;

const ONE_BY_ONE = `\\set d random(1, 10000)
\\set c 1 + (:d + random(0, 9998)) % 10000
\\set a random(1, 1000)
SELECT post(gen_random_uuid(), :d, :c, :a);
`;

export type Postgres = {
  /** Version as the server says it. */
  readonly version: string;
  /** Durable postings per second with so many clients, one per transaction, for `seconds`. */
  readonly oneByOne: (clients: 1 | typeof CLIENTS_MANY, seconds: number) => number;
  /** Durable postings per second, `count` in each statement of one client. */
  readonly setBased: (count: number, seconds: number) => number;
  readonly stop: () => void;
};

/** Who the server may run as: it refuses root. */
type Person = { readonly uid: number; readonly gid: number } | null;

/** A running server in `folder`, or why there is none. */
export function startPostgres(folder: string): Postgres | { readonly absent: string } {
  const programs = findPrograms();
  if (programs === null) return { absent: `no PostgreSQL under ${DEBIAN_VERSIONS}` };
  const person = unprivileged();
  if (person === 'none') return { absent: 'this is root, and there is no user "postgres"' };
  const data = join(folder, 'pg');
  mkdirSync(data);
  if (person !== null) {
    chmodSync(folder, 0o755);
    chownSync(data, person.uid, person.gid);
  }
  const run = (program: string, args: readonly string[]): string =>
    execFileSync(join(programs, program), [...args], {
      cwd: data,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PGHOST: data, PGUSER: 'bench', PGDATABASE: 'postgres' },
      ...(person ?? {}),
    });
  run('initdb', ['-D', join(data, 'db'), '-U', 'bench', '-A', 'trust', '-E', 'UTF8']);
  const settings = `-k ${data} -c listen_addresses= -c shared_buffers=512MB -c max_wal_size=4GB`;
  const served = ['-D', join(data, 'db'), '-w', '-l', join(data, 'log'), '-o', settings];
  run('pg_ctl', [...served, 'start']);
  const stop = (): void => {
    spawnSync(join(programs, 'pg_ctl'), ['-D', join(data, 'db'), '-m', 'immediate', 'stop'], {
      cwd: data,
      ...(person ?? {}),
    });
  };
  process.once('exit', stop);
  run('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-c', SCHEMA]);
  const pgbench = (script: string, clients: number, seconds: number): number => {
    const file = join(data, 'script.sql');
    writeFileSync(file, script);
    const jobs = String(Math.min(clients, 2));
    const said = run('pgbench', [
      ...['-n', '-M', 'prepared', '-c', String(clients), '-j', jobs],
      ...['-T', String(seconds), '-f', file],
    ]);
    return Number(/tps = ([\d.]+)/.exec(said)?.[1] ?? Number.NaN);
  };
  return {
    version: run('psql', ['-Atc', 'SHOW server_version']).trim(),
    oneByOne: (clients, seconds) => pgbench(ONE_BY_ONE, clients, seconds),
    setBased: (count, seconds) => count * pgbench(`SELECT post_many(${count});\n`, 1, seconds),
    stop: () => {
      process.off('exit', stop);
      stop();
    },
  };
}

/** The folder of the newest version's programs. */
function findPrograms(): string | null {
  if (!existsSync(DEBIAN_VERSIONS)) return null;
  const versions = readdirSync(DEBIAN_VERSIONS).sort((a, b) => Number(b) - Number(a));
  const folders = versions.map((version) => join(DEBIAN_VERSIONS, version, 'bin'));
  return (
    folders.find((bin) =>
      ['initdb', 'pg_ctl', 'pgbench'].every((each) => existsSync(join(bin, each))),
    ) ?? null
  );
}

function unprivileged(): Person | 'none' {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string): number => {
    const said = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
    return said.status === 0 ? Number(said.stdout) : Number.NaN;
  };
  const person = { uid: id('-u'), gid: id('-g') };
  return Number.isNaN(person.uid) || Number.isNaN(person.gid) ? 'none' : person;
}
