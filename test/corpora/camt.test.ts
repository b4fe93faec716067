// Goal: every statement of the corpora imports or is refused by name, and its balances, the number
// of its entries and their booked sum are what independent arithmetic says of it. Method: every
// file of the oracle, whole; skipped where the corpora are not there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCamtReader } from '../../main/formats/camt-reader.ts';
import type { CamtReading, StatedAmount } from '../../main/formats/camt-types.ts';
import { added, isSame, NOTHING, statedAmount } from '../../main/formats/stated-amount.ts';
import { balanceOracles, corporaBytes, corporaFiles, corporaFolder } from './corpora.ts';

const folder = corporaFolder();
const skip = folder === null ? 'no corpora here' : false;
const PART = 'statement-camt';

function read(path: string): CamtReading {
  const reader = createCamtReader();
  reader.push(corporaBytes(folder ?? '', path));
  return reader.end();
}

function isStated(amount: StatedAmount | null, stated: string): boolean {
  if (amount === null || stated === 'None') return amount === null && stated === 'None';
  return isSame(amount, statedAmount(stated) ?? NOTHING);
}

test('balances, counts and booked sums are those of the oracle', { skip }, (t) => {
  const oracles = balanceOracles(folder ?? '', PART);
  const wrong: string[] = [];
  for (const [path, statements] of oracles) {
    const reading = read(path);
    if (!reading.accepted) wrong.push(`${path}: ${reading.problems[0]?.code}`);
    for (const [at, oracle] of statements.entries()) {
      const found = reading.statements[at];
      const booked = (found?.entries ?? [])
        .filter(({ status }) => status !== 'PDNG' && status !== 'INFO')
        .reduce((sum, { amount }) => added(sum, amount), NOTHING);
      const verdict = { true: 'ok', false: 'DIFF', null: 'na' }[String(found?.balanced)];
      const isSo =
        found?.entryCount === oracle.entries &&
        isStated(found.opening, oracle.opening) &&
        isStated(found.closing, oracle.closing) &&
        isStated(booked, oracle.sum) &&
        verdict === oracle.result;
      if (!isSo) wrong.push(`${path} ${at}`);
    }
  }
  t.diagnostic(`${oracles.size} files with ${[...oracles.values()].flat().length} statements`);
  assert.deepEqual(wrong, []);
});

test('every other file is read or refused by name', { skip }, () => {
  const named = corporaFiles(folder ?? '', PART).map((path) => {
    const { accepted, problems } = read(path);
    return accepted || problems.some(({ severity }) => severity === 'refuses');
  });
  assert.equal(named.every(Boolean), true);
});
