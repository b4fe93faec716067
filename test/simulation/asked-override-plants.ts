// Bugs to plant in overrides and in what is lent, each by the rule that it breaks; the histories find
// every one of them.
import { known } from '../../main/domain/assert.ts';
import type { Context } from '../../main/domain/context.ts';
import { actorId, actorOf, authoritiesOf, type Grant, personOf } from '../../main/domain/people.ts';
import { type Actor, personOf as idOf, ROLES } from '../../main/domain/permissions.ts';
import { ok, refuse } from '../../main/domain/result.ts';
import { markAbsent } from '../../main/operations/absence.ts';
import { type AskedDeed, carryOut } from '../../main/operations/asked-deeds.ts';
import {
  type Overridden,
  type OverrideWaitInput,
  type OverrideWaitRefusal,
  overrideWait,
} from '../../main/operations/override-wait.ts';
import { shownRequest } from '../../main/operations/requests.ts';
import { actorToday } from '../../main/operations/taken-up.ts';
import { dayOf, type World, type WorldPlant } from './asked-world.ts';

type Desk = Parameters<typeof overrideWait>[0];

/** The same person under another account, without what anybody lent them. */
export function underAnotherName(actor: Actor): Actor {
  return { id: actorId(98), name: '', roles: actor.roles };
}

/** The same person with what they are lent as if it were theirs. */
function asIfOwn(actor: Actor): Actor {
  const authorities = actor.authorities?.map(({ lentBy: _, ...own }) => own) ?? [];
  return { ...actor, authorities };
}

/** Seats everybody by what becomes of all grants. */
export function seatedByAll(bend: (grants: readonly Grant[]) => readonly Grant[]): WorldPlant {
  return ({ ways }) => {
    ways.actorOf = (world: World, person: number) => {
      const grants = bend(world.on.book().people.grants());
      return actorOf(person, '', authoritiesOf(person, grants, dayOf(world)));
    };
  };
}

/** The deed, by somebody or of something else than it is. */
function overriddenBy(bend: (desk: Desk, input: OverrideWaitInput, context: Context) => Bent) {
  return (({ ways }) => {
    ways.overrideWait = (desk, input, context) => {
      const bent = bend(desk, input, context);
      return overrideWait(desk, { ...input, ...bent.input }, { ...context, ...bent.context });
    };
  }) satisfies WorldPlant;
}
type Bent = {
  readonly input?: Partial<OverrideWaitInput>;
  readonly context?: Partial<Context>;
};

/** What an override lets happen of these, whatever they are. */
function reaching(isReached: (asked: AskedDeed) => boolean): WorldPlant {
  return ({ ways }) => {
    ways.overrideWait = (desk, input, context) => {
      const request = desk.book.requests.byId(input.id);
      const waiting = request === null ? null : shownRequest(desk, request);
      const isMeant = waiting !== null && isReached(waiting.asked);
      if (!isMeant || waiting.request.state !== 'waits' || !context.actor.roles.includes(BY)) {
        return overrideWait(desk, input, context);
      }
      const { submissionId, id, step } = input;
      const call = { deed: 'overrideWait', submissionId, input: [id, step] } as const;
      return desk.book.perform<Overridden, OverrideWaitRefusal>(call, context, (w) => {
        const person = idOf(context.actor);
        const { hash: shown, asked } = waiting;
        const of = { kind: 'request', thing: id, version: 1, shown } as const;
        const override = desk.book.overrides.begin(w, of, person);
        const maker = known(actorToday(desk, waiting.request.maker, context.now), 'they are here');
        const all = { ...context, actor: { ...context.actor, roles: ROLES } };
        const persons = { maker: { ...maker, roles: ROLES }, context: all, words: 'why' };
        if (step === 'begin') return ok({ override, state: 'begun' });
        const done = carryOut(desk, w, asked, persons);
        if (done.ok) return ok({ override, state: 'confirmed' });
        return refuse({ code: 'request_cannot_be_done', requestId: id, why: done.refusal.code });
      });
    };
  };
}
const BY = 'administrator';
const ADMINISTRATOR = [BY] as const;
const SUPERVISOR = ['supervisor'] as const;

export const OVERRIDE_PLANTS: { readonly [rule: string]: WorldPlant } = {
  'who asked takes part in its override': overriddenBy((desk, { id }, { actor }) => {
    const isOwn = desk.book.requests.byId(id)?.maker === idOf(actor);
    // One that holds what its other account lacks, so that it seems to be in need.
    const roles = actor.roles.includes('administrator') ? SUPERVISOR : ADMINISTRATOR;
    return isOwn ? { context: { actor: { ...underAnotherName(actor), roles } } } : {};
  }),
  'one person begins and confirms an override': overriddenBy((desk, { kind, id }, { actor }) => {
    const isOwn = desk.book.overrides.newestOf(kind, id)?.begun.person === idOf(actor);
    return isOwn ? { context: { actor: underAnotherName(actor) } } : {};
  }),
  'an override is confirmed after its hour': ({ on }) => {
    const { overrides } = on.book();
    const newestOf = overrides.newestOf.bind(overrides);
    overrides.newestOf = (kind, thing) => {
      const newest = newestOf(kind, thing);
      return newest === null ? null : { ...newest, begun: { ...newest.begun, at: on.now } };
    };
  },
  'an override is of whatever stands there now': ({ on, ways }) => {
    const { overrides } = on.book();
    const sent = new Map<string, Buffer>();
    ways.overrideWait = (desk, input, context) => {
      const request = desk.book.requests.byId(input.id);
      if (request === null) return overrideWait(desk, input, context);
      // The same under its key once more, so that sending it again is no other thing.
      const hash = sent.get(input.submissionId) ?? shownRequest(desk, request).hash;
      sent.set(input.submissionId, hash);
      const { newestOf } = overrides;
      overrides.newestOf = (kind, thing) => {
        const newest = newestOf.call(overrides, kind, thing);
        return newest === null ? null : { ...newest, shown: hash };
      };
      try {
        return overrideWait(desk, { ...input, shown: hash.toString('hex') }, context);
      } finally {
        overrides.newestOf = newestOf;
      }
    };
  },
  'an override needs no reason': overriddenBy((_desk, { reason }) => ({
    input: { reason: reason.trim() === '' ? 'none' : reason },
  })),
  'an override happens where the bank has it off': ({ on }) => {
    const { policies } = on.book();
    const inForce = policies.inForce.bind(policies);
    policies.inForce = () => new Map([...inForce(), ['emergencyOverride', 'on']]);
  },
  'who may sign overrides': overriddenBy((_desk, { step }, { actor }) => {
    const roles = [step === 'begin' ? 'administrator' : 'supervisor'] as const;
    return actor.roles.includes('supervisor') ? { context: { actor: { ...actor, roles } } } : {};
  }),
  'who stands in for the first confirms': ({ on, ways }) => {
    const { people } = on.book();
    ways.overrideWait = (desk, input, context) => {
      const first = desk.book.overrides.newestOf(input.kind, input.id)?.begun.person;
      const isBoth = ({ kind, person, standsFor }: Grant): boolean =>
        kind === 'deputy' &&
        actorId(standsFor) === first &&
        actorId(person) === idOf(context.actor);
      const { grants } = people;
      people.grants = () => grants.call(people).filter((grant) => !isBoth(grant));
      const actor = asIfOwn(context.actor);
      try {
        return overrideWait(desk, input, { ...context, actor });
      } finally {
        people.grants = grants;
      }
    };
  },
  'an override lets a freeze go': reaching(({ deed }) => deed === 'bookEvent'),
  'an override changes the status of an account': reaching(({ deed }) => deed === 'changeAccount'),
  'an override explains a break': reaching(({ deed }) => deed === 'explainBreak'),
  'an override loosens a setting of four eyes': reaching(
    (asked) => asked.deed === 'setPolicy' && asked.name === 'emergencyOverride',
  ),
  'what who took part lent reads the report': ({ ways }) => {
    const { acknowledgeOverride } = ways;
    ways.acknowledgeOverride = (desk, input, context) =>
      acknowledgeOverride(desk, input, { ...context, actor: asIfOwn(context.actor) });
  },
  'who took part reads the report': ({ ways }) => {
    const { acknowledgeOverride } = ways;
    ways.acknowledgeOverride = (desk, input, context) => {
      const actor = underAnotherName(context.actor);
      return acknowledgeOverride(desk, input, { ...context, actor });
    };
  },
};

/** What is lent, and what an absence does. */
export const LENT_PLANTS: { readonly [rule: string]: WorldPlant } = {
  'a deputy decides by the authority that the maker lent': ({ ways }) => {
    const { actorOf: seated } = ways;
    ways.actorOf = (world, person) => {
      return asIfOwn(seated(world, person));
    };
  },
  'the authority of one absent person stands for two words': ({ on }) => {
    // Then only who spoke counts, and not by whose authority they did.
    on.book().people.wasDeputy = () => false;
  },
  'who marks somebody absent names themselves': ({ ways }) => {
    ways.markAbsent = (desk, input, context) => {
      const isOwn = actorId(input.deputy) === context.actor.id;
      const actor = isOwn ? { ...context.actor, id: actorId(98) } : context.actor;
      return markAbsent(desk, input, { ...context, actor });
    };
  },
  'who is absent acts': seatedByAll((grants) => grants.filter(({ kind }) => kind !== 'absence')),
  'a deputy who was only named holds already': seatedByAll((grants) =>
    grants.map((grant) =>
      grant.kind === 'deputy' && grant.state === 'asked' ? { ...grant, state: 'in_force' } : grant,
    ),
  ),
  'an absence gives its rights to whoever marked it': seatedByAll((grants) => [
    ...grants,
    ...grants
      .filter(({ kind, askedBy, person }) => kind === 'absence' && askedBy !== actorId(person))
      .map((absence) => ({
        ...absence,
        kind: 'deputy' as const,
        person: personOf(absence.askedBy) ?? 0,
        standsFor: absence.person,
      })),
  ]),
  'a deputy holds on when the absent one is back': seatedByAll((grants) =>
    grants.map((grant) =>
      grant.kind === 'deputy' && grant.state === 'ended' ? { ...grant, state: 'in_force' } : grant,
    ),
  ),
};
