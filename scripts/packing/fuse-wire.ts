// Electron's fuses as they lie in its binary: a mark, a version, a length, and one character per
// fuse. Read back from what was packed, and set in what is being packed.

/** Electron's own mark before the fuses (its docs/tutorial/fuses.md). */
export const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const VERSION = 1;

const STATES = { '0': 'off', '1': 'on', r: 'removed' } as const;
export type FuseState = (typeof STATES)[keyof typeof STATES] | 'unknown';

/** Where the fuses of `binary` begin, once per processor that it holds; empty where there are none. */
function wires(binary: Buffer): readonly { readonly at: number; readonly length: number }[] {
  const found: { at: number; length: number }[] = [];
  for (let at = binary.indexOf(FUSE_MARK); at >= 0; at = binary.indexOf(FUSE_MARK, at + 1)) {
    const head = at + FUSE_MARK.length;
    if (binary[head] === VERSION) found.push({ at: head + 2, length: binary[head + 1] ?? 0 });
  }
  return found;
}

/**
 * Each fuse's state in order; of a binary for several processors, `unknown` where they differ. Null
 * when it carries no fuses that we know how to read.
 */
export function readFuses(binary: Buffer): readonly FuseState[] | null {
  const [first, ...others] = wires(binary);
  if (first === undefined) return null;
  return Array.from({ length: first.length }, (_each, index) => {
    const state = stateOf(binary[first.at + index]);
    const agree = others.every(({ at }) => stateOf(binary[at + index]) === state);
    return agree ? state : 'unknown';
  });
}

function stateOf(byte: number | undefined): FuseState {
  const character = String.fromCharCode(byte ?? 0);
  return character === '0' || character === '1' || character === 'r'
    ? STATES[character]
    : 'unknown';
}

/**
 * Sets every fuse of `binary` in place. Throws when it carries none, or not exactly as many as are
 * stated: a new fuse of a new Electron is decided by a person, not left at its default.
 */
export function setFuses(binary: Buffer, states: readonly boolean[]): void {
  const found = wires(binary);
  if (found.length === 0) throw new Error('the binary carries no fuses');
  for (const { at, length } of found) {
    if (length !== states.length) {
      throw new Error(`the binary has ${length} fuses, and ${states.length} are stated`);
    }
    for (const [index, on] of states.entries()) binary[at + index] = (on ? '1' : '0').charCodeAt(0);
  }
}
