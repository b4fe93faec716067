// Gives a demonstration its people, so that one can sign in as each of them; a live book never has
// them.
import { assert, known } from '../domain/assert.ts';
import type { Context } from '../domain/context.ts';
import { actorId } from '../domain/people.ts';
import type { Role } from '../domain/permissions.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import type { Desk } from './desk.ts';
import { addWithoutGrants, grantForGood } from './people.ts';

export type DemoPersonInput = {
  readonly signInName: string;
  readonly name: string;
  readonly roles: readonly Role[];
};

export type BringDemoPeopleInput = {
  readonly submissionId: string;
  /** Two administrators among them: they sign for each other, and one of them for all others. */
  readonly people: readonly DemoPersonInput[];
  /** Of the passphrase that all of them share: it protects nothing, and is told on the screen. */
  readonly passphraseHash: string;
};

export type BringDemoPeopleRefusal = Refusal<'book_is_no_demonstration' | 'people_already_set_up'>;

/**
 * Adds the people with their roles; from then on everybody signs in. Answers how many came. Refuses
 * `book_is_no_demonstration`, `people_already_set_up`.
 */
export function bringDemoPeople(desk: Desk, input: BringDemoPeopleInput, context: Context) {
  const { book } = desk;
  const { submissionId, people, passphraseHash } = input;
  const call = { deed: 'bringDemoPeople', submissionId, input: [] } as const;
  return book.perform<{ people: number }, BringDemoPeopleRefusal>(call, context, (w) => {
    if (!book.demo) return refuse({ code: 'book_is_no_demonstration' });
    if (book.people.exist()) return refuse({ code: 'people_already_set_up' });
    const added = people.map((person) => {
      const one = addWithoutGrants(desk, w, { ...person, passphraseHash }, context, false);
      assert(one.ok, 'the people of the demonstration have names of their own');
      return { id: one.value, roles: person.roles };
    });
    const [first, second] = added.filter(({ roles }) => roles.includes('administrator'));
    const asker = known(first, 'the demonstration has an administrator').id;
    const signer = known(second, 'and another one').id;
    for (const { id, roles } of added) {
      // Nobody signs for themselves, here neither.
      const by =
        id === signer ? { asked: signer, signed: asker } : { asked: asker, signed: signer };
      for (const role of roles) {
        grantForGood(desk, w, { person: id, role, askedBy: actorId(by.asked), signer: by.signed });
      }
    }
    return ok({ people: added.length });
  });
}
