// Goal: a noted export of the trail is one file, given for a while: what was noted is no way to another
// filter, another format or another day. Method: the deed on a book of its own, and what it bound
// compared with what is asked for, as a table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportTrail, GIVEN_FOR, isNotedTrail } from '../../main/operations/export-trail.ts';
import { done, testDesk } from './test-desk.ts';

test('what one export noted is one filter in one format, for a while', (t) => {
  const on = testDesk(t);
  const asked = { format: 'csv', filter: '{"deed":"restoreBackup"}' };
  done(exportTrail(on.desk(), { submissionId: on.newId(), ...asked }, on.context()));
  type Row = { at: number; outcome: string; inputHash: string };
  const sql =
    "SELECT at, outcome, lower(hex(input_hash)) AS inputHash FROM deeds WHERE deed = 'exportTrail'";
  const row = on.book().db.prepare<[], Row>(sql).get();
  assert.ok(row !== undefined);
  const noted = { ...row, at: Number(row.at) };
  const later = noted.at + GIVEN_FOR;
  const cases = [
    ['as it was noted', noted, asked, noted.at, true],
    ['as long as it is good', noted, asked, later, true],
    ['later', noted, asked, later + 1, false],
    ['everything', noted, { ...asked, filter: '{}' }, noted.at, false],
    ['another format', noted, { ...asked, format: 'jsonl' }, noted.at, false],
    ['what was refused', { ...noted, outcome: 'refused' }, asked, noted.at, false],
  ] as const;
  for (const [what, of, wanted, now, expected] of cases) {
    assert.equal(isNotedTrail(of, wanted, now), expected, what);
  }
});
