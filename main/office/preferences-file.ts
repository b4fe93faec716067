// The choices of the people of a book: one small file beside it, for the people of one workstation.
// It holds no truth: whatever cannot be read is forgotten, and the defaults stand.
import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { decode, encode, FRAME_UNITS_MAX } from '../../preload/channel.ts';
import { type Preferences, preferences } from '../../preload/contract/preferences.ts';
import { heldRing } from './key-ring.ts';
import { sealedText, unsealedText } from './sealed-file.ts';

/** People whose choices are kept; the one who chose longest ago goes. */
export const PEOPLE_MAX = 16;

const NAME = 'preferences.json';

/** What `person` chose, or null when nothing is kept that can be read. */
export function readPreferences(folder: string, person: string): Preferences | null {
  return readAll(folder).get(person) ?? null;
}

/** Keeps what `person` chose. The file is replaced as a whole, so a crash leaves the old one. */
export function keepPreferences(folder: string, person: string, chosen: Preferences): void {
  const people = readAll(folder);
  people.delete(person);
  people.set(person, chosen);
  for (const oldest of [...people.keys()].slice(0, Math.max(0, people.size - PEOPLE_MAX))) {
    people.delete(oldest);
  }
  const list = [...people].map(([name, theirs]) => ({ person: name, preferences: theirs }));
  const path = join(folder, NAME);
  const beside = `${path}.new`;
  rmSync(beside, { force: true });
  // Saved views may name customers: nobody else reads them.
  const file = openSync(beside, 'wx', 0o600);
  try {
    const text = encode({ people: list });
    writeSync(file, heldRing().length > 0 ? sealedText(text) : Buffer.from(text));
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}

/** By person, the one who chose longest ago first. */
function readAll(folder: string): Map<string, Preferences> {
  const people = new Map<string, Preferences>();
  for (const each of peopleIn(join(folder, NAME))) {
    if (typeof each !== 'object' || each === null) continue;
    if (!('person' in each && 'preferences' in each)) continue;
    const theirs = preferences.safeParse(each.preferences);
    if (typeof each.person === 'string' && theirs.success) people.set(each.person, theirs.data);
  }
  return people;
}

/** The list in the file; empty when there is none, or it is too large or not ours. */
function peopleIn(path: string): readonly unknown[] {
  try {
    if (statSync(path).size > 3 * FRAME_UNITS_MAX) return [];
    const file = readFileSync(path);
    const kept = decode((heldRing().length > 0 ? unsealedText(file) : null) ?? file.toString());
    const isOurs = typeof kept === 'object' && kept !== null && 'people' in kept;
    return isOurs && Array.isArray(kept.people) ? kept.people : [];
  } catch {
    return [];
  }
}
