// What may happen by an emergency override, said a second time and naively: which things it reaches,
// who begins, confirms and reads of it, within what time, and that each word is about what was shown.
import type { Role } from '../../main/domain/permissions.ts';
import { MAY, type Model, type Thing } from './asked-model.ts';
import type { World } from './asked-world.ts';

const OVERRIDES: readonly Role[] = ['supervisor', 'administrator'];
const READS: readonly Role[] = ['supervisor', 'auditor'];
export const HOUR = 3_600_000;

/** The one setting of those in stock that keeps a day going; the others loosen or watch something. */
export const REACHED_SETTING = 'coreBalancesStaleAfter';

export type ModelOverride = {
  readonly id: number;
  readonly thing: Thing;
  readonly by: number;
  /** Whoever began and confirmed it, and whose authority they did it by. */
  readonly behind: number[];
  /** Milliseconds UTC. */
  readonly at: number;
  readonly standing: string;
  confirmedBy: number | null;
  isRead: boolean;
};

/** What is known before a word is said: afterwards nothing stands as it did. */
export type BeforeOverride = {
  readonly standing: string;
  readonly isOn: boolean;
  readonly begun: ModelOverride | null;
  /** Who speaks now, and by whose authority. */
  readonly behind: readonly number[];
  readonly may: {
    readonly override: boolean;
    readonly sign: boolean;
    readonly make: boolean;
    readonly firstStill: boolean;
    readonly isDeputy: boolean;
  };
};

export class OverrideModel {
  readonly all: ModelOverride[] = [];
  private readonly world: World;
  private readonly model: Model;

  constructor(world: World, model: Model) {
    this.world = world;
    this.model = model;
  }

  newestOf(thing: Thing): ModelOverride | null {
    return this.all.filter((each) => each.thing === thing).at(-1) ?? null;
  }

  before(thing: Thing, person: number): BeforeOverride {
    const { model } = this;
    const begun = this.newestOf(thing);
    const { standing, may } = model.beforeWord(thing, person);
    const isSecond = (of: number, to: readonly number[]): boolean =>
      !to.includes(of) && model.may(of, OVERRIDES, ...to);
    return {
      standing,
      isOn: model.setting('emergencyOverride') === 'on',
      begun,
      behind: model.behind(person, OVERRIDES),
      may: {
        ...may,
        override: isSecond(person, thing.behind),
        firstStill: begun !== null && isSecond(begun.by, thing.behind),
        isDeputy:
          begun !== null &&
          (model.areDeputies(begun.by, person) ||
            !isSecond(person, [
              ...thing.behind,
              ...begun.behind,
              ...model.behind(begun.by, OVERRIDES),
            ])),
      },
    };
  }

  /** Judges that `person`, who saw `seen`, began an override of `thing`. */
  begun(thing: Thing, id: number, person: number, seen: string, before: BeforeOverride): void {
    const what = `override ${id} of ${thing.kind} ${thing.id} begun by ${person}`;
    this.either(what, thing, person, seen, before);
    if (this.isOpen(before)) this.wrong(what, 'one is begun already');
    const at = this.world.on.now;
    const { standing, behind } = before;
    const said = { by: person, behind: [...behind], at, standing };
    this.all.push({ id, thing, ...said, confirmedBy: null, isRead: false });
    this.model.nothingBut(null, what, 1n);
  }

  /** Judges that `person`, who saw `seen`, confirmed one, and that by it `thing` was carried out. */
  confirmed(thing: Thing, id: number, person: number, seen: string, before: BeforeOverride): void {
    const what = `override ${id} of ${thing.kind} ${thing.id} confirmed by ${person}`;
    this.either(what, thing, person, seen, before);
    const { begun, may } = before;
    if (begun === null || begun.id !== id) this.wrong(what, 'nobody began it');
    else {
      if (!this.isOpen(before)) this.wrong(what, 'of another thing, or past its hour');
      if (begun.by === person) this.wrong(what, 'one person');
      if (begun.confirmedBy !== null) this.wrong(what, 'a second time');
      begun.confirmedBy = person;
      begun.behind.push(...before.behind);
    }
    if (!may.firstStill) this.wrong(what, 'who began it may no longer');
    if (may.isDeputy) this.wrong(what, 'one stands in for the other');
    if (!may.make) this.wrong(what, 'its maker may no longer');
    this.model.written(thing, what, 1n);
  }

  /** Judges that `person` said that they read the report. */
  read(override: ModelOverride, person: number, may: boolean): void {
    const { thing, behind, confirmedBy } = override;
    const what = `override ${override.id} read by ${person}`;
    if (confirmedBy === null) this.wrong(what, 'nothing happened by it');
    if (override.isRead) this.wrong(what, 'a second time');
    if ([...thing.behind, ...behind].includes(person)) this.wrong(what, 'they took part');
    if (!may) this.wrong(what, 'who may not');
    override.isRead = true;
    this.model.nothingBut(null, what, 1n);
  }

  /** Whether `person` may read a report, but for what those lend who took part in it. */
  mayRead({ thing, behind }: ModelOverride, person: number): boolean {
    return this.model.may(person, READS, ...thing.behind, ...behind);
  }

  private either(
    what: string,
    thing: Thing,
    person: number,
    seen: string,
    { standing, isOn, may }: BeforeOverride,
  ): void {
    if (!isOn) this.wrong(what, 'the bank has it off');
    if (!this.reaches(thing)) this.wrong(what, 'it is never reached');
    if (thing.ended) this.wrong(what, 'it had ended');
    if (person === thing.maker) this.wrong(what, 'who made it');
    if (!may.override) this.wrong(what, 'who may not');
    if (may.sign) this.wrong(what, 'who may sign it');
    if (seen !== standing) this.wrong(what, `saw ${seen}, ${standing} stands`);
  }

  private isOpen({ begun, standing }: BeforeOverride): boolean {
    return begun !== null && begun.standing === standing && this.world.on.now < begun.at + HOUR;
  }

  /** No status, no duty of named persons, no setting that holds something up, nothing frozen. */
  private reaches({ kind, asked }: Thing): boolean {
    if (asked?.deed === 'setPolicy') return asked.name === REACHED_SETTING;
    if (asked?.deed === 'correctEntry') return !this.model.isLocked(asked.entryId);
    return kind === 'releaseOutgoing';
  }

  private wrong(what: string, why: string): void {
    this.model.found.push(`${what}: ${why}`);
  }
}

/** Who could take part in an override of `thing`: who answers for the book and may not sign it. */
export function outsiders(
  model: Model,
  thing: Pick<Thing, 'kind' | 'maker'>,
  people: readonly number[],
): readonly number[] {
  return people.filter((person) => {
    const { kind, maker } = thing;
    if (person === maker || model.may(person, MAY[kind].signs, maker)) return false;
    return model.may(person, OVERRIDES, maker);
  });
}
