// Goal: `unwind` says which cycle and why, asks for exactly that, and tells what became of the
// payments in both languages. Method: a table of arguments; then the command at a desk of made-up
// answers. The command as a process is in commands.test.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArguments } from '../../../main/shell/cli/arguments.ts';
import { EXIT } from '../../../main/shell/cli/exit-codes.ts';
import { createOutput } from '../../../main/shell/cli/output.ts';
import { unwind } from '../../../main/shell/cli/unwind.ts';
import type { Desk } from '../../../main/shell/cli/with-office.ts';
import type { Client } from '../../../preload/contract/contract.ts';

const WHY = ['--reason', 'a participant did not pay'];

test('it says which cycle and why, or it is not understood', () => {
  const read = (...args: readonly string[]) => readArguments(args, {})?.command ?? null;
  const asked = { name: 'unwind', cycleId: 7, reason: 'a participant did not pay' };
  const cases: readonly (readonly [readonly string[], unknown])[] = [
    [['unwind', '7', ...WHY], asked],
    [['unwind', '7', '--reason', '  a participant did not pay '], asked],
    [['unwind', '7'], null],
    [['unwind', '7', '--reason', ' '], null],
    [['unwind', ...WHY], null],
    [['unwind', '0', ...WHY], null],
    [['unwind', 'seven', ...WHY], null],
    [['unwind', '7', '8', ...WHY], null],
    [['unwind', '7', ...WHY, '--inward', 'EUR=1.00'], null],
    [['settle', ...WHY], null],
  ];
  for (const [args, expected] of cases) assert.deepEqual(read(...args), expected, args.join(' '));
});

type Answer = Awaited<ReturnType<Client['unwindCycle']>>;

async function told(answer: Answer, language: 'en' | 'zh-CN', json = false) {
  const asked: unknown[] = [];
  const client: Pick<Client, 'unwindCycle'> = {
    unwindCycle: async ({ cycleId, remark }) => {
      asked.push([cycleId, remark]);
      return answer;
    },
  };
  const whole = new Proxy(client, {}) as Client;
  const desk: Desk = { ask: (question) => question(whole), client: () => whole };
  let out = '';
  const sink = { write: (text: string) => (out += text) };
  const output = createOutput({ language, json, out: sink, err: sink });
  const command = { name: 'unwind', cycleId: 7, reason: 'fell' } as const;
  const exit = await unwind(desk, command, output);
  assert.deepEqual(asked, [[7, 'fell']]);
  return { exit, out: out.trim() };
}

test('what became of the payments is told, and so is why nothing was done', async () => {
  const left = { ok: true, value: { entryId: 12, payments: 3, nextCycle: 8 } } as const;
  const empty = { ok: true, value: { entryId: 0, payments: 0, nextCycle: 0 } } as const;
  const drawn = { ok: false, refusal: { code: 'cycle_was_drawn_on', cycleId: 7 } } as const;
  const cases: readonly (readonly [Answer, number, string, string])[] = [
    [
      left,
      EXIT.done,
      'Cycle 7: unwound by entry 12; 3 payments are in cycle 8.',
      '场次 7：已由分录 12 撤销；3 笔付款转入场次 8。',
    ],
    [
      empty,
      EXIT.done,
      'Cycle 7: unwound. Nothing had left with it.',
      '场次 7：已撤销，其中没有往账付款。',
    ],
    [drawn, EXIT.refused, 'Correct those entries first', '请先冲正这些分录'],
  ];
  for (const [answer, exit, en, zh] of cases) {
    for (const [language, words] of [
      ['en', en],
      ['zh-CN', zh],
    ] as const) {
      const said = await told(answer, language);
      assert.equal(said.exit, exit);
      assert.ok(said.out.includes(words), said.out);
    }
  }
  const { out } = await told(left, 'en', true);
  assert.deepEqual(JSON.parse(out), {
    cycleId: 7,
    outcome: 'unwound',
    entryId: 12,
    payments: 3,
    nextCycle: 8,
  });
});
