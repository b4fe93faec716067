// A payment office in plain numbers, written from domain.md and not from the code: no journal, no
// holds as entries, no SQL. The property test does every deed here and there and compares.

export type ModelStatus =
  | 'received'
  | 'accepted'
  | 'in_review'
  | 'in_repair'
  | 'warehoused'
  | 'rejected'
  | 'cancelled'
  | 'dispatched'
  | 'acknowledged'
  | 'settled';

export type ModelPayment = {
  readonly amount: bigint;
  readonly outcome: 'approve' | 'review' | 'decline' | 'repair';
  /** The payee's account in this book, or null. */
  readonly to: string | null;
  status: ModelStatus;
  /** What is held for it, fee included; for a batch booking its share of the one hold. */
  held: bigint;
  fee: bigint;
  cycle: number;
};

export type ModelBlock = {
  readonly from: string;
  readonly together: boolean;
  readonly later: boolean;
  readonly payments: ModelPayment[];
};

export type ModelBatch = { readonly blocks: readonly ModelBlock[]; judged: number };

export type ModelCycle = {
  state: 'open' | 'closed' | 'settled' | 'unwound';
  out: bigint;
  in: bigint;
  applied: bigint;
};

/** Customers' booked and held money, what the bank's own accounts stand at, and the files. */
export class Model {
  readonly booked = new Map<string, bigint>();
  readonly heldOf = new Map<string, bigint>();
  readonly limits = new Map<string, bigint>();
  readonly batches: ModelBatch[] = [];
  readonly cycles: ModelCycle[] = [];
  fee = 5n;
  private readonly corrected = new Set<number>();

  open(number: string, balance: bigint, limit: bigint): void {
    this.booked.set(number, balance);
    this.limits.set(number, limit);
    this.book('9990', -balance);
  }

  available(number: string): bigint {
    const held = this.heldOf.get(number) ?? 0n;
    return (this.booked.get(number) ?? 0n) - held + (this.limits.get(number) ?? 0n);
  }

  private book(number: string, change: bigint): void {
    this.booked.set(number, (this.booked.get(number) ?? 0n) + change);
  }

  private hold(number: string, change: bigint): void {
    this.heldOf.set(number, (this.heldOf.get(number) ?? 0n) + change);
  }

  /** Judges the next `count` records of a batch. */
  judge(batch: number, count: number): void {
    const { blocks } = this.at(batch);
    let record = 0;
    for (const block of blocks) {
      for (const [at, payment] of block.payments.entries()) {
        if (record >= this.at(batch).judged && record < this.at(batch).judged + count) {
          this.judgeOne(block, payment);
          if (block.together && at === block.payments.length - 1) this.endTogether(block);
        }
        record += 1;
      }
    }
    this.at(batch).judged += count;
  }

  private judgeOne(block: ModelBlock, payment: ModelPayment): void {
    const { outcome, amount, to } = payment;
    if (outcome === 'decline') payment.status = 'rejected';
    else if (outcome === 'repair') payment.status = 'in_repair';
    else if (block.later) payment.status = 'warehoused';
    else if (to === null && block.together) payment.status = 'received';
    else {
      payment.fee = to === null ? this.fee : 0n;
      const wanted = amount + payment.fee;
      if (this.available(block.from) < wanted) payment.status = 'rejected';
      else if (to !== null && outcome === 'approve') {
        this.book(block.from, -amount);
        this.book(to, amount);
        payment.status = 'settled';
      } else {
        this.hold(block.from, wanted);
        payment.held = wanted;
        payment.status = outcome === 'review' ? 'in_review' : 'accepted';
      }
    }
  }

  /** One hold for all that passed: they are accepted, or rejected, together. */
  private endTogether(block: ModelBlock): void {
    const passed = block.payments.filter(({ status }) => status === 'received');
    const sum = passed.reduce((all, { amount }) => all + amount + this.fee, 0n);
    const covered = passed.length > 0 && this.available(block.from) >= sum;
    if (covered) this.hold(block.from, sum);
    for (const payment of passed) {
      payment.fee = this.fee;
      payment.held = covered ? payment.amount + this.fee : 0n;
      const next = payment.outcome === 'review' ? 'in_review' : 'accepted';
      payment.status = covered ? next : 'rejected';
    }
  }

  decide(payment: ModelPayment, block: ModelBlock, outcome: 'approve' | 'decline'): string {
    if (payment.status !== 'in_review') return 'payment_status_does_not_allow';
    if (outcome === 'decline') return this.release(payment, block, 'rejected');
    payment.status = 'accepted';
    if (payment.to !== null) {
      this.hold(block.from, -payment.held);
      payment.held = 0n;
      this.book(block.from, -payment.amount);
      this.book(payment.to, payment.amount);
      payment.status = 'settled';
    }
    return 'done';
  }

  cancel(payment: ModelPayment, block: ModelBlock): string {
    const { status } = payment;
    const may = ['warehoused', 'in_repair', 'in_review', 'accepted'].includes(status);
    return may ? this.release(payment, block, 'cancelled') : 'payment_status_does_not_allow';
  }

  private release(
    payment: ModelPayment,
    block: ModelBlock,
    status: 'rejected' | 'cancelled',
  ): string {
    this.hold(block.from, -payment.held);
    payment.held = 0n;
    payment.status = status;
    return 'done';
  }

  /** Everything accepted leaves, but a batch booking of which a part is in review stays whole. */
  dispatch(batch: number): string {
    const { blocks, judged } = this.at(batch);
    const size = blocks.reduce((all, { payments }) => all + payments.length, 0);
    if (judged < size) return 'batch_not_judged';
    for (const { together, payments } of blocks) {
      const waits = payments.some(({ status, to }) => status === 'in_review' && to === null);
      if (together && waits) continue;
      for (const payment of payments) {
        if (payment.status === 'accepted') payment.status = 'dispatched';
      }
    }
    return 'done';
  }

  acknowledge(batch: number): string {
    let booked = 0;
    for (const { from, payments } of this.at(batch).blocks) {
      for (const payment of payments.filter(({ status }) => status === 'dispatched')) {
        booked += 1;
        this.hold(from, -payment.held);
        payment.held = 0n;
        this.book(from, -payment.amount - payment.fee);
        this.book('2120', payment.amount);
        this.book('4010', payment.fee);
        payment.status = 'acknowledged';
        payment.cycle = this.openCycle();
        this.cycle(payment.cycle).out += payment.amount;
      }
    }
    return booked === 0 ? 'nothing_dispatched' : 'done';
  }

  /** The number of the open cycle, from 1. */
  private openCycle(): number {
    const open = this.cycles.findIndex(({ state }) => state === 'open');
    if (open >= 0) return open + 1;
    return this.cycles.push({ state: 'open', out: 0n, in: 0n, applied: 0n });
  }

  refuseItem(payment: ModelPayment, block: ModelBlock): string {
    if (payment.status !== 'acknowledged') return 'payment_status_does_not_allow';
    const cycle = this.cycle(payment.cycle);
    if (cycle.state !== 'open') return 'cycle_not_open';
    cycle.out -= payment.amount;
    this.book('2120', -payment.amount);
    this.book(block.from, payment.amount);
    payment.status = 'rejected';
    return 'done';
  }

  close(number: number, inward: bigint): string {
    const cycle = this.cycles[number - 1];
    if (cycle === undefined) return 'cycle_unknown';
    if (cycle.state !== 'open') return 'cycle_not_open';
    cycle.state = 'closed';
    cycle.in = inward;
    this.book('2120', -cycle.out);
    this.book('2125', cycle.out - inward);
    this.book('2121', inward);
    return 'done';
  }

  /** `exact`: the advice equals our position; any other books nothing and opens a break. */
  settle(number: number, exact: boolean): string {
    const cycle = this.cycles[number - 1];
    if (cycle === undefined) return 'cycle_unknown';
    if (cycle.state !== 'closed') return 'cycle_not_closed';
    if (!exact) return 'done';
    cycle.state = 'settled';
    this.book('2125', cycle.in - cycle.out);
    this.book('1010', cycle.out - cycle.in);
    for (const payment of this.payments()) {
      if (payment.cycle === number && payment.status === 'acknowledged') payment.status = 'settled';
    }
    return 'done';
  }

  /** As before it was closed, but that its payments are in the open cycle. */
  unwind(number: number): string {
    const cycle = this.cycles[number - 1];
    if (cycle === undefined) return 'cycle_unknown';
    if (cycle.state !== 'closed') return 'cycle_not_closed';
    if (cycle.applied > 0n) return 'cycle_was_drawn_on';
    cycle.state = 'unwound';
    this.book('2120', cycle.out);
    this.book('2125', cycle.in - cycle.out);
    this.book('2121', -cycle.in);
    for (const payment of this.payments()) {
      if (payment.cycle !== number || payment.status !== 'acknowledged') continue;
      payment.cycle = this.openCycle();
      this.cycle(payment.cycle).out += payment.amount;
    }
    return 'done';
  }

  inward(number: number, to: string | null, amount: bigint): string {
    const cycle = this.cycles[number - 1];
    if (cycle === undefined) return 'cycle_unknown';
    if (cycle.state === 'open' || cycle.state === 'unwound') return 'cycle_not_closed';
    if (cycle.applied + amount > cycle.in) return 'inward_exceeded';
    if (to !== null && !this.limits.has(to)) return 'account_unknown';
    cycle.applied += amount;
    this.book('2121', -amount);
    this.book(to ?? '2210', amount);
    return 'done';
  }

  /** Takes back inward money that entry `entry` applied, while its cycle has not settled. */
  inwardBack(entry: number, number: number, to: string | null, amount: bigint): string {
    const cycle = this.cycle(number);
    if (cycle.state !== 'closed') return 'entry_belongs_to_a_cycle';
    // Unapplied funds have one item for each entry: it is empty when it was taken back.
    if (this.corrected.has(entry)) {
      return to === null ? 'insufficient_funds' : 'entry_already_corrected';
    }
    if (to !== null && this.available(to) < amount) return 'insufficient_funds';
    this.corrected.add(entry);
    cycle.applied -= amount;
    this.book('2121', amount);
    this.book(to ?? '2210', -amount);
    return 'done';
  }

  /** Takes back the opening balance of a customer, once, if it is still there. */
  correctOpening(entry: number, number: string, balance: bigint): string {
    if (this.corrected.has(entry)) return 'entry_already_corrected';
    if (this.available(number) < balance) return 'insufficient_funds';
    this.corrected.add(entry);
    this.book(number, -balance);
    this.book('9990', balance);
    return 'done';
  }

  payments(): ModelPayment[] {
    return this.batches.flatMap(({ blocks }) => blocks.flatMap(({ payments }) => payments));
  }

  private at(batch: number): ModelBatch {
    const found = this.batches[batch - 1];
    if (found === undefined) throw new Error(`the model has no batch ${batch}`);
    return found;
  }

  private cycle(number: number): ModelCycle {
    const found = this.cycles[number - 1];
    if (found === undefined) throw new Error(`the model has no cycle ${number}`);
    return found;
  }
}
