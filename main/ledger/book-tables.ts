// The tables of a book opened for writing, each kept by what knows its rules, and the balances that
// those which move money have in common.
import type Database from 'better-sqlite3';
import type { BookRole } from '../domain/chart-of-accounts.ts';
import { Accounts } from './accounts.ts';
import { Approvals } from './approvals.ts';
import { Balances } from './balances.ts';
import { Batches } from './batches.ts';
import { Breaks } from './breaks.ts';
import { CoreImports } from './core-imports.ts';
import { Cycles } from './cycles.ts';
import { DayClosings } from './day-closings.ts';
import { Days } from './days.ts';
import { Holds } from './holds.ts';
import { Journal } from './journal.ts';
import { MasterData } from './master.ts';
import { OpenItems } from './open-items.ts';
import { Overrides } from './overrides.ts';
import { Payments } from './payments.ts';
import { People } from './people.ts';
import { Policies } from './policies.ts';
import { Requests } from './requests.ts';
import { Restores } from './restores.ts';
import { Retention } from './retention.ts';

export class BookTables {
  readonly accounts: Accounts;
  readonly balances = new Balances();
  readonly days: Days;
  readonly closings: DayClosings;
  readonly journal: Journal;
  readonly holds: Holds;
  readonly items: OpenItems;
  readonly breaks: Breaks;
  readonly batches: Batches;
  readonly payments: Payments;
  readonly approvals: Approvals;
  readonly requests: Requests;
  readonly overrides: Overrides;
  readonly cycles: Cycles;
  readonly policies: Policies;
  readonly retention: Retention;
  readonly restores: Restores;
  readonly master: MasterData;
  readonly people: People;
  readonly core: CoreImports;

  constructor(db: Database.Database, role: BookRole) {
    this.accounts = new Accounts(db, this.balances, role);
    this.days = new Days(db);
    this.journal = new Journal(db, this.balances, this.days);
    this.closings = new DayClosings(db, this.balances, this.days);
    this.holds = new Holds(db);
    this.items = new OpenItems(db, this.accounts, this.balances);
    this.breaks = new Breaks(db);
    this.batches = new Batches(db);
    this.payments = new Payments(db);
    this.approvals = new Approvals(db);
    this.requests = new Requests(db);
    this.overrides = new Overrides(db);
    this.cycles = new Cycles(db);
    this.policies = new Policies(db);
    this.retention = new Retention(db);
    this.restores = new Restores(db);
    this.master = new MasterData(db);
    this.people = new People(db);
    this.core = new CoreImports(db, this.balances);
  }
}
