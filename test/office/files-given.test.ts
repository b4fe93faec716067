// Goal: whoever reads a noted file on is not cut off, whatever day the book shows, and what was noted
// long ago gives nothing. Method: an office whose two clocks the test sets, and a client who notes
// files and reads them page by page; then what is kept in mind alone, as a table of moments.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { localActor } from '../../main/domain/permissions.ts';
import { answerAt } from '../../main/office/answer-at.ts';
import { FILES_GIVEN_MAX, FilesGiven, GIVEN_FOR } from '../../main/office/files-given.ts';
import { openOffice } from '../../main/office/office.ts';
import { createClient } from '../../preload/client.ts';
import { contract } from '../../preload/contract/contract.ts';
import { testFolder } from '../operations/test-desk.ts';
import { channelPair } from './channel-pair.ts';
import { BRANDT, demoBankList } from './demo-bank.ts';
import { notedFile } from './noted-file.ts';
import { codeOf, value } from './people-world.ts';
import { startOf } from './running-office.ts';

const DAY = '2026-11-26';
const JOURNAL = { of: 'coreJournal', day: DAY, format: 'csv' } as const;
const STATEMENT = {
  of: 'accountStatement',
  account: BRANDT.iban,
  currency: 'EUR',
  day: DAY,
} as const;

/** A client of an office over a book with movements; `pass` lets time go by on the clock that is real. */
async function setClocks(t: TestContext) {
  const folder = join(testFolder(t), 'book');
  const found = openOffice(startOf(folder), (error) => assert.fail(String(error)));
  assert.ok(found.ok);
  const office = found.value;
  t.after(() => office.stop());
  let uptime = 0;
  const world = { ...office, filesGiven: new FilesGiven(() => uptime) };
  const place = office.sessions.placeOf({ actor: localActor('anna'), shell: 'cli' });
  const { asker, office: end } = channelPair();
  answerAt(world, place, end, (error) => assert.fail(String(error)));
  const client = createClient(contract, asker);
  value(await client.importAccounts({ submissionId: 'list', path: demoBankList(folder) }));
  const pass = (ms: number): void => {
    uptime += ms;
  };
  const turnBook = (ms: number): void => office.officeClock.set(office.clock() + ms, 0);
  return { client, pass, turnBook };
}

test('a file is given for five minutes after its last page, whatever day the book shows', async (t) => {
  const { client, pass, turnBook } = await setClocks(t);
  const { sequence } = await notedFile(client, 'journal', JOURNAL);
  const { day, format } = JOURNAL;
  const asked = { day, format, sequence, limit: 1 } as const;
  const page = async (after: number) => value(await client.coreJournal({ ...asked, after }));
  const lastOf = async (after: number) =>
    (await page(after)).lines.at(-1)?.posting ?? assert.fail('more than that was booked');
  turnBook(6 * 60_000);
  let after = await lastOf(0);
  for (let read = 0; read < 4; read += 1) {
    pass(GIVEN_FOR);
    after = await lastOf(after);
  }
  pass(GIVEN_FOR);
  await page(0);
  await page(9_999_999);
  pass(1);
  const late = codeOf(await client.coreJournal({ ...asked, after }));
  assert.equal(late, 'export_unknown', 'begun again, or asked past its end, it is given no longer');
  assert.deepEqual(await notedFile(client, 'journal', JOURNAL), { sequence }, 'answered again');
  assert.equal(codeOf(await client.coreJournal({ ...asked, after })), 'export_unknown');
  const anew = await notedFile(client, 'journal-anew', JOURNAL);
  value(await client.coreJournal({ ...asked, ...anew, after }));
});

test('a statement and the trail follow the same clock', async (t) => {
  const { client, pass, turnBook } = await setClocks(t);
  const { of: _, ...account } = STATEMENT;
  const stated = await notedFile(client, 'statement', STATEMENT);
  const filter = {};
  const trail = value(await client.exportTrail({ submissionId: 'trail', filter, format: 'csv' }));
  const codes = async () => {
    const page = codeOf(await client.accountStatement({ ...account, ...stated, offset: 0 }));
    const kinds = new Set<string>();
    for await (const { kind } of client.trailFile({ filter, format: 'csv', ...trail }))
      kinds.add(kind);
    return [page, ...kinds];
  };
  turnBook(3_600_000);
  assert.deepEqual(await codes(), ['done', 'piece']);
  pass(GIVEN_FOR + 1);
  turnBook(-3_600_000);
  assert.deepEqual(await codes(), ['export_unknown', 'refused']);
});

test('what is given is kept in mind up to a number, the one read on longest ago goes first', () => {
  let uptime = 0;
  const files = new FilesGiven(() => uptime);
  for (let sequence = 1; sequence <= FILES_GIVEN_MAX; sequence += 1) files.noted(sequence);
  files.readOn(1, 0);
  files.noted(FILES_GIVEN_MAX + 1);
  assert.equal(files.kept, FILES_GIVEN_MAX);
  assert.deepEqual(
    [1, 2, 3, FILES_GIVEN_MAX + 1].map((each) => files.isGiven(each)),
    [true, false, true, true],
  );
  uptime += GIVEN_FOR + 1;
  files.noted(FILES_GIVEN_MAX + 2);
  assert.equal(files.kept, 1, 'what is given no more is not kept in mind');
  files.readOn(1, 7);
  assert.ok(!files.isGiven(1), 'what is forgotten is not begun anew by a page');
});
