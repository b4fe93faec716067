// Goal: a person at the command line brings customers in, sees what a wrong list would have done,
// finds them by name and prints them again. Method: the real command line over a folder of its own.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { testFolder } from '../../operations/test-desk.ts';
import { problemsOf, runCli, runJson } from './run-cli.ts';

const HEADER = 'customer,form,name,status';
const RIGHT = `${HEADER}\nC-1,person,陈伟,active\nC-2,firm,"Müller, Söhne",active\n`;

test('customers are brought in, found and printed; a half-wrong list changes nothing', async (t) => {
  const here = testFolder(t);
  const write = (name: string, text: string): string => {
    writeFileSync(join(here, name), text);
    return name;
  };
  const wrong = write('wrong.csv', `${RIGHT}C-3,person,,active\nC-4,nobody,Dora,active\n`);
  const refused = await runJson(['master', 'import', 'customer', wrong], here);
  assert.equal(refused.code, 1);
  assert.deepEqual(
    problemsOf(refused.lines[0]).map(({ code, place }) => ({ code, place })),
    [
      { code: 'master_field_missing', place: { line: 4, path: null } },
      { code: 'master_field_unreadable', place: { line: 5, path: null } },
    ],
  );
  const none = await runJson(['master', 'search', 'chenwei'], here);
  assert.deepEqual(none, { code: 0, lines: [] });

  const right = write('right.csv', RIGHT);
  const imported = await runJson(['master', 'import', 'customer', right], here);
  const counts = { rows: 2, added: 2, changed: 0, ended: 0, unchanged: 0 };
  const file = join(here, 'right.csv');
  const said = { file, kind: 'customer', outcome: 'accepted' };
  assert.deepEqual(imported, {
    code: 0,
    lines: [{ ...said, ...counts, changeId: 1, state: 'confirmed' }],
  });
  const again = await runJson(['master', 'import', 'customer', right], here);
  const unchanged = { rows: 2, added: 0, changed: 0, ended: 0, unchanged: 2 };
  assert.deepEqual(again.lines, [{ ...said, ...unchanged, changeId: null, state: null }]);

  const found = await runJson(['master', 'search', 'wei', 'chen'], here);
  const wei = { customer: 'C-1', form: 'person', name: '陈伟', status: 'active' };
  assert.deepEqual(found.lines, [{ kind: 'customer', key: 'C-1', ...wei, ended: false }]);

  const printed = await runCli(['master', 'export', 'customer', '--data', 'book'], here);
  assert.equal(printed.code, 0);
  const printedAs = write('printed.csv', printed.out);
  const round = await runJson(['master', 'import', 'customer', printedAs], here);
  assert.deepEqual(round.lines[0]?.unchanged, 2);
  const audit = await runJson(['audit'], here);
  assert.equal(audit.code, 0);
});

test('a full edition ends what it does not list, a delta changes the one that is held', async (t) => {
  const here = testFolder(t);
  const imports = async (rows: readonly string[], ...options: string[]) => {
    writeFileSync(join(here, 'banks.csv'), `bic,name,ended\n${rows.join('\n')}\n`);
    const asked = ['master', 'import', 'bank', 'banks.csv', ...options];
    const { code, lines } = await runJson(asked, here);
    const { rows: read, added, changed, ended, unchanged } = lines[0] ?? {};
    return code === 0 ? [read, added, changed, ended, unchanged] : lines[0]?.code;
  };
  const banks = async () => {
    const { lines } = await runJson(['master', 'export', 'bank'], here);
    return lines
      .slice(0, -1)
      .map(({ bic, name, ended }) => `${bic} ${name}${ended === true ? ' ended' : ''}`);
  };
  const [A, B, C] = ['DEUTDEFFXXX,A,', 'COBADEFFXXX,B,', 'GENODEFFXXX,C,'];
  assert.deepEqual(await imports([`${A}`, `${B}`], '--edition', '1'), [2, 2, 0, 0, 0]);
  assert.equal(
    await imports([`${C}`], '--edition', '3', '--base', '2'),
    'master_edition_base_differs',
  );
  const changes = ['DEUTDEFFXXX,AA,', 'COBADEFFXXX,B,true', `${C}`];
  assert.deepEqual(await imports(changes, '--edition', '2', '--base', '1'), [3, 1, 1, 1, 0]);
  // What ended before is neither ended again nor counted.
  const last = ['--edition', '3', '--valid-until', '2030-12-31'];
  assert.deepEqual(await imports([`${C}`], ...last), [1, 0, 0, 1, 1]);
  assert.deepEqual(await banks(), ['COBADEFFXXX B ended', 'DEUTDEFFXXX AA ended', 'GENODEFFXXX C']);
});

test('what cannot be understood is usage', async (t) => {
  const here = testFolder(t);
  for (const args of [
    ['master'],
    ['master', 'search'],
    ['master', 'import', 'customers', 'x.csv'],
    ['master', 'import', 'customer'],
    ['master', 'import', 'customer', 'x.csv', '--from', 'tomorrow'],
    ['master', 'export', 'customer', 'x.csv'],
    ['master', 'import', 'bank', 'x.csv', '--base', 'A'],
    ['master', 'import', 'bank', 'x.csv', '--edition', 'B', '--valid-until', 'soon'],
    ['status', '--reason', 'why'],
    ['status', '--edition', 'B'],
  ]) {
    assert.equal((await runCli(args, here)).code, 2, args.join(' '));
  }
});
