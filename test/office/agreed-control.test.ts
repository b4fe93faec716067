// Goal: with a mistake in a file falls as much of it as its ordering party has agreed on, the preview,
// the rehearsal and the submission say the same, and who must sign for an account is asked of the file.
// Method: one office; files of three payment informations with one thing wrong in the second, under
// every level of control; what each of the three says is compared with one line of a table.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { MasterKind } from '../../main/domain/master/kinds.ts';
import { type SmallFile, smallPain001 } from '../fixtures/small-pain001.ts';
import { testFolder } from '../operations/test-desk.ts';
import { BRANDT, demoBankList, supplierIban } from './demo-bank.ts';
import { importList, lookInto, type RunningOffice, runningOffice } from './running-office.ts';

type Wrong = 'nothing' | 'total' | 'item';

let made = 0;

/** Three payment informations of one and two payments; the second has what is wrong. */
function threeBlocks(messageId: string, wrong: Wrong, signedBy: string): string {
  let paid = 0;
  const blocks = [1, 2, 1].map((count, at): SmallFile => {
    const items = Array.from({ length: count }, (_, item) => {
      paid += 1;
      made += 1;
      const isWrong = wrong === 'item' && at === 1 && item === 0;
      const to = isWrong ? `DE00${BRANDT.iban.slice(4)}` : supplierIban(made);
      return { to, amount: '1.00', remittance: messageId };
    });
    return { messageId: `${messageId}-${at}`, debtor: BRANDT, items };
  });
  const header = smallPain001({
    messageId,
    debtor: BRANDT,
    items: [],
    count: paid,
    controlSum: '4',
  });
  const texts = blocks.map((block, at) => {
    const xml = smallPain001(block);
    const text = xml.slice(xml.indexOf('<PmtInf>'), xml.indexOf('</CstmrCdtTrfInitn>'));
    if (at !== 1) return text;
    if (wrong === 'total') return text.replace('</PmtMtd>', '</PmtMtd><NbOfTxs>3</NbOfTxs>');
    return text;
  });
  const signed = signedBy === '' ? '' : `<Authstn><Prtry>${signedBy}</Prtry></Authstn>`;
  return header
    .replace('</CreDtTm>', `</CreDtTm>${signed}`)
    .replace(/<PmtInf>[\s\S]*<\/PmtInf>\s*/, texts.join(''));
}

type Terms = { readonly controlLevel?: string; readonly signedInFile?: string };

const [REFUSED, TAKEN] = ['file_has_refusing_problems', '- accepted'];
const WRONG_IBAN = 'AC03 creditor_iban_check_digits';
const SIGNED = { signedInFile: 'yes' };
const AS_BLOCK = { controlLevel: 'paymentInformation' };

/** What is wrong, who signed, what was agreed, and the four payments or the refusal. */
const CASES: readonly (readonly [Wrong, string, Terms, readonly string[] | string])[] = [
  ['nothing', '', AS_BLOCK, [TAKEN, TAKEN, TAKEN, TAKEN]],
  ['total', '', {}, REFUSED],
  ['total', '', { controlLevel: 'file' }, REFUSED],
  [
    'total',
    '',
    AS_BLOCK,
    [TAKEN, ...twice('AM20 number_of_transactions_does_not_match rejected'), TAKEN],
  ],
  [
    'total',
    '',
    { controlLevel: 'item' },
    [TAKEN, ...twice('AM20 number_of_transactions_does_not_match rejected'), TAKEN],
  ],
  ['item', '', {}, [TAKEN, `${WRONG_IBAN} in_repair`, TAKEN, TAKEN]],
  ['item', '', { controlLevel: 'item' }, [TAKEN, `${WRONG_IBAN} in_repair`, TAKEN, TAKEN]],
  ['item', '', { controlLevel: 'file' }, REFUSED],
  [
    'item',
    '',
    AS_BLOCK,
    [TAKEN, `${WRONG_IBAN} rejected`, 'NARR other_item_of_block_wrong rejected', TAKEN],
  ],
  ['nothing', '', SIGNED, REFUSED],
  ['nothing', 'S-1', SIGNED, REFUSED],
  ['nothing', 'S-1, S-2', SIGNED, [TAKEN, TAKEN, TAKEN, TAKEN]],
  [
    'nothing',
    'S-1',
    { ...SIGNED, ...AS_BLOCK },
    [...twice('DS0A signatures_missing rejected'), ...twice('DS0A signatures_missing rejected')],
  ],
  [
    'nothing',
    'S-8 S-9',
    { ...SIGNED, ...AS_BLOCK },
    [
      ...twice('DS0H signer_not_of_account rejected'),
      ...twice('DS0H signer_not_of_account rejected'),
    ],
  ],
];

function twice(text: string): readonly string[] {
  return [text, text];
}

async function say(on: RunningOffice, kind: MasterKind, written: Record<string, string>) {
  made += 1;
  const change = { kind, written, ended: false, validFrom: '2026-11-26', reason: 'as agreed' };
  const submissionId = `control-${made}`;
  const said = await on.done((client) => client.proposeMasterChange({ submissionId, ...change }));
  assert.equal(said.state, 'confirmed');
}

async function last<Item>(items: AsyncIterable<Item>): Promise<Item> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  const found = all.at(-1);
  assert.ok(found !== undefined);
  return found;
}

/** Why each payment of a batch stands as it does, in order. */
function standing(on: RunningOffice, batchId: number): readonly string[] {
  return lookInto(on.folder, (db) =>
    db
      .prepare<[number], string>(
        `SELECT coalesce(p.reason_code, '-') || ' ' || coalesce(p.reason || ' ', '') || p.status
         FROM payments p JOIN payment_informations i ON i.id = p.payment_information
         WHERE i.batch = ? ORDER BY p.id`,
      )
      .pluck()
      .all(batchId),
  );
}

/** What the preview, the rehearsal and the submission of a file say. */
async function taken(on: RunningOffice, xml: string) {
  const path = join(on.folder, 'control.xml');
  writeFileSync(path, xml);
  const { submissionId, originalHash, fileName } = await on.done((c) => c.draftBatch({ path }));
  const shown = await last(on.client().inspectFile({ originalHash }));
  assert.ok(shown.kind === 'preview');
  const rehearsal = await last(on.client().rehearseBatch({ originalHash }));
  const submitted = await on.ask((c) => c.submitBatch({ submissionId, originalHash, fileName }));
  if (submitted.ok) await on.judged(submitted.value.batchId);
  return { preview: shown.preview, rehearsal, submitted };
}

test('as much falls as was agreed on, and all that ask are told the same', async (t) => {
  const on = await runningOffice(t, testFolder(t));
  await importList(on, demoBankList(on.folder), 'accounts');
  const signing = { signing: 'joint', signatories: 'S-1 S-2 S-3' };
  const account = { account: BRANDT.iban, currency: 'EUR', customer: 'C-1', agreement: 'A-1' };
  await say(on, 'account', { ...account, ...signing });
  for (const [at, [wrong, signedBy, terms, expected]] of CASES.entries()) {
    const name = `${wrong}, signed by ${signedBy}, ${JSON.stringify(terms)}`;
    const active = { agreement: 'A-1', customer: 'C-1', status: 'active', tariff: `T-${at}` };
    await say(on, 'agreement', { ...active, ...terms });
    const { preview, rehearsal, submitted } = await taken(
      on,
      threeBlocks(`C-${at}`, wrong, signedBy),
    );
    const severities = new Set(preview.problems.map(({ severity }) => severity));
    if (typeof expected === 'string') {
      assert.ok(!submitted.ok && 'refusal' in submitted);
      assert.equal(submitted.refusal.code, expected, name);
      assert.equal(rehearsal.kind === 'refused' && rehearsal.code, expected, name);
      assert.deepEqual([preview.accepted, ...severities], [false, 'refuses'], name);
      continue;
    }
    assert.ok(submitted.ok && rehearsal.kind === 'rehearsal', name);
    const payments = standing(on, submitted.value.batchId);
    assert.deepEqual(payments, expected, name);
    const rehearsed = rehearsal.rehearsal.outcomes.flatMap(
      ({ status, reasonCode, reason, payments: count }) => {
        const why = `${reasonCode ?? '-'} ${reason === null ? '' : `${reason} `}${status}`;
        return Array.from({ length: count }, () => why);
      },
    );
    assert.deepEqual(rehearsed.sort(), [...payments].sort(), name);
    assert.equal(preview.accepted, true, name);
    const isRejected = payments.some((each) => each.endsWith('rejected'));
    assert.equal(severities.has('rejects'), isRejected, name);
  }
  assert.equal((await on.done((client) => client.audit({}))).ok, true);
});
