// Who a command is run as, and what the commands of people were asked.
import { isRole } from '../../domain/people.ts';
import type { Role } from '../../domain/permissions.ts';

/** Who runs a command, and where their passphrase comes from. */
export type SeatAsked = {
  /** The name they sign in by; null for nobody. */
  readonly as: string | null;
  /** Files of mode 0600, absolute. Without one the person is asked at the terminal. */
  readonly passphraseFiles: readonly string[];
};

/** A person as they are named on the command line: their row's number, or the sign-in name. */
export type PersonNamed = string;

export type GrantAsked = {
  readonly person: PersonNamed;
  readonly kind: 'role' | 'deputy' | 'credential';
  readonly role: Role | null;
  /** Whose place a deputy takes; null for what is no deputy. */
  readonly standsFor: PersonNamed | null;
  /** Empty for every one. */
  readonly branch: string;
  readonly rail: string;
  readonly currency: string;
  /** In major units of `currency`, as they were written; null without a limit. */
  readonly singleLimit: string | null;
  readonly dailyLimit: string | null;
  /** Null is today. */
  readonly from: string | null;
  /** Empty for until it is ended. */
  readonly until: string;
};

export type AbsenceAsked = {
  readonly person: PersonNamed;
  /** Null is today. */
  readonly from: string | null;
  readonly until: string;
  /** Who is asked for to stand in; null for nobody. */
  readonly deputy: PersonNamed | null;
};

export type NamesAsked = { readonly signInName: string; readonly name: string };

export type PeopleCommand =
  | { readonly name: 'people list' }
  | { readonly name: 'people review' }
  | { readonly name: 'people set-up'; readonly first: NamesAsked; readonly second: NamesAsked }
  | ({ readonly name: 'people add' } & { readonly names: NamesAsked })
  | { readonly name: 'people end'; readonly person: PersonNamed }
  | { readonly name: 'people grant'; readonly grant: GrantAsked }
  | { readonly name: 'people absent'; readonly absence: AbsenceAsked }
  | { readonly name: 'people back'; readonly person: PersonNamed }
  | { readonly name: 'people sign' | 'people refuse' | 'people revoke'; readonly grant: number }
  | {
      readonly name: 'people passphrase';
      /** The file of the passphrase that is chosen; null asks for it. */
      readonly newPassphraseFile: string | null;
    };

/** The options that people need. */
export const PEOPLE_OPTIONS = {
  as: { type: 'string' },
  'passphrase-file': { type: 'string', multiple: true },
  'new-passphrase-file': { type: 'string' },
  branch: { type: 'string' },
  rail: { type: 'string' },
  'single-limit': { type: 'string' },
  'daily-limit': { type: 'string' },
  until: { type: 'string' },
  deputy: { type: 'string' },
} as const;

export type PeopleValues = {
  readonly as?: string | undefined;
  readonly 'passphrase-file'?: readonly string[] | undefined;
  readonly 'new-passphrase-file'?: string | undefined;
  readonly branch?: string | undefined;
  readonly rail?: string | undefined;
  readonly 'single-limit'?: string | undefined;
  readonly 'daily-limit'?: string | undefined;
  readonly until?: string | undefined;
  readonly deputy?: string | undefined;
  readonly from?: string | undefined;
  readonly currency?: string | undefined;
};

/** What no office is started for: nobody signs in to it. */
const WITHOUT_OFFICE: ReadonlySet<string> = new Set([
  'inspect',
  'verify',
  'restore',
  'demo',
  'encrypt',
  'rekey',
  'keys',
]);

const OF_GRANTS = ['branch', 'rail', 'single-limit', 'daily-limit', 'until'] as const;

/** Whether an option of people is given that `name` with `what` does not take. */
export function strayPeopleOption(
  name: string | undefined,
  what: string | undefined,
  values: PeopleValues,
): boolean {
  const files = values['passphrase-file'] ?? [];
  const isSetUp = name === 'people' && what === 'set-up';
  if (values.as !== undefined && (isSetUp || WITHOUT_OFFICE.has(name ?? ''))) return true;
  // Two files are those of the two whom a set-up makes; else one, of who signs in.
  if (files.length > 0 && (isSetUp ? files.length !== 2 : values.as === undefined)) return true;
  if (!isSetUp && files.length > 1) return true;
  const chooses = name === 'people' && what === 'passphrase';
  if (values['new-passphrase-file'] !== undefined && !chooses) return true;
  if (name === 'people' && what === 'absent') {
    return OF_GRANTS.some((option) => option !== 'until' && values[option] !== undefined);
  }
  if (values.deputy !== undefined) return true;
  const grants = name === 'people' && (what === 'grant' || what === 'deputy');
  const given = OF_GRANTS.some((option) => values[option] !== undefined);
  const shared = name === 'people' && (values.from !== undefined || values.currency !== undefined);
  return (given || shared) && !grants;
}

/** Characters of a sign-in name. */
const NAME_MAX = 64;

/** Who a command is run as; null where a name is empty or too long. */
export function seatAsked(values: PeopleValues, here: (path: string) => string): SeatAsked | null {
  const { as } = values;
  const files = values['passphrase-file'] ?? [];
  if (as === '' || files.includes('') || (as ?? '').length > NAME_MAX) return null;
  return { as: as ?? null, passphraseFiles: files.map(here) };
}

/** The command behind `people …`, or null where it cannot be understood. */
export function peopleCommand(
  name: string | undefined,
  [what, ...rest]: readonly string[],
  values: PeopleValues,
  here: (path: string) => string,
): PeopleCommand | null {
  if (name !== 'people') return null;
  const [first, second, third, fourth, ...more] = rest;
  switch (what) {
    case undefined:
    case 'list':
      return first === undefined ? { name: 'people list' } : null;
    case 'review':
      return first === undefined ? { name: 'people review' } : null;
    case 'set-up': {
      const one = namesOf(first, second);
      const other = namesOf(third, fourth);
      if (one === null || other === null || more.length > 0) return null;
      return { name: 'people set-up', first: one, second: other };
    }
    case 'add': {
      const names = namesOf(first, second);
      return names === null || third !== undefined ? null : { name: 'people add', names };
    }
    case 'passphrase': {
      const file = values['new-passphrase-file'];
      if (first !== undefined || file === '') return null;
      const newPassphraseFile = file === undefined ? null : here(file);
      return { name: 'people passphrase', newPassphraseFile };
    }
    case 'grant':
    case 'deputy':
    case 'credential':
      return third === undefined ? grantAsked(what, first, second, values) : null;
    case 'absent':
      return second === undefined ? absenceAsked(first, values) : null;
    case 'back':
      if (first === undefined || second !== undefined) return null;
      return { name: 'people back', person: first };
    case 'end':
      if (first === undefined || second !== undefined) return null;
      return { name: 'people end', person: first };
    case 'sign':
    case 'refuse':
    case 'revoke': {
      const isNumber = /^[1-9]\d{0,8}$/.test(first ?? '');
      return isNumber && second === undefined
        ? { name: `people ${what}`, grant: Number(first) }
        : null;
    }
    default:
      return null;
  }
}

function namesOf(signInName: string | undefined, name: string | undefined): NamesAsked | null {
  if (signInName === undefined || name === undefined) return null;
  return signInName.length > NAME_MAX || name.length > 200 ? null : { signInName, name };
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

function absenceAsked(
  person: string | undefined,
  { from, until, deputy, currency }: PeopleValues,
): PeopleCommand | null {
  if (person === undefined || until === undefined || !isDay(until)) return null;
  if ((from !== undefined && !isDay(from)) || deputy === '' || currency !== undefined) return null;
  const absence = { person, from: from ?? null, until, deputy: deputy ?? null };
  return { name: 'people absent', absence };
}

function grantAsked(
  what: 'grant' | 'deputy' | 'credential',
  person: string | undefined,
  second: string | undefined,
  values: PeopleValues,
): PeopleCommand | null {
  if (person === undefined || (what === 'credential') !== (second === undefined)) return null;
  const role = what === 'grant' && second !== undefined && isRole(second) ? second : null;
  if (what === 'grant' && role === null) return null;
  const { from, until = '', branch = '', rail = '', currency = '' } = values;
  if ((from !== undefined && !isDay(from)) || (until !== '' && !isDay(until))) return null;
  if (currency !== '' && !/^[A-Z]{3}$/.test(currency)) return null;
  if (branch.length > 40 || rail.length > 40) return null;
  const limits = {
    singleLimit: values['single-limit'] ?? null,
    dailyLimit: values['daily-limit'] ?? null,
  };
  const grant: GrantAsked = {
    person,
    kind: what === 'grant' ? 'role' : what,
    role,
    standsFor: what === 'deputy' ? (second ?? null) : null,
    ...{ branch, rail, currency, from: from ?? null, until },
    ...limits,
  };
  return { name: 'people grant', grant };
}
