// `settle` in a clearing house's book: what the participants owe each other, currency by currency. Each
// is a deed of its own: one that is refused, or waits for another person, leaves the others settled.
import type { Output as AnswerOf } from '../../../preload/contract/contract.ts';
import { formatMinor } from '../../domain/money.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import type { Output } from './output.ts';
import { newSubmissionId } from './submission-id.ts';
import { type Desk, notDone } from './with-office.ts';

type InHand = AnswerOf<'clearingView'>['inHand'][number];

/** Settles the cycle in hand of every currency in which anything was committed. */
export async function settleHouse(desk: Desk, output: Output): Promise<Exit> {
  const view = await desk.ask((client) => client.clearingView({}));
  if (!view.ok) return notDone(view, output);
  const cycles = view.value.inHand.filter(({ items, moved }) => items > 0 || moved > 0n);
  if (cycles.length === 0) {
    output.object({ cycles: 0, outcome: 'nothing' });
    output.line('nothing_to_settle');
    return EXIT.done;
  }
  let exit: Exit = EXIT.done;
  for (const cycle of cycles) {
    const ended = await settleOne(desk, cycle, output);
    if (ended !== EXIT.done) exit = ended;
  }
  return exit;
}

async function settleOne(desk: Desk, cycle: InHand, output: Output): Promise<Exit> {
  const { currency, items } = cycle;
  const submissionId = newSubmissionId();
  const settled = await desk.ask((client) => client.settlePositions({ submissionId, currency }));
  if (!settled.ok) {
    output.line('house_cycle_not_settled', { currency });
    return notDone(settled, output);
  }
  const { participants } = settled.value;
  const gross = formatMinor({ minor: cycle.gross, currency });
  const moved = formatMinor({ minor: cycle.moved, currency });
  const said = { currency, items, participants, gross, moved };
  output.object({ ...said, outcome: 'settled' });
  output.line('house_cycle_settled', said);
  return EXIT.done;
}
