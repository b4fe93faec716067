// `positions`: where a clearing house's participants stand, what the cycle in hand holds and the cycles
// that were settled, the newest first.
import { formatMinor } from '../../domain/money.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import type { Output } from './output.ts';
import { type Desk, notDone } from './with-office.ts';

export async function positions(desk: Desk, output: Output): Promise<Exit> {
  const reply = await desk.ask((client) => client.clearingView({}));
  if (!reply.ok) return notDone(reply, output);
  const { participants, inHand: current, settled } = reply.value;
  const text = (minor: bigint, currency: string): string => formatMinor({ minor, currency });
  const told = participants.map(({ participant, name, currency, ...amounts }) => ({
    participant,
    name,
    currency,
    position: text(amounts.position, currency),
    pending: text(amounts.pending, currency),
    cap: text(amounts.cap, currency),
    available: text(amounts.available, currency),
    cover: text(amounts.cover, currency),
    shortfall: text(amounts.shortfall, currency),
  }));
  const amountsOf = ({ currency, items, gross, moved }: (typeof current)[number]) => ({
    currency,
    items,
    gross: text(gross, currency),
    moved: text(moved, currency),
  });
  const inHand = current.map(amountsOf);
  const cycles = settled.map((cycle) => {
    const { participants: settling, settlementDate, at } = cycle;
    const when = { at: new Date(at).toISOString(), settlementDate };
    return { ...amountsOf(cycle), participants: settling, ...when };
  });
  output.object({ participants: told, inHand, settled: settled.length, cycles });
  if (told.length === 0) output.line('no_participants');
  for (const [place, each] of told.entries()) {
    output.line('participant_line', each);
    const isShort = (participants[place]?.shortfall ?? 0n) > 0n;
    if (isShort) output.line('participant_short', each);
  }
  for (const cycle of inHand) output.line('house_cycle_line', cycle);
  for (const cycle of cycles) output.line('house_cycle_before', cycle);
  return EXIT.done;
}
