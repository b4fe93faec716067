// Goal: every method of the contract travels whole, and takes nothing that it did not declare.
// Method: every key is walked with its sample; each part of the sample is then hurt in turn (a key
// added, a key taken away, a value of a kind no method takes) and must be refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { z } from 'zod';
import { ok } from '../../main/domain/result.ts';
import { decode, encode } from '../../preload/channel.ts';
import { contract, contractParts, type Handlers } from '../../preload/contract/contract.ts';
import type { ContractShape, HandlerOf } from '../../preload/contract/method.ts';
import { code, deedRefusals } from '../../preload/contract/values.ts';
import { samples } from './samples.ts';

type Sided = { readonly side: string; readonly schema: z.ZodType; readonly value: unknown };

const shape: ContractShape = contract;
const sampleOf: { readonly [name: string]: { readonly [side: string]: unknown } } = samples;

/** Input and answer of a method, each with the sample that stands for it. */
function sides(name: string): readonly Sided[] {
  const method = shape[name];
  assert.ok(method, `${name} is in the contract`);
  const answer = method.kind === 'call' ? 'output' : 'item';
  const schema = method.kind === 'call' ? method.output : method.item;
  return [
    { side: 'input', schema: method.input, value: sampleOf[name]?.input },
    { side: answer, schema, value: sampleOf[name]?.[answer] },
  ];
}

test('every method comes from one file and has one sample', () => {
  const declared = contractParts.flatMap((part) => Object.keys(part)).sort();
  assert.deepEqual(declared, Object.keys(contract).sort());
  assert.deepEqual(declared, Object.keys(samples).sort());
  assert.equal(new Set(declared).size, declared.length);
});

for (const name of Object.keys(contract)) {
  test(`${name} travels whole and takes nothing else`, () => {
    for (const { side, schema, value } of sides(name)) {
      assert.deepStrictEqual(schema.parse(decode(encode(value))), value, side);
      for (const { what, hurt } of hurts(value, side)) {
        assert.equal(schema.safeParse(hurt).success, false, `${what} is refused`);
      }
    }
  });
}

/** Kept out of the taking away: these keys may be absent. */
const MAY_BE_ABSENT =
  /\.(?:(?:filter|payments|data|waiting|content|written|before|after)\.[a-zA-Z_]+|receivedOn|scene)$/;
/** No method takes bytes, so they are wrong in every place. */
const WRONG = new Uint8Array([1]);

type Hurt = { readonly what: string; readonly hurt: unknown };

function hurts(value: unknown, place: string): Hurt[] {
  const found: Hurt[] = [{ what: `bytes at ${place}`, hurt: WRONG }];
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) {
      const inside = hurts(item, `${place}.${at}`);
      found.push(
        ...inside.map(({ what, hurt }) => ({ what, hurt: value.with(at, hurt) as unknown })),
      );
    }
  } else if (typeof value === 'object' && value !== null) {
    found.push({ what: `a key added to ${place}`, hurt: { ...value, undeclared: WRONG } });
    for (const [key, item] of Object.entries(value)) {
      const here = `${place}.${key}`;
      for (const { what, hurt } of hurts(item, here)) {
        found.push({ what, hurt: { ...value, [key]: hurt } });
      }
      if (!MAY_BE_ABSENT.test(here)) {
        const rest = Object.entries(value).filter(([each]) => each !== key);
        found.push({ what: `${here} taken away`, hurt: Object.fromEntries(rest) });
      }
    }
  }
  return found;
}

test('refusals are sentences, each once, and deeds begin with what every deed may refuse', () => {
  for (const [name, method] of Object.entries(shape)) {
    if (method.kind !== 'call') continue;
    const { refusals } = method;
    assert.equal(new Set(refusals).size, refusals.length, `${name} repeats a refusal`);
    for (const each of refusals) assert.equal(code.safeParse(each).success, true, each);
    const isDeed = Object.hasOwn(Object(sampleOf[name]?.input), 'submissionId');
    const first = refusals.slice(0, deedRefusals.length);
    assert.deepEqual(isDeed ? first : deedRefusals, deedRefusals, name);
  }
});

type Assignable<From, To> = [From] extends [To] ? true : false;
type Refusing<Code extends string> = () => { ok: false; refusal: { code: Code } };
type Trail = HandlerOf<(typeof contract)['paymentTrail'], null>;

test('forgetting a handler, or refusing what is not declared, does not compile', () => {
  // Each line is proved by the compiler: with the other literal it would be a type error.
  const whole: Assignable<Handlers<null>, Handlers<null>> = true;
  const lacking: Assignable<Omit<Handlers<null>, 'status'>, Handlers<null>> = false;
  const declared: Assignable<Refusing<'payment_unknown'>, Trail> = true;
  const undeclared: Assignable<Refusing<'payment_is_odd'>, Trail> = false;
  const never: Assignable<Refusing<'payment_unknown'>, Handlers<null>['status']> = false;
  assert.deepEqual(
    [whole, lacking, declared, undeclared, never],
    [true, false, true, false, false],
  );
  const status: Handlers<null>['status'] = () => ok(samples.status.output);
  assert.equal(typeof status, 'function');
});
