// Goal: no frame whatsoever changes anything without the right to, stops the office, or makes it
// hold more than its limits. Method: seeded frames of many kinds (noise, cut and flipped frames,
// wild values, forged sessions, strange names, floods) from askers without rights, against every
// method of the contract; whatever channel they lose is opened anew. Beside them one honest asker.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Refusal, type Result, refuse } from '../../main/domain/result.ts';
import { type ServeLog, serve } from '../../main/office/serve.ts';
import { CALLS_IN_FLIGHT_MAX, decode, encode, replyFrame } from '../../preload/channel.ts';
import { createClient } from '../../preload/client.ts';
import { contract } from '../../preload/contract/contract.ts';
import type { ContractShape, HandlerOf } from '../../preload/contract/method.ts';
import { samples } from '../preload/samples.ts';
import { anyValue, type Seeded, seeded } from '../preload/seeded.ts';
import { channelPair, turn } from './channel-pair.ts';

const FRAMES = 10_000;

type Session = { readonly permitted: boolean };
type Office = {
  readonly handlers: { readonly [name: string]: HandlerOf<ContractShape[string], Session> };
  readonly seen: { deeds: number; entered: number; open: number; mostOpen: number };
};

/** An office whose deeds count; the right to them comes from the session alone. */
function office(): Office {
  const seen = { deeds: 0, entered: 0, open: 0, mostOpen: 0 };
  const handlers: { [name: string]: HandlerOf<ContractShape[string], Session> } = {};
  async function answer(output: unknown, session: Session): Promise<Result<unknown, Refusal>> {
    seen.entered += 1;
    seen.open += 1;
    seen.mostOpen = Math.max(seen.mostOpen, seen.open);
    await turn();
    seen.open -= 1;
    if (!session.permitted) return refuse({ code: 'not_permitted' });
    seen.deeds += 1;
    return { ok: true, value: output };
  }
  for (const [name, sample] of Object.entries(samples)) {
    handlers[name] =
      'output' in sample
        ? (_input, session) => answer(sample.output, session)
        : async function* () {
            yield sample.item;
          };
  }
  return { handlers, seen };
}

const METHODS = Object.keys(contract);
const INPUTS = Object.values(samples).map((sample): unknown => sample.input);
const STRANGE = ['', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'x'.repeat(100)];
const FORGED = { session: { permitted: true }, permitted: true, role: 'administrator' };

/** What an honest asker would say, so that a flood of it comes through to the handlers. */
function wellFormed(chance: Seeded, seq: number): string {
  const [method, sample] = chance.pick(Object.entries(samples));
  const { input } = sample;
  if ('output' in sample) return encode({ kind: 'call', seq, method, input });
  return encode({ kind: 'open', seq, method, input, credit: 1 + chance.int(3) });
}

/** A frame that is well formed outside; what is inside may be anything. */
function framed(chance: Seeded, seq: number): string {
  const { int, pick } = chance;
  const method = pick([...METHODS, ...METHODS, ...STRANGE]);
  const input = pick([...INPUTS, anyValue(chance, 3)]);
  const forged = int(3) === 0 ? { ...Object(input), ...FORGED } : input;
  const outside = int(20) === 0 ? FORGED : {};
  const kind = pick(['call', 'call', 'open', 'grant', 'cancel']);
  if (kind === 'grant') return encode({ kind, seq: 1 + int(seq), credit: 1 + int(1100) });
  if (kind === 'cancel') return encode({ kind, seq: 1 + int(seq) });
  const credit = kind === 'open' ? { credit: 1 + int(40) } : {};
  return encode({ kind, seq, method, input: forged, ...credit, ...outside });
}

function hostile(chance: Seeded, seq: number): string {
  const { int, pick } = chance;
  const frame = framed(chance, seq);
  const at = int(frame.length);
  switch (int(10)) {
    case 0:
      return Array.from({ length: int(60) }, () => String.fromCharCode(int(0x10000))).join('');
    case 1:
      return frame.slice(0, at);
    case 2:
      return frame.slice(0, at) + String.fromCharCode(int(0x80)) + frame.slice(at + 1);
    case 3:
      return frame.replace(/"(\w+)":/, pick(['"__proto__":', '"prototype":', '"$1":"~n1","$1":']));
    case 4:
      return frame.replace(
        /"seq":\d+/,
        `"seq":${pick(['-1', '1e999', '"1"', '9007199254740993'])}`,
      );
    case 5:
      return encode(anyValue(chance, 5));
    default:
      return frame;
  }
}

/** Sends `count` hostile frames over as many channels as it takes to have them all read. */
async function attack(desk: Office, chance: Seeded, count: number, log: (entry: ServeLog) => void) {
  const codes = new Map<string, number>();
  const mark = (code: string) => codes.set(code, (codes.get(code) ?? 0) + 1);
  let sent = 0;
  while (sent < count) {
    const pair = channelPair();
    let closed = false;
    pair.asker.onClose(() => {
      closed = true;
    });
    pair.asker.onFrame((frame) => {
      const { data } = replyFrame.safeParse(decode(frame));
      assert.ok(data, `an answer of the protocol: ${frame}`);
      if (data.kind === 'item') mark('item');
      else if (data.reply.ok) mark('ok');
      else mark('refusal' in data.reply ? data.reply.refusal.code : data.reply.fault.code);
    });
    const options = { session: { permitted: false }, log, newFaultId: () => 'F' };
    serve<ContractShape, Session>(contract, desk.handlers, pair.office, options);
    for (let seq = 1; !closed && sent < count; seq += 1) {
      const flood = chance.int(50) === 0 ? 80 : 1;
      for (let one = 0; one < flood && sent < count; one += 1, seq += 1, sent += 1) {
        pair.asker.send(flood > 1 ? wellFormed(chance, seq) : hostile(chance, seq));
      }
      await turn();
    }
    mark(closed ? 'closed' : 'left open');
    pair.asker.close();
    await turn();
  }
  return codes;
}

test(`${FRAMES} hostile frames change nothing and stop nothing`, async () => {
  const desk = office();
  const log: ServeLog[] = [];
  const pair = channelPair();
  const shape: ContractShape = contract;
  serve(shape, desk.handlers, pair.office, {
    session: { permitted: true },
    log: ({ cause }) => assert.fail(`${cause}`),
    newFaultId: () => 'F',
  });
  const honest = createClient(shape, pair.asker);
  const before = Object.getOwnPropertyNames(Object.prototype);

  const codes = await attack(desk, seeded(20_261_126), FRAMES, (entry) => log.push(entry));

  assert.equal(desk.seen.deeds, 0, 'nothing was done without the right to');
  assert.equal(desk.seen.open, 0, 'nothing is left running');
  assert.ok(desk.seen.mostOpen <= CALLS_IN_FLIGHT_MAX, `${desk.seen.mostOpen} were open`);
  assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), before);
  assert.ok(log.length <= FRAMES);
  const unexpected = log.filter(({ code }) => code === 'unexpected');
  assert.deepEqual(
    unexpected.filter(({ cause }) => !/not_permitted is declared/.test(`${cause}`)),
    [],
  );
  // The attack was worth something only if it came through every gate.
  for (const code of ['closed', 'bad_request', 'too_many_calls', 'not_permitted', 'ok', 'item']) {
    assert.ok((codes.get(code) ?? 0) > 0, `${code}: ${codes.get(code)}`);
  }
  assert.ok(desk.seen.entered > 100);

  assert.deepStrictEqual(await honest.submitBatch?.(samples.submitBatch.input), {
    ok: true,
    value: samples.submitBatch.output,
  });
  assert.equal(desk.seen.deeds, 1);
});
