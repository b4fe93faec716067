// `settle`: dispatches what is accepted, takes the rail's acknowledgement, closes each open cycle
// and settles it against the advice; in a clearing house's book, the positions of its participants. Each step is a deed of its own, so that a stop between two of
// them is made good by the next `settle`.

import { formatMinor, parseSignedAmount } from '../../domain/money.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import { type Output, sumsObject, sumsText } from './output.ts';
import { settleHouse } from './settle-house.ts';
import { newSubmissionId } from './submission-id.ts';
import { type Desk, notDone } from './with-office.ts';

type Amounts = ReadonlyMap<string, bigint>;
type View = Awaited<ReturnType<ReturnType<Desk['client']>['settlementView']>>;
type Cycle = Extract<View, { readonly ok: true }>['value']['cycles'][number];

export async function settle(
  desk: Desk,
  asked: { readonly inward: readonly string[]; readonly advice: readonly string[] },
  output: Output,
): Promise<Exit> {
  const inward = amountsOf(asked.inward, 0n);
  if (typeof inward === 'string') return unreadable(inward, output);
  const advice = amountsOf(asked.advice, null);
  if (typeof advice === 'string') return unreadable(advice, output);
  const session = await desk.ask((client) => client.session({}));
  if (!session.ok) return notDone(session, output);
  if (session.value.role === 'clearing') {
    if (inward.size + advice.size === 0) return settleHouse(desk, output);
    output.object({ outcome: 'refused', code: 'not_of_a_clearing_house' });
    output.line('not_of_a_clearing_house');
    return EXIT.usage;
  }
  const handed = await handOver(desk, output);
  if (handed !== EXIT.done) return handed;
  const view = await desk.ask((client) => client.settlementView({}));
  if (!view.ok) return notDone(view, output);
  const cycles = view.value.cycles.filter(({ state }) => state === 'open' || state === 'closed');
  if (cycles.length === 0) {
    output.object({ cycleId: null, payments: 0, sums: {} });
    output.line('nothing_to_settle');
    return EXIT.done;
  }
  let exit: Exit = EXIT.done;
  for (const cycle of cycles) {
    const ended = await settleOne(desk, cycle, { inward, advice }, output);
    if (ended !== EXIT.done) exit = ended;
  }
  return exit;
}

/** `EUR=615300.25` as minor units by currency; the text that cannot be read, or lies below `least`. */
function amountsOf(texts: readonly string[], least: bigint | null): Amounts | string {
  const amounts = new Map<string, bigint>();
  for (const text of texts) {
    const [currency = '', amount = ''] = text.split('=');
    const read = parseSignedAmount(amount, currency);
    if (!read.ok || (least !== null && read.value.minor < least)) return text;
    amounts.set(currency, read.value.minor);
  }
  return amounts;
}

function unreadable(value: string, output: Output): Exit {
  output.object({ outcome: 'refused', code: 'amount_unreadable', value });
  output.line('amount_unreadable', { value });
  return EXIT.usage;
}

/** Dispatches and acknowledges every batch that has something to hand over. */
async function handOver(desk: Desk, output: Output): Promise<Exit> {
  const view = await desk.ask((client) => client.settlementView({}));
  if (!view.ok) return notDone(view, output);
  for (const { batchId, judged, accepted, dispatched } of view.value.waiting) {
    let handedOver = dispatched;
    if (accepted > 0 && judged) {
      const submissionId = newSubmissionId();
      const done = await desk.ask((client) => client.dispatchPayments({ submissionId, batchId }));
      if (!done.ok) return notDone(done, output);
      handedOver += done.value.payments;
    }
    // A batch booking that waits for a person stays whole, and nothing of it is with the rail.
    if (handedOver === 0) continue;
    let fromRecord = 0;
    do {
      const asked = { submissionId: newSubmissionId(), batchId, fromRecord };
      const done = await desk.ask((client) => client.acknowledgeBatch(asked));
      if (!done.ok) return notDone(done, output);
      fromRecord = done.value.nextRecord;
    } while (fromRecord > 0);
  }
  return EXIT.done;
}

async function settleOne(
  desk: Desk,
  cycle: Cycle,
  amounts: { readonly inward: Amounts; readonly advice: Amounts },
  output: Output,
): Promise<Exit> {
  const { cycleId, currency } = cycle;
  if (cycle.state === 'open') {
    const grossIn = amounts.inward.get(currency) ?? 0n;
    const asked = { submissionId: newSubmissionId(), cycleId, grossIn };
    const closed = await desk.ask((client) => client.closeCycle(asked));
    if (!closed.ok) return notDone(closed, output);
  }
  const view = await desk.ask((client) => client.settlementView({}));
  if (!view.ok) return notDone(view, output);
  const expected = view.value.cycles.find((each) => each.cycleId === cycleId)?.netPosition ?? 0n;
  // Without an advice the operator states that it equals our position, as a thin book allows.
  const advised = amounts.advice.get(currency) ?? expected;
  const submissionId = newSubmissionId();
  const settled = await desk.ask((client) =>
    client.settleCycle({ submissionId, cycleId, advised }),
  );
  if (!settled.ok) return notDone(settled, output);
  const { payments, breakId } = settled.value;
  if (breakId > 0) {
    const said = {
      advised: formatMinor({ minor: advised, currency }),
      expected: formatMinor({ minor: expected, currency }),
    };
    output.object({ cycleId, outcome: 'break', breakId, currency, ...said });
    output.line('cycle_break', { cycleId, breakId, ...said });
    return EXIT.refused;
  }
  const sums = [{ minor: cycle.grossOut, currency }];
  output.object({ cycleId, outcome: 'settled', payments, sums: sumsObject(sums) });
  output.line('cycle_settled', { cycleId, payments, sum: sumsText(sums) });
  return EXIT.done;
}
