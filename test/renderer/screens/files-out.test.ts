// Goal: the trail says in both languages what was taken out, and no screen saves a file of which the
// trail knows nothing. Method: each kind of file in words; and every place of the pages' source that
// hands a file to the workstation, with the deed that it asks for first.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FILES_OUT_NAMES } from '../../../main/domain/files-out.ts';
import { fileInWords } from '../../../renderer/screens/audit/file-in-words.ts';
import { textsOf } from '../../../renderer/texts.ts';
import { ROW_OF_FILE } from '../../office/files-table.ts';

const ROOT = join(import.meta.dirname, '../../..');

const NONE = { name: '', format: '', account: null, currency: null } as const;
const DAY = '2026-11-26';
const FILES = {
  exportMaster: { ...NONE, name: 'customer', format: 'jsonl' },
  pain002: NONE,
  coreJournal: { ...NONE, name: DAY, format: 'csv' },
  accountStatement: { ...NONE, name: DAY, account: 'DE14 •••• 2001', currency: 'EUR' },
  signHandOver: { ...NONE, name: 'receipt 12' },
  overrideList: { ...NONE, format: 'csv' },
  insightSeries: { ...NONE, name: 'value', format: 'png' },
} as const;

const SAID = {
  en: [
    'Master data · Customers · JSON Lines',
    'Status report (pain.002)',
    'Journal for the core system · DAY · CSV',
    'Account statement · DE14 •••• 2001 EUR · DAY',
    'Hand-over · Signed receipt 12',
    'Report of overrides · CSV',
    'Chart · In and out, by value · PNG',
  ],
  'zh-CN': [
    '主数据 · 客户 · JSON Lines',
    '状态报告（pain.002）',
    '核心系统日记账 · DAY · CSV',
    '账户对账单 · DE14 •••• 2001 EUR · DAY',
    '移交 · 签名回执 12',
    '紧急越权报告 · CSV',
    '图表 · 流入与流出金额 · PNG',
  ],
} as const;

test('the trail says in both languages what was taken out', () => {
  for (const language of ['en', 'zh-CN'] as const) {
    const texts = textsOf(language);
    const said = FILES_OUT_NAMES.map((of) => fileInWords({ of, ...FILES[of] }, texts));
    const day = texts.format.date(DAY);
    assert.deepEqual(
      said,
      SAID[language].map((line) => line.replace('DAY', day)),
    );
    for (const deed of new Set(Object.values(ROW_OF_FILE))) {
      if (deed !== null) assert.notEqual(texts.code('deed', deed), deed, `${language} ${deed}`);
    }
  }
});

/** Where a page hands a file over, and where it asks for which deed first. */
const SAVES: Readonly<Record<string, readonly [asks: string, deed: string]>> = {
  'renderer/carried/hand-over-lines.tsx': ['renderer/carried/hand-over-lines.tsx', 'exportFile'],
  'renderer/carried/take-out.tsx': ['renderer/carried/take-out.tsx', 'exportApproval'],
  'renderer/screens/admin/export-button.tsx': [
    'renderer/screens/admin/master-file.ts',
    'exportFile',
  ],
  'renderer/screens/admin/people/people-screen.tsx': [
    'renderer/screens/admin/people/people-screen.tsx',
    'exportAccessReview',
  ],
  'renderer/screens/audit/overrides.tsx': ['renderer/screens/audit/overrides.tsx', 'exportFile'],
  'renderer/screens/audit/trail-list.tsx': [
    'renderer/screens/audit/trail-question.ts',
    'exportTrail',
  ],
  'renderer/screens/batch/batch-detail.tsx': ['renderer/screens/batch/batch-list.ts', 'exportFile'],
  'renderer/components/chart/chart.tsx': [
    'renderer/screens/insight/insight-screen.tsx',
    'exportFile',
  ],
};

/** What somebody brought and signed, and a key of their own: nothing of the book is in either. */
const NOT_OF_THE_BOOK = ['renderer/carried/make-key.tsx', 'renderer/carried/sign-form.tsx'];

test('every page that saves a file asks for its row first', () => {
  const source = (file: string) => readFileSync(join(ROOT, file), 'utf8');
  const saving = globSync('renderer/**/*.{ts,tsx}', { cwd: ROOT })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file !== 'renderer/components/chart/save.ts')
    .filter((file) => /\bsave(?:Text|Blob|Carried)\(|\.download\b/.test(source(file)));
  assert.deepEqual(saving.sort(), [...Object.keys(SAVES), ...NOT_OF_THE_BOOK].sort());
  for (const [asks, deed] of Object.values(SAVES)) {
    assert.match(source(asks), new RegExp(`client\\.${deed}\\(`), asks);
  }
});
