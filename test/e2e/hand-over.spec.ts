// Goal: in the window another branch is trusted, a batch is handed over to it, its file made under
// an own key, and the word that comes back kept; and what comes from that branch is read, taken and
// answered by a receipt. Where the book has people one asks and another signs for what leaves and
// what stays. Method: one book, whose other branch is the key that it signs with, so that every
// file that is carried is a real one, picked from the disk; axe looks at each dialog on the way.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright/test';
import { known } from '../../main/domain/assert.ts';
import type { HandOverContent, ReceiptContent } from '../../main/domain/hand-over.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import {
  readHandOverFile,
  readReceiptFile,
  signHandOverFile,
  signReceiptFile,
} from '../../main/office/carried/hand-over-files.ts';
import {
  cardOf,
  newSigningKey,
  type OpenedKey,
  openSigningKey,
} from '../../main/office/carried/signing-key-file.ts';
import { DEMO_PASSPHRASE } from '../../main/office/demo/people.ts';
import { contentHashOf } from '../../main/operations/hand-over-content.ts';
import type { Client } from '../../preload/contract/contract.ts';
import { outsideParty } from '../fixtures/parties.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { type App, expect, test } from './app.ts';
import { findAccount } from './demo-accounts.ts';
import { findingsInThemes, go, IN_A_MENU, press, savedBy } from './hands.ts';
import { answerOf, prepareBook, submitFile, writeMaterial } from './material.ts';
import { switchesTo, takesTheSeat } from './seats.ts';
import { LANGUAGES, type Language, statusWord, words } from './words.ts';

const EAST = 'book-of-the-east';
const PASSPHRASE = 'nine brass knobs turn';
/** The least that a key's file may cost to open: what it holds is worth nothing. */
const CHEAP = { name: 'argon2id', memoryKiB: 8192, passes: 1, lanes: 1 } as const;

/** A key's file, and the key in it. */
async function newKey(signInName = 'emil') {
  const asked = { signInName, passphrase: PASSPHRASE };
  const made = await newSigningKey(asked, 1_795_000_000_000, CHEAP);
  if (!made.ok) throw new Error(made.refusal.code);
  const { file } = made.value;
  const opened = await openSigningKey(file, PASSPHRASE);
  if (!opened.ok) throw new Error(opened.refusal.code);
  return { file, ...opened.value };
}

/** Three payments of `debtor`, 7.50 EUR in all. */
function paymentFile(messageId: string, debtor: string): string {
  const items = [1, 2, 3].map((each) => ({ to: outsideParty(2, each).iban, amount: '2.50' }));
  return smallPain001({ messageId, debtor: { name: 'Brandt', iban: debtor }, items });
}

/** Submits a batch; gives the book's own name and the payer. */
async function prepared(client: Client, folder: string) {
  const material = await writeMaterial(folder);
  await prepareBook(client, material);
  const { debtor } = await findAccount(material.accounts);
  const path = join(folder, 'files', 'leaves.xml');
  await writeFile(path, paymentFile('LEAVES', debtor));
  const batchId = await submitFile(client, path);
  const { book } = answerOf(await client.branchKeys({}));
  return { book, debtor, batchId };
}

/** Trusts East's key under Admin; in a book without people nobody else is asked. */
async function trusts(page: Page, { publicKey }: OpenedKey): Promise<void> {
  await go(page, 'admin');
  await press(page, 'admin.branches');
  await press(page, 'handOver.trust');
  const dialog = page.getByRole('dialog');
  expect(await findingsInThemes(page, IN_A_MENU)).toEqual([]);
  await dialog.getByLabel(words('handOver.branchName')).fill('East');
  await dialog.getByLabel(words('handOver.book')).fill(EAST);
  await dialog.getByLabel(words('handOver.publicKey')).fill(publicKey);
  await press(dialog, 'handOver.trustConfirm');
  await expect(page.getByText(words('handOver.trusted'))).toBeVisible();
  expect(await findingsInThemes(page)).toEqual([]);
}

/** East's word on what the file hands over. */
async function receiptOf(file: string, key: OpenedKey): Promise<string> {
  const read = await readHandOverFile(file);
  if (!read.ok) throw new Error(read.refusal.code);
  const { content } = read.value;
  const said: ReceiptContent = {
    handOver: content.handOver,
    content: contentHashOf(content),
    from: content.to,
    to: content.from,
    word: 'taken',
    batchId: 7,
    saidBy: 'Emil',
    saidAt: content.handedOverAt + 1,
  };
  return known(signReceiptFile(said, key), 'it is small');
}

/** A batch that East hands over to `to`. */
function fileOfEast(to: string, debtor: string, key: OpenedKey): string {
  const bytes = Buffer.from(paymentFile('COMES', debtor));
  const content: HandOverContent = {
    ...{ handOver: '5e'.repeat(16), from: EAST, to, demo: true },
    ...{ batchId: 12, messageId: 'COMES', messageType: 'pain.001.001.09' },
    original: createHash('sha256').update(bytes).digest('hex'),
    ...{ inFile: 3, stays: [], payments: 3, sums: [{ amount: '7.50', currency: 'EUR' }] },
    stood: [{ firstRecord: 0, lastRecord: 2, status: 'accepted', version: 1 }],
    ...{ handedOverBy: 'Emil', releasedBy: 'Olga', handedOverAt: 1_795_000_000_000 },
  };
  const packed = gzipSync(bytes).toString('base64');
  return known(signHandOverFile(content, packed, key), 'it is small');
}

let written = 0;

/** Writes the text where a person would have it, and picks it there. */
async function picks(field: Locator, folder: string, text: string): Promise<void> {
  written += 1;
  const path = join(folder, 'files', `carried-${written}.json`);
  await writeFile(path, text);
  await field.setInputFiles(path);
}

const files = (where: Locator): Locator => where.locator('input[type=file]');

/** Opens the form of a line, and gives the file that is signed in it. */
async function signs(
  { page, shell }: Pick<App, 'page' | 'shell'>,
  line: Locator,
  keyFile: string,
  button: string,
  language: Language = 'en',
): Promise<string> {
  await press(line, button, language);
  await picks(files(line), shell.folder, keyFile);
  await line.getByLabel(words('carried.keyPassphrase', language)).fill(PASSPHRASE);
  const { text } = await savedBy(page, () => press(line, 'handOver.sign', language));
  return text;
}

test('a batch leaves by file and its receipt comes back; one comes and is taken', async ({
  app,
}) => {
  const { page, client, shell } = app;
  const key = await newKey();
  const { book, debtor } = await prepared(client, shell.folder);
  await trusts(page, key);
  await go(page, 'batch');
  await page.getByRole('button', { name: /leaves\.xml/ }).click();
  await press(page, 'handOver.give');
  const asking = page.getByRole('dialog');
  await asking.getByLabel(words('handOver.to')).selectOption({ label: 'East' });
  await expect(asking.getByText('7.50')).toBeVisible();
  await press(asking, 'handOver.giveConfirm');
  await press(page.getByRole('dialog'), 'handOver.open');

  const dialog = page.getByRole('dialog', { name: words('handOver.title') });
  const given = dialog.getByRole('region', { name: words('handOver.given') });
  await expect(given.getByText(words('handOver.state.handed_over'))).toBeVisible();
  const left = await signs(app, given.getByRole('listitem'), key.file, 'handOver.makeFile');
  await picks(files(dialog).last(), shell.folder, await receiptOf(left, key));
  await press(dialog, 'handOver.keep');
  await expect(given.getByText(words('handOver.state.taken'), { exact: true })).toBeVisible();
  await press(dialog, 'close');

  const zh = 'zh-CN';
  await page.getByRole('button', { name: '简体中文', exact: true }).click();
  await press(page, 'handOver.open', zh);
  const here = page.getByRole('dialog', { name: words('handOver.title', zh) });
  await picks(files(here).last(), shell.folder, fileOfEast(book, debtor, key));
  await expect(here.getByText('COMES')).toBeVisible();
  expect(await findingsInThemes(page, IN_A_MENU)).toEqual([]);
  await press(here, 'handOver.take', zh);
  const came = here.getByRole('region', { name: words('handOver.taken', zh) });
  const receipt = await signs(
    app,
    came.getByRole('listitem'),
    key.file,
    'handOver.makeReceipt',
    zh,
  );
  const read = readReceiptFile(receipt);
  expect(read.ok && read.value.content.word).toBe('taken');
  await press(here, 'close', zh);
  await go(page, 'audit', zh);
  const { deed, fileOut } = LANGUAGES[zh].domain;
  const trail = page.getByRole('region', { name: words('audit.trail', zh) });
  const rows = trail.getByRole('row', { name: deed.exportFile });
  await expect(rows).toHaveCount(2);
  const said = LANGUAGES[zh].screens.handOver.tookOut;
  const told = (text: string) => `${fileOut.signHandOver} · ${text.replace('{{id}}', '1')}`;
  await expect(rows.first()).toContainText(told(said.receipt));
  await expect(rows.last()).toContainText(told(said.hand_over));
  await go(page, 'admin', zh);
  await press(page, 'admin.branches', zh);
  await press(page, 'handOver.end', zh);
  await expect(page.getByRole('dialog').getByText(words('handOver.endDetail', zh))).toBeVisible();
  expect(await findingsInThemes(page, IN_A_MENU)).toEqual([]);
});

/** Clara's own key, enrolled by her and signed for by an administrator. */
async function clarasKey({ page, client }: App): Promise<OpenedKey & { readonly file: string }> {
  const key = await newKey('clara');
  const card = cardOf(key.file);
  if (!card.ok) throw new Error(card.refusal.code);
  await takesTheSeat(page, 'Clara Voss', 'en');
  const proof = { passphrase: DEMO_PASSPHRASE, code: '' };
  const enrolling = { submissionId: 'clara-enrols', card: card.value, ...proof };
  const { key: row } = answerOf(await client.enrolSigningKey(enrolling));
  await switchesTo(page, 'Leïla Marchand', 'en');
  const deciding = { submissionId: 'leila-signs', key: row, decision: 'sign' } as const;
  answerOf(await client.decideSigningKey(deciding));
  return key;
}

test('one hands over what is left of a batch, another signs for it and for its file', async ({
  app,
}) => {
  const { page, client, shell } = app;
  const east = await newKey();
  const { book, debtor, batchId } = await prepared(client, shell.folder);
  const trusted = {
    book: EAST,
    name: 'East',
    publicKey: east.publicKey,
    state: 'trusted',
  } as const;
  answerOf(await client.setBranchKey({ submissionId: 'trusted', ...trusted }));
  const ended = { submissionId: 'ended', paymentId: paymentId(batchId, 1) };
  answerOf(await client.cancelPayment(ended));
  await press(page, 'seat.menuDemo');
  await press(page.getByRole('dialog'), 'seat.demoAs');
  const claras = await clarasKey(app);

  await switchesTo(page, 'Mira Holm', 'en');
  await go(page, 'batch');
  await page.getByRole('button', { name: /leaves\.xml/ }).click();
  await press(page, 'handOver.give');
  const asking = page.getByRole('dialog');
  await asking.getByLabel(words('handOver.to')).selectOption({ label: 'East' });
  await expect(asking.getByText('5.00')).toBeVisible();
  await expect(asking.getByText(`1 · ${statusWord('cancelled')}`)).toBeVisible();
  expect(await findingsInThemes(page, IN_A_MENU)).toEqual([]);
  await press(asking, 'handOver.giveConfirm');
  await expect(page.getByText(words('handOver.waits'))).toBeVisible();
  await press(page.getByRole('dialog'), 'close');

  const zh = 'zh-CN';
  await switchesTo(page, 'Clara Voss', 'en', zh);
  await go(page, 'review', zh);
  const request = page.getByRole('region', { name: words('signing.requests', zh) });
  await expect(request.getByText('5.00 EUR')).toBeVisible();
  await expect(request.getByText(`${statusWord('cancelled', zh)} · 1`)).toBeVisible();
  expect(await findingsInThemes(page)).toEqual([]);
  await press(request, 'signing.sign', zh);
  await expect(request).toHaveCount(0);
  await press(page, 'handOver.open', zh);
  const dialog = page.getByRole('dialog', { name: words('handOver.title', zh) });
  const given = dialog.getByRole('region', { name: words('handOver.given', zh) });
  await expect(given.getByText(words('handOver.stayed', zh))).toBeVisible();
  const line = given.getByRole('listitem');
  const left = await signs(app, line, claras.file, 'handOver.makeFile', zh);
  const read = await readHandOverFile(left);
  expect(read.ok && [read.value.content.payments, read.value.content.stays]).toEqual([
    2,
    [{ firstRecord: 1, lastRecord: 1 }],
  ]);
  await press(dialog, 'close', zh);

  await switchesTo(page, 'Mira Holm', zh);
  await go(page, 'batch', zh);
  await press(page, 'handOver.open', zh);
  await picks(files(dialog).last(), shell.folder, await receiptOf(left, east));
  await press(dialog, 'handOver.keep', zh);
  await expect(given.getByText(words('handOver.state.taken', zh), { exact: true })).toBeVisible();
  await picks(files(dialog).last(), shell.folder, fileOfEast(book, debtor, east));
  await press(dialog, 'handOver.take', zh);
  const came = dialog.getByRole('region', { name: words('handOver.taken', zh) });
  await expect(came.getByRole('listitem')).toHaveCount(1);
  await expect(came.getByRole('button')).toHaveCount(0);
});
