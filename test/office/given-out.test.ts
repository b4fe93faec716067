// Goal: no answer of the contract that says anything is told behind a lock: what is read is kept back,
// and so is what a deed gives out, while what became of a deed is told. Method: every call of the
// contract, made from the table that says when each deed is told, over a wire in memory by handlers that lock
// the seat, or end the right, and then answer; and the words that an answer may still carry are listed.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { z } from 'zod';
import { holdersOf, type Role } from '../../main/domain/permissions.ts';
import { isKeptBack, TOLD_WHEN } from '../../main/office/given-out.ts';
import { rightOf } from '../../main/office/rights.ts';
import { serve } from '../../main/office/serve.ts';
import { endGrant } from '../../main/operations/grants.ts';
import { createClient } from '../../preload/client.ts';
import { type Client, contract, type MethodName } from '../../preload/contract/contract.ts';
import type { CallMethod, ContractShape, HandlerOf, Reply } from '../../preload/contract/method.ts';
import { done } from '../operations/test-desk.ts';
import { samples } from '../preload/samples.ts';
import { channelPair } from './channel-pair.ts';
import { codeOf } from './people-world.ts';
import { by, seats } from './turned-seats.ts';

const SHAPE: ContractShape = contract;
const METHODS = Object.keys(contract) as readonly MethodName[];
const SAMPLES: { readonly [name: string]: { readonly input: unknown; readonly output?: unknown } } =
  samples;

function calls(): readonly { readonly name: MethodName; readonly method: CallMethod }[] {
  return METHODS.flatMap((name) => {
    const method = SHAPE[name];
    return method?.kind === 'call' ? [{ name, method }] : [];
  });
}

/** When the answer of a call is told, as the table and the rights say together. */
function toldWhen(name: MethodName) {
  if (rightOf(name) === 'always') return 'always';
  return name in TOLD_WHEN ? TOLD_WHEN[name as keyof typeof TOLD_WHEN] : 'while_open';
}

/** What a call is answered whose seat or right ends, by `end`, before its answer is told. */
function overtaken(t: TestContext) {
  const { on, desk, as, sessions, place, setUp, grant } = seats(t);
  const held = new Map<Role, number>([['submitter', setUp()]]);
  const { seat } = place;
  const ways = {
    session_locked: () => sessions.lock(seat, 'asked'),
    sign_in_required: () => sessions.leave(seat, 'asked'),
    not_permitted: () => {
      for (const id of held.values()) {
        done(endGrant(desk, { submissionId: on.newId(), grant: id }, as(1)));
      }
      held.clear();
    },
  } as const;
  return async (name: MethodName, way: keyof typeof ways, output: unknown) => {
    const right = rightOf(name);
    const holders = right === null || right === 'always' ? 'everyone' : holdersOf(right);
    const role = holders === 'everyone' ? 'submitter' : (holders[0] ?? 'submitter');
    if (!held.has(role)) held.set(role, grant(role));
    sessions.leave(seat, 'asked');
    sessions.sit(seat, 3, by(3));
    const handlers: { [method: string]: HandlerOf<ContractShape[string], unknown> } = {};
    for (const method of METHODS) {
      handlers[method] = () => {
        ways[way]();
        return { ok: true, value: output };
      };
    }
    const pair = channelPair();
    serve(SHAPE, handlers, pair.office, {
      session: null,
      enter: (method, input) => sessions.enter(place, method, input),
      keepsBack: isKeptBack,
      log: ({ cause }) => assert.fail(String(cause)),
      newFaultId: () => 'none',
    });
    const client: Client = createClient(contract, pair.asker);
    // The samples pair each name with its own input.
    const reply: Reply<unknown> = await (client[name](SAMPLES[name]?.input as never) as Promise<
      Reply<unknown>
    >);
    pair.asker.close();
    return codeOf(reply);
  };
}

/** What is given out in an answer, also where the sample gives nothing. */
function partOf(sample: object, part: string): object {
  const has = new Map<string, unknown>(Object.entries(sample)).get(part) ?? null;
  return has === null ? { [part]: 'given' } : {};
}

for (const way of ['session_locked', 'sign_in_required', 'not_permitted'] as const) {
  test(`of every call of the contract only what became of it is told to a seat: ${way}`, async (t) => {
    const answered = overtaken(t);
    for (const { name, method } of calls()) {
      const when = toldWhen(name);
      const sample: object = Object(SAMPLES[name]?.output);
      const output =
        typeof when === 'string' ? sample : { ...sample, ...partOf(sample, when.gives) };
      // Whoever is signed in has that right as long as they are.
      const isHeld = way === 'not_permitted' && rightOf(name) === 'be_here';
      const isTold = isHeld || when === 'always' || when === 'outcome';
      assert.equal(await answered(name, way, output), isTold ? 'done' : way, name);
      if (typeof when === 'string') continue;
      const nothing = { ...sample, [when.gives]: null };
      if (!method.output.safeParse(nothing).success) continue;
      assert.equal(await answered(name, way, nothing), 'done', `${name} that gives nothing`);
    }
  });
}

/** Words in what became of a deed: names of the program's own, digests, and what its asker brought. */
const WORDS_OF_OUTCOMES = [
  // Which way of opening the book there is, and who made it: `bookKeys` lists the same.
  ...['addKeySlot', 'replaceKeySlot', 'removeKeySlot'].flatMap((name) => [
    `${name}.keyId`,
    `${name}.madeBy`,
    `${name}.slots.id`,
    `${name}.slots.madeBy`,
    `${name}.slots.backend`,
  ]),
  'changeKey.keyId',
  // Of the file that was brought.
  'importAccounts.problems.code',
  'importAccounts.problems.reasonCode',
  'importAccounts.problems.place.path',
  'importAccounts.problems.data',
  'importApproval.person',
  'setPolicy.name',
  'closeDay.revaluation',
  'closeDay.chainHead',
  'proposeMasterChange.state',
  'decideMasterChange.state',
  'erasePersonalData.original',
];

type Node = {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: unknown;
  readonly const?: unknown;
  readonly anyOf?: readonly Node[];
  readonly items?: Node;
  readonly properties?: { readonly [name: string]: Node };
  readonly additionalProperties?: Node | boolean;
};

/** Where a value of this schema may say any words. */
function wordsIn(node: Node, at: string): readonly string[] {
  if (node.enum !== undefined || node.const !== undefined || node.format === 'date') return [];
  if (node.type === 'string') return [at];
  const { anyOf = [], items, properties = {}, additionalProperties: more } = node;
  return [
    ...anyOf.flatMap((each) => wordsIn(each, at)),
    ...(items === undefined ? [] : wordsIn(items, at)),
    ...Object.entries(properties).flatMap(([name, each]) => wordsIn(each, `${at}.${name}`)),
    ...(typeof more === 'object' ? wordsIn(more, at) : []),
  ];
}

test('what became of a deed says no words of the book, but those that are listed here', () => {
  const said = calls()
    .filter(({ name }) => toldWhen(name) === 'outcome')
    .flatMap(({ name, method }) => {
      const schema = z.toJSONSchema(method.output, { unrepresentable: 'any', io: 'output' });
      return wordsIn(schema as Node, name);
    });
  assert.deepEqual([...new Set(said)].sort(), [...WORDS_OF_OUTCOMES].sort());
});
