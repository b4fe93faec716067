// What may happen in a book where others sign, said a second time and naively: who holds what on a
// day, who asked for what, what each person saw of it. It knows nothing of how the book decides, and
// judges from the rows that the book wrote whether a deed that needs two people had them.
import type { Role } from '../../main/domain/permissions.ts';
import type { AskedDeed } from '../../main/operations/asked-deeds.ts';
import { OverrideModel } from './asked-override-model.ts';
import { dayOf, type World } from './asked-world.ts';

export const KINDS = [
  'setPolicy',
  'changeAccount',
  'correctEntry',
  'explainBreak',
  'releaseOutgoing',
  'writeOff',
  'freeze',
  'master',
  'grant',
] as const;
export type Kind = (typeof KINDS)[number];

/** Whoever keeps the ledger, and so works through what the rail says otherwise. */
const BOOKS: readonly Role[] = ['supervisor', 'reconciler', 'analyst', 'treasury'];

/** The roles of whoever asks and of whoever signs, by the words of the rules. */
export const MAY: {
  readonly [K in Kind]: { readonly asks: readonly Role[]; readonly signs: readonly Role[] };
} = {
  setPolicy: { asks: ['administrator'], signs: ['administrator'] },
  changeAccount: { asks: ['supervisor'], signs: ['supervisor'] },
  correctEntry: { asks: ['supervisor'], signs: ['supervisor'] },
  explainBreak: { asks: BOOKS, signs: ['supervisor'] },
  releaseOutgoing: { asks: ['supervisor'], signs: ['supervisor'] },
  writeOff: { asks: ['supervisor'], signs: ['supervisor'] },
  freeze: { asks: ['analyst', 'sanctions_officer'], signs: ['analyst', 'sanctions_officer'] },
  // Who proposes had the right when they did; what they hold later is not looked at.
  master: { asks: [], signs: ['administrator', 'supervisor'] },
  grant: { asks: [], signs: ['administrator'] },
};

/** The table whose rows say that a deed of the kind was done. */
const TABLE_OF: { readonly [K in Kind]: Table } = {
  setPolicy: 'policies',
  changeAccount: 'account_changes',
  correctEntry: 'entries',
  explainBreak: 'break_reasons',
  releaseOutgoing: 'outgoing_releases',
  writeOff: 'entries',
  freeze: 'entries',
  master: 'master_confirmed',
  grant: 'grants_signed',
};
const TABLES = [
  'policies',
  'account_changes',
  'entries',
  'break_reasons',
  'outgoing_releases',
  'master_confirmed',
  'grants_signed',
  'override_words',
] as const;
type Table = (typeof TABLES)[number];

export type Rows = { readonly [T in Table]: bigint };

const COUNTED: { readonly [T in Table]: string } = {
  policies: 'SELECT coalesce(max(id), 0) FROM policies',
  account_changes: 'SELECT coalesce(max(id), 0) FROM account_changes',
  entries: 'SELECT coalesce(max(id), 0) FROM entries',
  break_reasons: 'SELECT coalesce(max(id), 0) FROM break_reasons',
  outgoing_releases: 'SELECT coalesce(max(id), 0) FROM outgoing_releases',
  master_confirmed: "SELECT count(*) FROM master_steps WHERE step = 'confirmed'",
  grants_signed: `SELECT count(*) FROM grant_marks m JOIN grants g ON g.id = m.grant_id
    WHERE m.mark = 'signed' AND g.kind <> 'absence'`,
  override_words: 'SELECT coalesce(max(id), 0) FROM override_words',
};
const COUNT_SQL = `SELECT ${TABLES.map((table) => `(${COUNTED[table]}) AS ${table}`).join(', ')}`;

/** A role or a deputy that was asked for. */
export type ModelGrant = {
  readonly id: number;
  readonly person: number;
  readonly role: Role | null;
  readonly standsFor: number;
  readonly from: string;
  readonly until: string;
  readonly askedBy: number;
  state: 'asked' | 'in_force' | 'refused' | 'ended';
};

/** Something that waits for another person. */
export type Thing = {
  readonly kind: Kind;
  readonly id: number;
  readonly maker: number;
  /** The maker, and whoever lent them the right to it where they did not hold it themselves. */
  readonly behind: readonly number[];
  /** What was asked for, where it is a request. */
  readonly asked: AskedDeed | null;
  ended: boolean;
};

/** Days on which somebody is away. */
export type ModelAbsence = {
  readonly person: number;
  readonly by: number;
  readonly from: string;
  readonly until: string;
  ended: boolean;
};

export type Before = {
  readonly standing: string;
  readonly may: { readonly sign: boolean; readonly make: boolean };
};

export class Model {
  readonly grants: ModelGrant[] = [];
  readonly absences: ModelAbsence[] = [];
  readonly overrides: OverrideModel;
  readonly left = new Set<number>();
  /** What happened and may not. */
  readonly found: string[];
  private readonly world: World;
  private readonly counted: { readonly get: () => Rows | undefined };
  private before: Rows;

  constructor(world: World, found: string[]) {
    this.world = world;
    this.found = found;
    this.overrides = new OverrideModel(world, this);
    this.counted = world.on.book().db.prepare<[], Rows>(COUNT_SQL);
    this.before = this.rows();
  }

  private rows(): Rows {
    const row = this.counted.get();
    if (row === undefined) throw new Error('a query of one row');
    return row;
  }

  /** Says that a person is back: nobody stands in for them today, or is asked for to. */
  back(person: number): void {
    const day = dayOf(this.world);
    const isToday = (each: { readonly from: string; readonly until: string }): boolean =>
      each.from <= day && day <= each.until;
    for (const each of this.absences)
      if (each.person === person && isToday(each)) each.ended = true;
    for (const each of this.grants) {
      if (each.standsFor !== person || !isToday(each)) continue;
      if (each.state === 'in_force') each.state = 'ended';
      if (each.state === 'asked') each.state = 'refused';
    }
  }

  /**
   * What a person holds today: their own, unless somebody stands in for them, and what is lent, but for
   * what `lenders` lend them; nothing while they are away.
   */
  rolesOf(person: number, lenders: readonly number[] = []): ReadonlySet<Role> {
    if (this.left.has(person)) return new Set();
    const day = dayOf(this.world);
    const isAbsent = this.absences.some(
      (each) => each.person === person && !each.ended && each.from <= day && day <= each.until,
    );
    if (isAbsent) return new Set();
    const now = this.running();
    const own = (of: number) => now.filter((each) => each.role !== null && each.person === of);
    const isAway = now.some((each) => each.standsFor === person);
    const lent = now.filter(
      ({ standsFor, person: by }) => standsFor > 0 && !lenders.includes(standsFor) && by === person,
    );
    const held = [...(isAway ? [] : own(person)), ...lent.flatMap((each) => own(each.standsFor))];
    return new Set(held.flatMap(({ role }) => (role === null ? [] : [role])));
  }

  /** The grants of today. */
  private running(): readonly ModelGrant[] {
    const day = dayOf(this.world);
    return this.grants.filter(
      ({ state, from, until }) =>
        state === 'in_force' && from <= day && (until === '' || day <= until),
    );
  }

  may(person: number, roles: readonly Role[], ...lenders: readonly number[]): boolean {
    const held = this.rolesOf(person, lenders);
    return roles.length === 0 || roles.some((role) => held.has(role));
  }

  /** Who said that somebody is away, or was named to stand in: neither holds anything by that. */
  byAbsences(): readonly number[] {
    const said = this.absences.filter(({ ended }) => !ended).map(({ by }) => by);
    const named = this.grants.filter(({ state, standsFor }) => state === 'asked' && standsFor > 0);
    return [...said, ...named.map(({ person }) => person)];
  }

  /** Whether one of them stands in for the other today. */
  areDeputies(one: number, other: number): boolean {
    return this.running().some(
      ({ person, standsFor }) =>
        (person === one && standsFor === other) || (person === other && standsFor === one),
    );
  }

  /** The value of a setting that was set last, read from the rows. */
  setting(name: string): string {
    const { db } = this.world.on.book();
    const sql = 'SELECT value FROM policies WHERE name = ? ORDER BY id DESC LIMIT 1';
    return db.prepare<[string], string>(sql).pluck().get(name) ?? 'as made';
  }

  /** Whether an entry moved frozen money, read from the rows. */
  isLocked(entry: number): boolean {
    const { db } = this.world.on.book();
    const sql = `SELECT count(*) FROM postings p JOIN accounts a
        ON a.id = p.debit_account OR a.id = p.credit_account
      WHERE p.entry = ? AND a.kind = 'blocked'`;
    return (db.prepare<[number], bigint>(sql).pluck().get(entry) ?? 0n) > 0n;
  }

  /** Whether a grant of one of these roles was ever asked for them, or for whom they stand in. */
  everHeld(person: number, roles: readonly Role[]): boolean {
    const asked = this.grants.filter(({ role }) => role !== null && roles.includes(role));
    const places = this.grants.filter((each) => each.person === person && each.standsFor > 0);
    const of = new Set([person, ...places.map(({ standsFor }) => standsFor)]);
    return asked.some((each) => of.has(each.person));
  }

  /** What stands now where the thing would change it, read from the rows. */
  standsNow({ asked }: Thing): string {
    const { db } = this.world.on.book();
    if (asked?.deed === 'setPolicy') return this.setting(asked.name);
    if (asked?.deed === 'changeAccount') {
      const sql = 'SELECT status FROM accounts WHERE number = ?';
      return db.prepare<[string], string>(sql).pluck().get(asked.account) ?? 'none';
    }
    if (asked?.deed === 'explainBreak') {
      const sql = 'SELECT count(*) FROM break_reasons WHERE break = ?';
      return String(db.prepare<[number], bigint>(sql).pluck().get(asked.breakId) ?? 0n);
    }
    return '';
  }

  /** How the thing stands, and what its maker and `signer` may, before a word is said. */
  beforeWord(thing: Thing, signer: number): Before {
    // Whoever's authority it was made by has no second word on it, and nobody has by what they lend.
    const { kind, maker } = thing;
    const today = MAY[kind].asks.length === 0 ? [] : this.behind(maker, MAY[kind].asks);
    const behind = [...thing.behind, ...today];
    const sign = !behind.includes(signer) && this.may(signer, MAY[kind].signs, ...behind);
    const make = this.may(maker, MAY[kind].asks);
    return { standing: this.standsNow(thing), may: { sign, make } };
  }

  /** A person, and whoever lends them one of these roles today where they hold none themselves. */
  behind(person: number, roles: readonly Role[]): readonly number[] {
    const places = this.running().filter((each) => each.standsFor > 0 && each.person === person);
    const lenders = [...new Set(places.map(({ standsFor }) => standsFor))];
    if (this.may(person, roles, ...lenders)) return [person];
    const others = (lender: number) => lenders.filter((each) => each !== lender);
    return [person, ...lenders.filter((each) => this.may(person, roles, ...others(each)))];
  }

  /**
   * Says what moved since it was last asked: no row of any kind but `expected`'s one may be new, and so
   * many words of overrides.
   */
  nothingBut(expected: Kind | null, what: string, words = 0n): void {
    const now = this.rows();
    for (const table of TABLES) {
      const rows = now[table] - this.before[table];
      const own = table === 'override_words' ? words : 0n;
      const most = expected !== null && TABLE_OF[expected] === table ? 1n : own;
      if (rows !== most) this.found.push(`${what}: ${rows} new rows of ${table}, ${most} may be`);
    }
    this.before = now;
  }

  /** Judges that `thing` was carried out with the word of `signer`, who saw `seen` standing there. */
  carriedOut(thing: Thing, signer: number, seen: string, { standing, may }: Before): void {
    const { kind, id, maker, ended } = thing;
    const what = `${kind} ${id} of ${maker} by ${signer}`;
    if (ended) this.found.push(`${what}: it had ended`);
    if (signer === maker) this.found.push(`${what}: one person`);
    if (!may.sign) this.found.push(`${what}: who may not sign`);
    if (!may.make) this.found.push(`${what}: its maker may no longer`);
    if (seen !== standing) this.found.push(`${what}: saw ${seen}, ${standing} stands`);
    const grant = kind === 'grant' ? this.grants.find((each) => each.id === id) : undefined;
    if (grant !== undefined && [maker, signer].includes(grant.person)) {
      this.found.push(`${what}: for oneself`);
    }
    this.written(thing, what);
  }

  /** Judges that just what was asked for was written, once; and it has ended. */
  written(thing: Thing, what: string, words = 0n): void {
    this.nothingBut(thing.kind, what, words);
    const wrote = this.otherThanAsked(thing);
    if (wrote !== null) this.found.push(`${what}: ${wrote}`);
    thing.ended = true;
  }

  /** What was done other than was asked for, read from the newest row; null where it is that. */
  private otherThanAsked({ asked }: Thing): string | null {
    if (asked === null) return null;
    const { db } = this.world.on.book();
    const newest = (sql: string) => JSON.stringify(db.prepare<[], object>(sql).raw().get(), asText);
    const is = (sql: string, fields: readonly (string | number)[]): string | null => {
      const wrote = newest(sql);
      const should = JSON.stringify(fields.map(String));
      return wrote === should ? null : `wrote ${wrote}, asked ${should}`;
    };
    if (asked.deed === 'setPolicy') {
      const sql = 'SELECT name, value FROM policies ORDER BY id DESC LIMIT 1';
      return is(sql, [asked.name, asked.value]);
    }
    if (asked.deed === 'changeAccount') {
      const sql = `SELECT a.number, c.status FROM account_changes c JOIN accounts a ON a.id = c.account
        ORDER BY c.id DESC LIMIT 1`;
      return is(sql, [asked.account, asked.status]);
    }
    if (asked.deed === 'correctEntry') {
      return is('SELECT corrects FROM entries ORDER BY id DESC LIMIT 1', [asked.entryId]);
    }
    if (asked.deed === 'explainBreak') {
      return is('SELECT break FROM break_reasons ORDER BY id DESC LIMIT 1', [asked.breakId]);
    }
    if (asked.deed === 'releaseOutgoing') {
      const sql = 'SELECT first_record, last_record, word FROM outgoing_releases ORDER BY id DESC';
      return is(`${sql} LIMIT 1`, [asked.firstRecord, asked.lastRecord, asked.word]);
    }
    // A branch's book settles nobody's positions, and none of its cycles is asked back here.
    if (asked.deed === 'changeKey') return 'no deed of the book';
    if (asked.deed === 'settlePositions' || asked.deed === 'unwindCycle')
      return 'no deed of this book';
    if (asked.deed === 'setBranchKey') {
      const sql = 'SELECT book, public_key, state FROM branch_keys ORDER BY id DESC LIMIT 1';
      return is(sql, [asked.book, asked.publicKey, asked.state]);
    }
    if (asked.deed === 'handOverBatch') {
      return is('SELECT batch, to_book FROM hand_overs ORDER BY id DESC LIMIT 1', [
        asked.batchId,
        asked.to,
      ]);
    }
    const sql = `SELECT p.amount FROM postings p WHERE entry = (SELECT max(id) FROM entries)`;
    return is(sql, [String(asked.bindings.amounts.principal?.minor)]);
  }
}

function asText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' || typeof value === 'number' ? String(value) : value;
}
