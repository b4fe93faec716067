// Rows of the chained tables that a journey from file to settled leaves empty: a blocked account, a
// dispatched hold, a signed entry, an explained break and the closing of a day.

import { type BankAccount, isBankAccount } from '../../main/domain/chart-of-accounts.ts';
import type { EventCode } from '../../main/domain/posting-table.ts';
import { ok } from '../../main/domain/result.ts';
import { linesOf, rowPostings } from '../../main/domain/row-postings.ts';
import { remarkOf } from '../../main/ledger/remarks.ts';
import { done, type TestDesk } from '../operations/test-desk.ts';

const HEAD = {
  event: 'B11',
  batch: 0,
  payment: 0,
  bookingDate: '2026-11-26',
  valueDate: '2026-11-26',
  settlementDate: '2026-11-26',
};

/** Writes them in one deed through the ledger's own classes. */
export function everyOtherRow(on: TestDesk): void {
  const book = on.book();
  const remark = remarkOf('GOODWILL', null);
  const call = { deed: 'bookEvent', submissionId: on.newId(), input: ['rows'], remark } as const;
  done(
    book.perform<{ entry: number }, never>(call, on.context(), (w) => {
      const account = (purpose: BankAccount) =>
        book.accounts.bank(w, purpose, 'EUR', on.context().ids.bytes).id;
      const amount = { minor: 100n, currency: 'EUR' };
      const postings = (code: EventCode) => {
        const made = rowPostings(linesOf(code), { principal: amount, charge: amount }, (role) =>
          account(isBankAccount(role) ? role : 'settlement'),
        );
        return made.ok ? made.value : [];
      };
      const yesterday = { ...HEAD, event: 'H2', bookingDate: '2026-11-25' };
      book.journal.post(w, yesterday, postings('H2.charge'));
      const held = book.journal.hold(w, HEAD, postings('B11.ordered'));
      const hold = held.ok ? held.value : 0;
      book.journal.flush();
      book.holds.note(w, hold, 'dispatched', { rail: 'instant', owner: 'supervisor' });
      const entry = book.journal.resolve(w, HEAD, hold, 'post_hold', [60n]);
      book.journal.flush();
      const persons = { firstPerson: 'anna', secondPerson: 'ben' };
      book.holds.sign(w, entry, { duty: 'approve', ...persons });
      book.breaks.explain(w, 1, { first: 'anna', second: 'ben' });
      book.accounts.setStatus(w, account('feeIncome'), 'debit_blocked');
      const item = { kind: 'unapplied', reference: 'entry 1', owner: 'reconciler' };
      const stands = { since: '2026-11-25', currency: 'EUR', amount: 5n, carried: true };
      const items = [{ ...item, ...stands }];
      const closing = { day: '2026-11-25', rates: '', revaluation: 0, items };
      const isNew = { kind: 'customer', origin: 'entry', original: null } as const;
      const id = book.master.addChange(w, { ...isNew, validFrom: '2026-11-26' });
      const salt = on.context().ids.bytes(16);
      const record = { key: 'C-1', content: '{}', ended: false, replaces: null, terms: ['anna'] };
      book.master.addVersions(w, { id, kind: 'customer' }, [{ ...record, salt }]);
      const decided = { effectiveOn: '2026-11-26', ...persons, added: 1, changed: 0 };
      book.master.addStep(w, id, { step: 'proposed', ...decided });
      book.master.addStep(w, id, { step: 'confirmed', ...decided });
      const core = {
        asOf: '2026-11-25',
        format: 'csv',
        source: on.context().ids.bytes(32),
      } as const;
      const totals = [{ currency: 'EUR', accounts: 1, sum: 99n }];
      const word = { account: 1, balance: 99n, status: null, ourBalance: 98n } as const;
      book.core.keep(w, { ...core, totals }, [{ ...word, ourStatus: 'open' }]);
      book.closings.close(w, { ...closing, head: book.chainHead() });
      return ok({ entry });
    }),
  );
}
