// The administrator's policy file: settings of this workstation that nobody at the console can set
// otherwise. It is read once at a start, from a fixed place that only the system's owner can write;
// a file that anybody else could have written, or that cannot be read whole, opens no book.
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Context } from '../domain/context.ts';
import { type Actor, ROLES } from '../domain/permissions.ts';
import { DEFAULT_POLICY, policyValues, withPolicy } from '../domain/policy.ts';
import { Fault } from '../domain/result.ts';
import { type Desk, policyOf } from '../operations/desk.ts';
import { setPolicyAsStated } from '../operations/set-policy.ts';
import type { Writer } from './writer.ts';

/** Where the file lies and whose it must be; `owner` null where the system knows no such number. */
export type PolicyFilePlace = { readonly path: string; readonly owner: number | null };

export type PolicyFile = {
  readonly path: string;
  /** By the names of `withPolicy`. */
  readonly values: ReadonlyMap<string, string>;
};

/** Bytes of a file: every setting there is, many times over. */
const BYTES_MAX = 1 << 16;

/** Write permission of group and others. */
const OTHERS_WRITE = 0o022;

/** Who acts in the trail for what the file says; the name is none that a person can have. */
const ACTOR: Actor = { id: 'policy:file', name: 'policy file', roles: ROLES };

/** The place on this system. No setting or variable of a person moves it. */
export function systemPolicyFile(platform: NodeJS.Platform = process.platform): PolicyFilePlace {
  if (platform === 'win32') {
    return { path: 'C:\\ProgramData\\Counterfoil\\policy.json', owner: null };
  }
  const folder =
    platform === 'darwin' ? '/Library/Application Support/Counterfoil' : '/etc/counterfoil';
  return { path: `${folder}/policy.json`, owner: 0 };
}

/**
 * What the file says, or null where there is none: a JSON object of names and values, both text, as
 * `policy NAME VALUE` takes them. Faults: `policy_file_not_trusted` (a link, another owner than the
 * system's, or written by group or others, the file or its folder), `policy_file_unreadable` (too
 * large, no such object), `policy_file_wrong` (a name or a value that cannot be).
 */
export function readPolicyFile({ path, owner }: PolicyFilePlace): PolicyFile | null {
  const text = trustedText(path, owner);
  if (text === null) return null;
  const values = new Map<string, string>();
  for (const [name, value] of entriesOf(path, text)) {
    const set = withPolicy(DEFAULT_POLICY, name, value);
    if (!set.ok) throw new Fault('policy_file_wrong', `${path}: ${set.refusal.code} ${name}`);
    values.set(name, value);
  }
  return { path, values };
}

function trustedText(path: string, owner: number | null): string | null {
  let file: number;
  try {
    // A link is followed by nobody: what it leads to may be somebody else's.
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    if (isMissing(error)) return null;
    throw new Fault('policy_file_not_trusted', String(error), { cause: error });
  }
  try {
    const found = fstatSync(file);
    const folder = lstatSync(dirname(path));
    const isOurs = [found, folder].every(
      ({ uid, mode }) => owner === null || (uid === owner && (mode & OTHERS_WRITE) === 0),
    );
    if (!found.isFile() || !folder.isDirectory() || !isOurs) {
      throw new Fault('policy_file_not_trusted', `${path} can be written by others`);
    }
    if (found.size > BYTES_MAX) throw new Fault('policy_file_unreadable', `${path} is too large`);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function isMissing(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'ENOENT' || error.code === 'ENOTDIR';
}

function entriesOf(path: string, text: string): readonly (readonly [string, string])[] {
  const parsed = parsedOr(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Fault('policy_file_unreadable', `${path} holds no JSON object`);
  }
  return Object.entries(parsed).map(([name, value]) => {
    if (typeof value === 'string') return [name, value] as const;
    throw new Fault('policy_file_wrong', `${path}: ${name} is not written as text`);
  });
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What the book is set with, and who hears that it was. */
type Surroundings = {
  readonly desk: Desk;
  readonly writer: Writer;
  readonly context: (actor: Actor) => Context;
  readonly onSet: () => void;
};

/** The policy file of an office: what it sets, and that the book says the same. */
export class PolicyFileInForce {
  /** Null where there is none. */
  readonly file: PolicyFile | null;
  private readonly around: Surroundings;
  private applied: Promise<void> | null = null;

  constructor(file: PolicyFile | null, around: Surroundings) {
    this.file = file;
    this.around = around;
  }

  /** Whether the file sets this one, so that nobody at the console does. */
  sets(name: string): boolean {
    return this.file?.values.has(name) === true;
  }

  /**
   * Sets in the book whatever the file says otherwise than the policy in force: each is a deed of its
   * own, because what payments are judged by must stand in the log. Done once, before the first deed
   * of a person.
   */
  apply(): Promise<void> {
    this.applied ??= this.setAll();
    return this.applied;
  }

  /** The same at a start; a book that nothing was done in may still become a demonstration. */
  async applyToUsed(): Promise<void> {
    if (this.around.desk.book.chainHead().sequence > 0) await this.apply();
  }

  private async setAll(): Promise<void> {
    const { desk, writer, context, onSet } = this.around;
    const inForce = policyValues(policyOf(desk));
    let count = 0;
    for (const [name, value] of this.file?.values ?? []) {
      if (inForce.get(name) === value) continue;
      const set = await writer.do(() => {
        const given = context(ACTOR);
        return setPolicyAsStated(desk, { submissionId: given.ids.next(), name, value }, given);
      });
      // What the file says is in force, or the book takes no deeds.
      if (!set.ok) throw new Fault('policy_file_wrong', `${set.refusal.code} ${name}`);
      count += 1;
    }
    if (count > 0) onSet();
  }
}
