// Memory of a program with everything that it started: resident pages, shared ones counted once for
// each process that shares them in proportion (Linux tells; elsewhere there is no figure).
import { readdir, readFile } from 'node:fs/promises';

/** Bytes of the processes and all their descendants together; null where nobody tells. */
export async function memoryOf(roots: readonly number[]): Promise<number | null> {
  const children = await childrenByParent();
  if (children === null) return null;
  const all = [...roots];
  for (const pid of all) all.push(...(children.get(pid) ?? []));
  const each = await Promise.all(all.map(proportionalBytes));
  return each.reduce((sum, bytes) => sum + bytes, 0);
}

async function childrenByParent(): Promise<ReadonlyMap<number, readonly number[]> | null> {
  const names = await readdir('/proc').catch(() => null);
  if (names === null) return null;
  const children = new Map<number, number[]>();
  for (const name of names.filter((each) => /^\d+$/.test(each))) {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // The name in brackets may hold anything; the parent is the second word behind it.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

async function proportionalBytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024;
}
