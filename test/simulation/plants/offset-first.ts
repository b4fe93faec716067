// An office with a planted bug: an epoch's offset becomes durable in a transaction of its own,
// before the epoch. A process killed between the two has lost the epoch's payments.

import { Batches } from '../../../main/ledger/batches.ts';
import { Book } from '../../../main/ledger/book.ts';

/** Long enough for a kill to fall between the two transactions. */
const GAP_MS = 150;

const { perform } = Book.prototype;
Object.assign(Batches.prototype, { advance: () => undefined });
Object.assign(Book.prototype, {
  perform(this: Book, call: { deed: string; input: readonly unknown[] }, ...rest: unknown[]) {
    if (call.deed === 'commitEpoch') {
      const [batch, , to] = call.input;
      this.db.prepare('UPDATE batches SET next_record = ? WHERE id = ?').run(to, batch);
      // The deeds that the epoch shares a commit with become durable here, and the offset with them.
      this.db.exec('COMMIT');
      this.db.exec('BEGIN IMMEDIATE');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, GAP_MS);
    }
    return Reflect.apply(perform, this, [call, ...rest]);
  },
});

await import('../../../main/office/office-process.ts');
