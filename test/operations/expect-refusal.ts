// A booking asked for without any row of the posting rules, which must be refused.

import assert from 'node:assert/strict';
import type { Refusal } from '../../main/domain/result.ts';
import { refuse } from '../../main/domain/result.ts';
import { enter } from '../../main/ledger/enter.ts';
import { idOf } from './ledger-events.ts';
import { refused, type TestDesk } from './test-desk.ts';

/** Asks for 1.00 from one account to another, and expects `code`. */
export function expectRefusal(on: TestDesk, debit: string, credit: string, code: string): void {
  const day = '2026-11-26';
  const dates = { bookingDate: day, valueDate: day, settlementDate: day };
  const head = { event: 'F1', batch: 0, payment: 0, ...dates };
  const amount = { minor: 100n, currency: 'EUR' };
  const posting = { debitAccount: idOf(on, debit), creditAccount: idOf(on, credit), amount };
  const entry = { kind: 'post', head, postings: [posting], corrects: 0 } as const;
  const call = { deed: 'bookEvent', submissionId: on.newId(), input: [debit] } as const;
  const asked = on.book().perform<{ entry: number }, Refusal>(call, on.context(), (w) => {
    const [entered] = enter(on.book(), w, [{ ...entry, linked: false, licensed: false }], [day]);
    assert.ok(entered !== undefined && !entered.ok);
    return refuse(entered.refusal);
  });
  assert.equal(refused(asked).code, code);
}
