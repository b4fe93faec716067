// Goal: the contract works under a content policy that forbids code from strings. Method: the
// Function constructor is replaced by one that counts before zod is loaded; then every schema of
// the contract and of the wire is built and used.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { samples } from './samples.ts';

test('no schema is compiled from a string', async () => {
  const original = globalThis.Function;
  let compiled = 0;
  globalThis.Function = new Proxy(original, {
    construct(target, args) {
      compiled += 1;
      return Reflect.construct(target, args);
    },
    apply(target, self, args) {
      compiled += 1;
      return Reflect.apply(target, self, args);
    },
  });
  try {
    const { contract } = await import('../../preload/contract/contract.ts');
    const { replyFrame, requestFrame } = await import('../../preload/channel.ts');
    for (const [name, { input }] of Object.entries(samples)) {
      const method = Object.entries(contract).find(([key]) => key === name)?.[1];
      assert.equal(method?.input.safeParse(input).success, true, name);
    }
    requestFrame.parse({ kind: 'cancel', seq: 1 });
    replyFrame.parse({ kind: 'item', seq: 1, item: null });
    assert.equal(compiled, 0);
    assert.equal(typeof new globalThis.Function(), 'function');
    assert.equal(compiled, 1, 'the count itself works');
  } finally {
    globalThis.Function = original;
  }
});
