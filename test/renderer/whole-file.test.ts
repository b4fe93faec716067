// Goal: a file that the office gives in pieces is saved whole or not at all, and why not is said. Method:
// the export of master data from an office in memory that refuses, and one that goes away in the middle.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, refuse } from '../../main/domain/result.ts';
import { masterFile } from '../../renderer/screens/admin/master-file.ts';
import { turn } from '../office/channel-pair.ts';
import { fakeOffice } from './fake-office.ts';

test('what is not given is said, also after it was noted', async () => {
  const fake = fakeOffice({
    exportFile: ({ submissionId }) => {
      return submissionId === 'no' ? refuse({ code: 'not_permitted' }) : ok({ sequence: 9 });
    },
    async *exportMaster({ sequence }) {
      assert.equal(sequence, 9, 'it is fetched by what was noted');
      yield { kind: 'refused', code: 'export_unknown' };
    },
  });
  const refused = async (submissionId: string) => {
    const reply = await masterFile(fake.office, submissionId, 'bank');
    return 'refusal' in reply ? reply.refusal.code : null;
  };
  assert.equal(await refused('late'), 'export_unknown');
  assert.equal(await refused('no'), 'not_permitted');
  assert.equal(fake.asked.get('exportMaster'), 1, 'nothing is fetched that was not noted');
  fake.end();
});

test('after an absence the file begins again, noted once', async () => {
  let opened = 0;
  const fake = fakeOffice({
    exportFile: () => ok({ sequence: 9 }),
    async *exportMaster(_input, _session, signal) {
      opened += 1;
      yield { kind: 'piece', text: 'bic,name\n', rows: 0 };
      if (opened === 1) {
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve());
        });
      }
      yield { kind: 'piece', text: 'DEUTDEFFXXX,A\n', rows: 1 };
    },
  });
  const file = masterFile(fake.office, 'once', 'bank');
  while (opened === 0) await turn();
  await turn();
  fake.die();
  fake.revive();
  while (opened === 1) await fake.pass();
  assert.deepEqual(await file, { ok: true, value: 'bic,name\nDEUTDEFFXXX,A\n' });
  assert.deepEqual([opened, fake.asked.get('exportFile')], [2, 1]);
  fake.end();
});
