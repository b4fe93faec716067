// Goal: whatever happens to the files on their way, a batch is never two books' to pay, and at every
// moment the rows say which book has it. Method: random histories of two books and a batch that goes to
// and fro by file: each file may arrive late, twice, out of order or never, and anybody may try any word.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  afterReceipt,
  afterWord,
  GIVEN_STATES,
  type GivenState,
  HAND_OVER_WORDS,
  type HandOverWord,
  IS_GIVERS,
  isTakers,
} from '../../main/domain/hand-over.ts';
import { chance } from '../fixtures/chance.ts';

/** One hand-over of the batch: each side's own row of it, and its word once it was said. */
type HandOver = { given: GivenState; said: HandOverWord | null };

/** The batch is handed over anew only while it is the giver's own. */
const isHome = (all: readonly HandOver[]) => all.every(({ given }) => IS_GIVERS[given]);

/** Who may pay: the giver by its rows, and the taker for each hand-over that it took. */
function payers(all: readonly HandOver[]): number {
  const taken = all.filter(({ said }) => isTakers(said)).length;
  return taken + (isHome(all) ? 1 : 0);
}

test('no order, loss or repetition of the files makes a batch two books’ to pay', () => {
  let [answered, closed, backHome] = [0, 0, 0];
  for (let seed = 0; seed < 400; seed += 1) {
    const all: HandOver[] = [];
    const receipts: { readonly of: HandOver; readonly word: HandOverWord }[] = [];
    for (let step = 0; step < 40; step += 1) {
      const pick = (most: number, what: string) => chance(seed, step, what) % most;
      const one = all[pick(Math.max(all.length, 1), 'which')];
      const word = HAND_OVER_WORDS[pick(2, 'word')] ?? 'taken';
      switch (pick(3, 'what')) {
        case 0:
          if (isHome(all)) all.push({ given: 'handed_over', said: null });
          break;
        case 1: {
          if (one === undefined) break;
          const next = afterWord(one.said, word);
          if (next.ok) {
            answered += 1;
            one.said = next.value;
          } else assert.equal(one.said, next.refusal.word, 'the first word stands');
          // It is signed as often as anybody likes, and always says what was said.
          if (one.said !== null) receipts.push({ of: one, word: one.said });
          break;
        }
        default: {
          const receipt = receipts[pick(Math.max(receipts.length, 1), 'receipt')];
          if (receipt === undefined) break;
          const next = afterReceipt(receipt.of.given, receipt.word);
          if (!next.ok) break;
          closed += 1;
          if (IS_GIVERS[next.value]) backHome += 1;
          receipt.of.given = next.value;
        }
      }
      assert.ok(payers(all) <= 1, `seed ${seed}, step ${step}: ${JSON.stringify(all)}`);
      for (const { given, said } of all) {
        // What one side knows is never against what the other said.
        if (given === 'taken') assert.equal(said, 'taken');
        if (given === 'taken_back') assert.equal(said, 'declined');
      }
      // While nobody may pay, one hand-over waits for a word or for its receipt, and says for whom.
      if (payers(all) === 0) {
        assert.equal(all.filter(({ given }) => given === 'handed_over').length, 1);
      }
    }
  }
  assert.ok(answered > 500 && closed > 200 && backHome > 50, 'the histories went everywhere');
});

test('a state has one word to come, and a word is said once', () => {
  const table = GIVEN_STATES.map((state) =>
    HAND_OVER_WORDS.map((word) => {
      const next = afterReceipt(state, word);
      return next.ok ? next.value : next.refusal.code;
    }),
  );
  assert.deepEqual(table, [
    ['taken', 'taken_back'],
    ['hand_over_closed', 'hand_over_closed'],
    ['hand_over_closed', 'hand_over_closed'],
  ]);
  for (const said of HAND_OVER_WORDS) {
    for (const word of HAND_OVER_WORDS) {
      const again = afterWord(said, word);
      assert.ok(!again.ok);
      assert.deepEqual(again.refusal, { code: 'hand_over_answered', word: said });
    }
  }
});
