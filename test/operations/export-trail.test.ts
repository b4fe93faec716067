// Goal: a noted export of the trail is one file: what was noted is no way to another
// filter or another format. Method: the deed on a book of its own, and what it bound compared with what
// is asked for, as a table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportTrail, isNotedTrail } from '../../main/operations/export-trail.ts';
import { done, testDesk } from './test-desk.ts';

test('what one export noted is one filter in one format', (t) => {
  const on = testDesk(t);
  const asked = { format: 'csv', filter: '{"deed":"restoreBackup"}' };
  done(exportTrail(on.desk(), { submissionId: on.newId(), ...asked }, on.context()));
  type Row = { outcome: string; inputHash: string };
  const sql =
    "SELECT outcome, lower(hex(input_hash)) AS inputHash FROM deeds WHERE deed = 'exportTrail'";
  const row = on.book().db.prepare<[], Row>(sql).get();
  assert.ok(row !== undefined);
  const cases = [
    ['as it was noted', row, asked, true],
    ['everything', row, { ...asked, filter: '{}' }, false],
    ['another format', row, { ...asked, format: 'jsonl' }, false],
    ['what was refused', { ...row, outcome: 'refused' }, asked, false],
  ] as const;
  for (const [what, of, wanted, expected] of cases) {
    assert.equal(isNotedTrail(of, wanted), expected, what);
  }
});
