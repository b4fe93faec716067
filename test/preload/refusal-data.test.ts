// Goal: what a refusal says as a code is read in words, in both languages and both on a screen and on
// a terminal. Method: the refusal of a request that cannot be done is told with every code there is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { POSTING_REFUSALS } from '../../main/domain/posting-refusals.ts';
import { toldNotDone, WHY_NOT_DONE } from '../../main/domain/why-not-done.ts';
import { createOutput } from '../../main/shell/cli/output.ts';
import { enDomain } from '../../preload/locales/en-domain.ts';
import { refusalData } from '../../preload/locales/refusal-data.ts';
import { zhDomain } from '../../preload/locales/zh-CN-domain.ts';
import { textsOf } from '../../renderer/texts.ts';

const refusalOf = (why: string) => ({ code: 'request_cannot_be_done', requestId: 3, why }) as const;

const LANGUAGES = { en: enDomain, 'zh-CN': zhDomain } as const;

for (const [language, domain] of Object.entries(LANGUAGES)) {
  test(`why a request cannot be done is a sentence, never a code: ${language}`, () => {
    let told = '';
    const sink = { write: (text: string) => (told += text) };
    const spoken = language === 'en' ? 'en' : 'zh-CN';
    const output = createOutput({ language: spoken, json: false, out: sink, err: sink });
    for (const why of [...WHY_NOT_DONE, ...POSTING_REFUSALS]) {
      const words = domain.notDone[toldNotDone(why)];
      const refusal = refusalOf(why);
      told = '';
      output.refusal(refusal);
      const { detail = '' } = textsOf(spoken).trouble({ ok: false, refusal });
      for (const text of [told, detail]) {
        assert.ok(text.includes(words), `${why}: ${text}`);
        assert.doesNotMatch(text, /\w_\w|\{\{/, why);
      }
    }
  });
}

test('texts and numbers stay, codes are told, and a code without words as it is', () => {
  const code = (table: string, name: string) => `${table}.${name}`;
  assert.deepEqual(refusalData(refusalOf('account_is_closed'), code), {
    code: 'request_cannot_be_done',
    requestId: 3,
    why: 'notDone.account_is_closed',
  });
  const decided = { code: 'master_change_decided', changeId: 2, state: 'withdrawn' } as const;
  assert.equal(refusalData(decided, code).state, 'masterState.withdrawn');
  assert.equal(textsOf('en').code('notDone', 'of_a_newer_office'), 'of_a_newer_office');
});
