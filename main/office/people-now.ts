// Who the people of a book are at this moment, and which credential of theirs counts: read when it is
// first asked, and again after any change of people and on another day.
import { dateOfInstant } from '../domain/instants.ts';
import { actorId } from '../domain/people.ts';
import type { Actor } from '../domain/permissions.ts';
import type { Desk } from '../operations/desk.ts';
import { actorToday } from '../operations/taken-up.ts';

export class PeopleNow {
  private readonly desk: Desk;
  /** Milliseconds UTC of the book. */
  private readonly clock: () => number;
  private readOf = '';
  private actors = new Map<number, Actor | null>();
  private credentials = new Map<number, number>();

  constructor({ desk, clock }: { readonly desk: Desk; readonly clock: () => number }) {
    this.desk = desk;
    this.clock = clock;
  }

  /** The person as they are today; null when there is none, or they have left. */
  actorNow(person: number): Actor | null {
    const now = this.forgetOld();
    const known = this.actors.get(person);
    if (known !== undefined) return known;
    const actor = actorToday(this.desk, actorId(person), now);
    this.actors.set(person, actor);
    return actor;
  }

  /** The change that made the person's credential what it is now; 0 without one. */
  credentialNow(person: number): number {
    this.forgetOld();
    const known = this.credentials.get(person);
    if (known !== undefined) return known;
    const change = this.desk.book.people.credentialOf(person)?.change ?? 0;
    this.credentials.set(person, change);
    return change;
  }

  /** Forgets what was read before a change, or on another day; answers the moment of the look. */
  private forgetOld(): number {
    const { book, zone } = this.desk;
    const now = this.clock();
    const of = `${book.people.revision} ${dateOfInstant(now, zone)}`;
    if (this.readOf !== of) {
      this.actors = new Map();
      this.credentials = new Map();
      this.readOf = of;
    }
    return now;
  }
}
