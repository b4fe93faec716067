// What the commands of signing elsewhere were asked: keys, packages that go out and come back.
import type { ThingNamed } from '../../domain/carried.ts';

/** Commands that need no book: on the workstation where somebody signs. */
export type CarriedCommand =
  | { readonly name: 'approval key'; readonly file: string; readonly signInName: string }
  | { readonly name: 'approval show'; readonly file: string }
  | {
      readonly name: 'approval sign';
      readonly file: string;
      readonly keyFile: string;
      /** What is sent back instead of signed for. */
      readonly rejected: readonly ThingNamed[];
      readonly reasonCode: string;
      readonly reason: string;
      /** Where the answer goes; null beside the package. */
      readonly to: string | null;
    };

/** Commands of the book from which a package goes out, and into which its answer comes. */
export type ApprovalCommand =
  | {
      readonly name: 'approval export';
      readonly things: readonly ThingNamed[];
      /** Where the package goes; null is under its own name in `folder`, where the person stands. */
      readonly to: string | null;
      readonly folder: string;
    }
  | { readonly name: 'approval import'; readonly file: string }
  | { readonly name: 'approval enrol'; readonly keyFile: string }
  | { readonly name: 'approval keys' }
  | {
      readonly name: 'approval accept' | 'approval refuse' | 'approval revoke';
      readonly key: number;
    };

export const APPROVAL_OPTIONS = {
  key: { type: 'string' },
  reject: { type: 'string', multiple: true },
  'reason-code': { type: 'string' },
} as const;

export type ApprovalValues = {
  readonly as?: string | undefined;
  readonly to?: string | undefined;
  readonly key?: string | undefined;
  readonly reject?: readonly string[] | undefined;
  readonly reason?: string | undefined;
  readonly 'reason-code'?: string | undefined;
  readonly 'key-file'?: readonly string[] | undefined;
  readonly 'new-key-file'?: string | undefined;
  readonly 'passphrase-file'?: readonly string[] | undefined;
};

const WITHOUT_BOOK: ReadonlySet<string> = new Set<CarriedCommand['name']>([
  'approval key',
  'approval show',
  'approval sign',
]);

/** Whether a command is one that no office is started for. */
export function isCarriedCommand(command: { readonly name: string }): command is CarriedCommand {
  return WITHOUT_BOOK.has(command.name);
}

/** Whether an option of these commands is given that `name` with `what` does not take. */
export function strayApprovalOption(
  name: string | undefined,
  what: string | undefined,
  values: ApprovalValues,
): boolean {
  const isApproval = name === 'approval';
  const signs = isApproval && what === 'sign';
  const ofSigning = [values.reject, values['reason-code']];
  if (ofSigning.some((each) => each !== undefined) && !signs) return true;
  // What goes from branch to branch is signed by a key too.
  const takesKey = signs || (name === 'handover' && what === 'sign');
  if (values.key !== undefined && !takesKey) return true;
  if (!isApproval) return false;
  if (values.to !== undefined && !signs && what !== 'export') return true;
  if (values.reason !== undefined && !signs) return true;
  if (values['new-key-file'] !== undefined && what !== 'key') return true;
  if (!WITHOUT_BOOK.has(`approval ${what ?? ''}`)) return false;
  if (values['passphrase-file'] !== undefined) return true;
  if (values['key-file'] !== undefined && !signs) return true;
  // Whoever signs is told by their key; a new one is made in somebody's name.
  return (values.as === undefined) === (what === 'key');
}

/** A payment by its number, a request with an `r` before it; null for anything else. */
function thingNamed(text: string): ThingNamed | null {
  const [, request, digits] = /^(r?)([1-9]\d{0,14})$/.exec(text) ?? [];
  if (digits === undefined) return null;
  return { kind: request === 'r' ? 'request' : 'payment', id: Number(digits) };
}

function thingsNamed(texts: readonly string[]): readonly ThingNamed[] | null {
  const things = texts.map(thingNamed).filter((each) => each !== null);
  return things.length === texts.length ? things : null;
}

/** How a thing is written on the command line. */
export function nameOfThing({ kind, id }: ThingNamed): string {
  return kind === 'request' ? `r${id}` : String(id);
}

/** The command behind `approval …`, or null where it cannot be understood. */
export function approvalCommand(
  name: string | undefined,
  [what, ...rest]: readonly string[],
  values: ApprovalValues,
  here: (path: string) => string,
): CarriedCommand | ApprovalCommand | null {
  if (name !== 'approval' || values.to === '') return null;
  const to = values.to === undefined ? null : here(values.to);
  const [first, ...more] = rest;
  if (what === 'keys') return first === undefined ? { name: 'approval keys' } : null;
  if (first === undefined) return null;
  if (what === 'export') {
    const things = thingsNamed(rest);
    return things === null ? null : { name: 'approval export', things, to, folder: here('.') };
  }
  if (more.length > 0) return null;
  const file = here(first);
  switch (what) {
    case 'key':
      return { name: 'approval key', file, signInName: values.as ?? '' };
    case 'show':
      return { name: 'approval show', file };
    case 'sign':
      return signAsked(file, to, values, here);
    case 'import':
      return { name: 'approval import', file };
    case 'enrol':
      return { name: 'approval enrol', keyFile: file };
    case 'accept':
    case 'refuse':
    case 'revoke': {
      const isNumber = /^[1-9]\d{0,8}$/.test(first);
      return isNumber ? { name: `approval ${what}`, key: Number(first) } : null;
    }
    default:
      return null;
  }
}

function signAsked(
  file: string,
  to: string | null,
  { key, reject = [], reason = '', 'reason-code': reasonCode = '' }: ApprovalValues,
  here: (path: string) => string,
): CarriedCommand | null {
  const rejected = thingsNamed(reject);
  if (key === undefined || key === '' || rejected === null || reason.length > 500) return null;
  if (!/^(?:[A-Z0-9]{2,4})?$/.test(reasonCode)) return null;
  // A reason is of what is sent back: signing needs none.
  if (rejected.length === 0 && (reason !== '' || reasonCode !== '')) return null;
  return { name: 'approval sign', file, keyFile: here(key), rejected, reasonCode, reason, to };
}
