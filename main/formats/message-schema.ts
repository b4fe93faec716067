// Compiles the table of a message definition into flat arrays that a reader walks: from a state
// and the number of a name to the element that may stand there. A state is a type at a place, so
// that the same type of party can be read as debtor here and as creditor there.
import { assert, known } from '../domain/assert.ts';
import type { LeafKind } from './message-values.ts';
import { leafKind } from './message-values.ts';
import type { Vocabulary } from './xml-names.ts';

export type TypeLine = readonly [since: number, definition: string];

/** What a definition says about one child element. */
type Particle = {
  readonly name: string;
  readonly type: string;
  readonly max: number;
  readonly isRequired: boolean;
  readonly order: number;
};

type ComplexType = { readonly isChoice: boolean; readonly particles: readonly Particle[] };

/** States and particles are small integers; the arrays are indexed by them. */
export type Schema = {
  readonly vocabulary: Vocabulary;
  readonly root: number;
  /** `state × stride + name` → particle, or -1 where the name may not stand. */
  readonly next: Int16Array;
  readonly stride: number;
  /** Per state: whether its type is watched, and which orders must occur (bits). */
  readonly isWatched: Uint8Array;
  readonly required: Int32Array;
  /** Per particle. `states` is -1 for a leaf, whose `kinds` is then not null. */
  readonly orders: Uint8Array;
  readonly maxima: Int32Array;
  readonly states: Int16Array;
  readonly fields: Int16Array;
  readonly kinds: readonly (LeafKind | null)[];
  readonly isAmount: Uint8Array;
  /** The names of a state's children in order; those of a choice share order 0. */
  childNames(state: number, order: number): string[];
};

const UNBOUNDED = 0x7fff_ffff;

/** Bits of the set of children seen, in one 32-bit integer. */
const MAX_CHILDREN = 31;

/** All element names of a definition, of every version. */
export function definitionNames(lines: readonly TypeLine[]): string[] {
  const names = new Set<string>();
  for (const [, definition] of lines) {
    for (const child of definition.matchAll(/(\w+)(?:[?*+]|\{\d+\})?:/g)) names.add(child[1] ?? '');
  }
  return [...names].sort();
}

export type SchemaInput = {
  readonly lines: readonly TypeLine[];
  readonly version: number;
  readonly codeLists: { readonly [name: string]: string };
  readonly vocabulary: Vocabulary;
  /** Path below the root (`GrpHdr/MsgId`) → field number given to the reader. */
  readonly fields: ReadonlyMap<string, number>;
  /** A type of the table that the reader wants to look at whenever one is complete. */
  readonly watched: string;
};

type Building = SchemaInput & {
  readonly typesByName: ReadonlyMap<string, ComplexType>;
  readonly stateOf: Map<string, number>;
  readonly stateTypes: { name: string; type: ComplexType; path: string | null }[];
};

/** Compiles the types as they stood in `version`, starting at the type `Document`. */
export function compileSchema(input: SchemaInput): Schema {
  const building: Building = {
    ...input,
    typesByName: typesOf(input.lines, input.version),
    stateOf: new Map(),
    stateTypes: [],
  };
  const root = stateFor(building, 'Document', '');
  const particles: { state: number; particle: Particle; child: number; field: number }[] = [];
  for (let state = 0; state < building.stateTypes.length; state += 1) {
    const { type, path } = known(building.stateTypes[state], 'states are numbered from 0');
    for (const particle of type.particles) {
      const below = path === null ? null : path === '' ? particle.name : `${path}/${particle.name}`;
      const child = stateFor(building, particle.type, below);
      const field = below === null ? -1 : (input.fields.get(below) ?? -1);
      particles.push({ state, particle, child, field });
    }
  }
  const names = input.vocabulary.names.length;
  const next = new Int16Array(building.stateTypes.length * names).fill(-1);
  for (const [index, { state, particle }] of particles.entries()) {
    next[state * names + input.vocabulary.indexOf(particle.name)] = index;
  }
  const types = building.stateTypes;
  const kinds = particles.map(({ particle }) => leafKind(particle.type, input.codeLists));
  return {
    vocabulary: input.vocabulary,
    root,
    next,
    stride: names,
    isWatched: Uint8Array.from(types, ({ name }) => (name === input.watched ? 1 : 0)),
    required: Int32Array.from(types, ({ type }) => requiredBits(type)),
    orders: Uint8Array.from(particles, ({ particle }) => particle.order),
    maxima: Int32Array.from(particles, ({ particle }) => particle.max),
    states: Int16Array.from(particles, ({ child }) => child),
    fields: Int16Array.from(particles, ({ field }) => field),
    kinds,
    isAmount: Uint8Array.from(kinds, (kind) => (kind?.isAmount === true ? 1 : 0)),
    childNames(state, order) {
      const children = types[state]?.type.particles ?? [];
      return children.filter((child) => child.order === order).map((child) => child.name);
    },
  };
}

/** The state of a type at a path, made when it is first asked for; -1 for a leaf. */
function stateFor(building: Building, type: string, path: string | null): number {
  if (leafKind(type, building.codeLists) !== null) return -1;
  const isOfInterest = path !== null && leadsToField(building.fields, path);
  const place = isOfInterest ? path : null;
  const key = place === null ? type : `${type} ${place}`;
  const existing = building.stateOf.get(key);
  if (existing !== undefined) return existing;
  const definition = known(building.typesByName.get(type), `the table defines ${type}`);
  const state = building.stateTypes.push({ name: type, type: definition, path: place }) - 1;
  building.stateOf.set(key, state);
  return state;
}

function leadsToField(fields: ReadonlyMap<string, number>, path: string): boolean {
  if (path === '') return true;
  for (const field of fields.keys()) if (field.startsWith(`${path}/`)) return true;
  return false;
}

function requiredBits(type: ComplexType): number {
  let bits = 0;
  for (const { isRequired, order } of type.particles) if (isRequired) bits |= 1 << order;
  return bits;
}

function typesOf(lines: readonly TypeLine[], version: number): ReadonlyMap<string, ComplexType> {
  const types = new Map<string, ComplexType>();
  for (const [since, definition] of lines) {
    if (since > version) continue;
    const [, name = '', kind, children = ''] = /^(\w+) ([=|]) (.+)$/.exec(definition) ?? [];
    assert(name !== '', `a line of a message definition names a type: ${definition}`);
    const isChoice = kind === '|';
    types.set(name, {
      isChoice,
      particles: children
        .split(' ')
        .map((child, index) => particleOf(child, isChoice ? 0 : index, isChoice)),
    });
  }
  return types;
}

function particleOf(text: string, order: number, isChoice: boolean): Particle {
  const [, name, mark = '', most, type] = /^(\w+)([?*+]|\{(\d+)\})?:([\w#]+)$/.exec(text) ?? [];
  assert(name !== undefined && type !== undefined, `a child is written name:type, not ${text}`);
  assert(order < MAX_CHILDREN, 'a type has fewer children than an integer has bits');
  const isMany = mark === '*' || mark === '+';
  return {
    name,
    type,
    order,
    max: isMany ? UNBOUNDED : most === undefined ? 1 : Number(most),
    isRequired: isChoice || mark === '' || mark === '+',
  };
}
