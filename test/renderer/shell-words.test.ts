// Goal: what the shell says leads to a place and never to a deed. Method: every kind of word, and a
// navigation that writes down where it was sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { obey } from '../../renderer/shell-words.ts';

test('each word leads where it says', () => {
  const told: unknown[] = [];
  const note =
    (name: string) =>
    (...words: unknown[]): void =>
      void told.push([name, ...words]);
  const navigation = {
    go: note('go'),
    showPayments: note('payments'),
    showPayment: note('payment'),
    showBatch: note('batch'),
    showFile: note('file'),
  };
  const perform = note('perform');
  const kept = { submissionId: 's', originalHash: 'h', fileName: 'a.xml', size: 3 };
  obey({ kind: 'action', action: 'open_sheet' }, navigation, perform);
  obey({ kind: 'show', place: { kind: 'screen', screen: 'review' } }, navigation, perform);
  obey({ kind: 'show', place: { kind: 'payment', paymentId: 7 } }, navigation, perform);
  obey({ kind: 'show', place: { kind: 'batch', batchId: 2 } }, navigation, perform);
  const answer = { ok: true, value: { ...kept, more: true } };
  obey({ kind: 'file', fileName: 'a.xml', answer }, navigation, perform);
  obey({ kind: 'file', fileName: 'b.xml', answer: 'nonsense' }, navigation, perform);
  const failed = { ok: false, fault: { id: null, code: 'upload_failed' } };
  assert.deepEqual(told, [
    ['perform', 'open_sheet'],
    ['go', 'review'],
    ['payment', 7],
    ['batch', 2],
    ['file', { fileName: 'a.xml', kept: { ok: true, value: kept } }],
    ['file', { fileName: 'b.xml', kept: failed }],
  ]);
});
