// Changes the slots of a folder while nobody else has its book open.
import { takeOwnership } from '../ledger/owner-lock.ts';
import { type KeySlots, readKeySlots, SLOTS_MAX, type Slot, writeKeySlots } from './key-slots.ts';

/**
 * Writes the slots that `change` gives, null for none; answers whether they were written: not where
 * somebody owns the folder, it has no readable slots, or they would be too many. `now` is
 * milliseconds UTC. Faults: `lock_unusable`.
 */
export async function changeOwnedSlots(
  folder: string,
  shell: string,
  now: number,
  change: (slots: KeySlots) => Promise<readonly Slot[] | null>,
): Promise<boolean> {
  const lock = takeOwnership(folder, { person: '', shell, pid: process.pid, since: now });
  if (!lock.ok) return false;
  try {
    const found = readKeySlots(folder);
    const slots = found.kind === 'slots' ? await change(found.slots) : null;
    if (found.kind !== 'slots' || slots === null || slots.length > SLOTS_MAX) return false;
    writeKeySlots(folder, { ...found.slots, slots: [...slots] });
    return true;
  } finally {
    lock.value.release();
  }
}
