// Goal: a noted file is one file: what was noted is no way to another kind, day,
// form, batch or account. Method: the deed on a book of its own for each file, and what it bound
// compared with every other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  FILES_OUT_NAMES,
  type FileOut,
  fileOfAnswer,
  fileOut,
  handedName,
  handedOfName,
} from '../../main/domain/files-out.ts';
import { exportFile, isNotedFile } from '../../main/operations/export-file.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { submission } from './epochs.ts';
import { accountRow, done, open, testDesk } from './test-desk.ts';

const FILES: readonly FileOut[] = [
  fileOut('exportMaster', { name: 'bank', format: 'csv' }),
  fileOut('exportMaster', { name: 'bank', format: 'jsonl' }),
  fileOut('exportMaster', { name: 'customer', format: 'csv' }),
  fileOut('pain002', { batchId: 1 }),
  fileOut('pain002', { batchId: 2 }),
  fileOut('coreJournal', { name: '2026-11-26', format: 'csv' }),
  fileOut('coreJournal', { name: '2026-11-25', format: 'csv' }),
  fileOut('accountStatement', { name: '2026-11-26', accountId: 1 }),
  fileOut('accountStatement', { name: '2026-11-25', accountId: 1 }),
  fileOut('accountStatement', { name: '2026-11-26', accountId: 2 }),
  fileOut('signHandOver', { name: 'hand_over 1', batchId: 1 }),
  fileOut('signHandOver', { name: 'hand_over 2', batchId: 1 }),
  fileOut('signHandOver', { name: 'receipt 1', batchId: 1 }),
  fileOut('signHandOver', { name: 'receipt 1' }),
  fileOut('overrideList', { format: 'csv' }),
  fileOut('insightSeries', { name: 'value', format: 'csv' }),
  fileOut('insightSeries', { name: 'value', format: 'png' }),
];

test('what one export noted is one file', (t) => {
  const on = testDesk(t);
  open(on, [accountRow('A', '10.00')]);
  for (const messageId of ['M-1', 'M-2']) {
    const file = { messageId, blocks: [{ from: 'A', payments: [{ amount: '1.00' }] }] };
    done(submitBatch(on.desk(), submission(on, file), on.context()));
  }
  assert.deepEqual([...new Set(FILES.map(({ of }) => of))], FILES_OUT_NAMES);
  type Row = { outcome: string; inputHash: string; answer: string };
  const sql = `SELECT outcome, lower(hex(input_hash)) AS inputHash, answer FROM deeds
    WHERE sequence = ?`;
  for (const file of FILES) {
    const asked = { submissionId: on.newId(), file, nothingSuch: null };
    const { sequence } = done(exportFile(on.desk(), asked, on.context()));
    const row = on.book().db.prepare<[number], Row>(sql).get(sequence);
    assert.ok(row !== undefined);
    assert.deepEqual(fileOfAnswer(row.answer), file, 'the row says which');
    for (const other of FILES) {
      assert.equal(isNotedFile(row, other), other === file, JSON.stringify([file, other]));
    }
    assert.ok(!isNotedFile({ ...row, outcome: 'refused' }, file));
  }
});

test('an answer that says no file is of none', () => {
  for (const answer of ['', '{', 'null', '[]', '{"of":"status"}', '{"of":"toString"}', '"x"']) {
    assert.equal(fileOfAnswer(answer), null, answer);
  }
  assert.deepEqual(fileOfAnswer('{"of":"pain002","batchId":"1","name":7}'), fileOut('pain002'));
});

test('what is handed over has a name that says which, and no other name does', () => {
  for (const handed of [
    { kind: 'hand_over', id: 12 },
    { kind: 'receipt', id: 1 },
  ] as const) {
    assert.deepEqual(handedOfName(handedName(handed)), handed);
  }
  for (const name of ['', 'receipt', 'receipt 0', 'receipt 1 2', 'receipt x', 'batch 1', ' 1']) {
    assert.equal(handedOfName(name), null, name);
  }
});
