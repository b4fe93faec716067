// Goal: what a person types as a secret is taken as typed and shown nowhere. Method: a played terminal
// that keeps whatever is written to it, given keys one by one and all at once.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { askSecret, canAsk } from '../../main/shell/ask-secret.ts';

function terminal() {
  const input = Object.assign(new EventEmitter(), {
    isTTY: true,
    raw: [] as boolean[],
    setRawMode(raw: boolean) {
      this.raw.push(raw);
    },
    resume: () => undefined,
    pause: () => undefined,
  });
  const shown: string[] = [];
  return { input, output: { write: (text: string) => shown.push(text) }, shown };
}

const TYPED: readonly (readonly [readonly string[], string | null])[] = [
  [['geheim', '\r'], 'geheim'],
  [['g', 'e', 'h', '\n'], 'geh'],
  [['falsch\u007f\u007f\u007f\u007f\u007f\u007frichtig\r'], 'richtig'],
  [['\u007f\u007fa\r'], 'a'],
  [['密碼 ü\r'], '密碼 ü'],
  [['halb', '\u0003'], null],
  [['\r'], ''],
];

test('a secret is taken as typed, and nothing of it is shown', async () => {
  for (const [pieces, wanted] of TYPED) {
    const played = terminal();
    const asked = askSecret('Passphrase:', played);
    for (const piece of pieces) played.input.emit('data', Buffer.from(piece));
    assert.equal(await asked, wanted);
    assert.deepEqual(played.shown, ['Passphrase: ', '\n']);
    assert.deepEqual(played.input.raw, [true, false], 'the terminal is as it was');
    assert.equal(played.input.listenerCount('data'), 0);
  }
});

test('without a terminal nobody is asked', () => {
  const { input, output } = terminal();
  assert.equal(canAsk({ input, output }), true);
  assert.equal(
    canAsk({ input: { ...input, isTTY: false, on: input.on, off: input.off }, output }),
    false,
  );
});
