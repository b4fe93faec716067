// Bugs to plant in a book where others sign, each by the rule that it breaks; the histories find
// every one of them.
import { actorId, actorOf, authoritiesOf, type Grant } from '../../main/domain/people.ts';
import { ROLES } from '../../main/domain/permissions.ts';
import { ok } from '../../main/domain/result.ts';
import { decideMasterChange } from '../../main/operations/decide-master-change.ts';
import { decideGrant } from '../../main/operations/grants.ts';
import { decideRequest, shownRequest } from '../../main/operations/requests.ts';
import { setPolicyNow } from '../../main/operations/set-policy.ts';
import { LENT_PLANTS, OVERRIDE_PLANTS, underAnotherName } from './asked-override-plants.ts';
import { dayOf, type World, type WorldPlant } from './asked-world.ts';

/** Seats everybody by grants that were bent. */
function seatedBy(bend: (grant: Grant) => Grant): WorldPlant {
  return ({ ways }) => {
    ways.actorOf = (world: World, person: number) => {
      const grants = world.on.book().people.grants().map(bend);
      return actorOf(person, '', authoritiesOf(person, grants, dayOf(world)));
    };
  };
}

/** Somebody whom the book does not know, with every role. */
const SECOND_ACCOUNT = { id: actorId(98), name: '', roles: ROLES };

/** Nothing of the book remembers that a request has ended. */
export const forgetsTheEnd: WorldPlant = ({ on }) => {
  const { requests, db } = on.book();
  db.exec('DROP INDEX request_words_end');
  const byId = requests.byId.bind(requests);
  requests.byId = (id) => {
    const request = byId(id);
    return request === null ? null : { ...request, state: 'waits' };
  };
};

export const PLANTS: { readonly [rule: string]: WorldPlant } = {
  ...LENT_PLANTS,
  ...OVERRIDE_PLANTS,
  'a second account of the maker signs': ({ ways }) => {
    ways.decideRequest = (desk, input, context) => {
      const maker = desk.book.requests.byId(input.requestId)?.maker;
      const actor = maker === context.actor.id ? SECOND_ACCOUNT : context.actor;
      return decideRequest(desk, input, { ...context, actor });
    };
  },
  'a signature counts for what stands there now': ({ ways }) => {
    ways.decideRequest = (desk, input, context) => {
      const request = desk.book.requests.byId(input.requestId);
      const shown =
        request === null ? input.shown : shownRequest(desk, request).hash.toString('hex');
      return decideRequest(desk, { ...input, shown }, context);
    };
  },
  'a role that was taken away is held on': seatedBy((grant) =>
    grant.state === 'ended' ? { ...grant, state: 'in_force' } : grant,
  ),
  'a role is held before and after its days': seatedBy((grant) => ({
    ...grant,
    validFrom: '0001-01-01',
    validUntil: '',
  })),
  'a role is held before it was signed': seatedBy((grant) =>
    grant.state === 'asked' ? { ...grant, state: 'in_force' } : grant,
  ),
  'who is stood in for acts beside their deputy': ({ ways }) => {
    ways.actorOf = (world, person) => {
      const all = world.on.book().people.grants();
      const grants = all.filter(({ standsFor }) => standsFor !== person);
      return actorOf(person, '', authoritiesOf(person, grants, dayOf(world)));
    };
  },
  'what is sent again is done anew': ({ on, ways }) => {
    ways.again = (send) => {
      const book = on.book();
      const { perform } = book;
      let made = 0;
      const anew = <C extends { readonly submissionId: string }>(call: C): C => {
        made += 1;
        return { ...call, submissionId: `${call.submissionId}/${on.newId()}/${made}` };
      };
      Object.assign(book, {
        perform: (...[call, ...rest]: Parameters<typeof perform>) =>
          perform.call(book, anew(call), ...rest),
      });
      try {
        return send();
      } finally {
        Object.assign(book, { perform });
      }
    };
  },
  'the gate believes that the book has no people': ({ on }) => {
    const { people, requests } = on.book();
    const ask = requests.ask.bind(requests);
    const exist = people.exist.bind(people);
    let asked = 0;
    requests.ask = (w, kept) => {
      asked += 1;
      return ask(w, kept);
    };
    people.exist = () => asked % 2 === 0 && exist();
  },
  'what was asked for is edited in its place': ({ on }) => {
    const { requests } = on.book();
    const byId = requests.byId.bind(requests);
    requests.byId = (id) => {
      const request = byId(id);
      if (request === null) return null;
      const input = request.input.replace(/"value":"\d+"/, '"value":"30"');
      return { ...request, input };
    };
  },
  'what was sent back is carried out': forgetsTheEnd,
  'a deed is carried out twice': ({ ways }) => {
    ways.decideRequest = (desk, input, context) => {
      const decided = decideRequest(desk, input, context);
      const isDone = decided.ok && decided.value.state === 'done';
      if (!isDone) return decided;
      const call = {
        deed: 'closeCycle',
        submissionId: `${input.submissionId}/2`,
        input: [],
      } as const;
      const actor = { ...context.actor, roles: ROLES };
      desk.book.perform(call, { ...context, actor }, (w) => {
        setPolicyNow(desk, w, { name: 'duplicateWindowDays', value: '5' });
        return ok({ twice: 1 });
      });
      return decided;
    };
  },
  'who asked for a grant signs it': ({ ways }) => {
    ways.decideGrant = (desk, input, context) => {
      const isOwn = desk.book.people.grant(input.grant)?.askedBy === context.actor.id;
      const actor = isOwn ? underAnotherName(context.actor) : context.actor;
      return decideGrant(desk, input, { ...context, actor });
    };
  },
  'who proposed master data confirms it': ({ ways }) => {
    ways.decideMaster = (desk, input, context) => {
      const isOwn = desk.book.master.change(input.changeId)?.maker === context.actor.id;
      const actor = isOwn ? underAnotherName(context.actor) : context.actor;
      return decideMasterChange(desk, input, { ...context, actor });
    };
  },
};
