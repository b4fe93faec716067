// The demo bank's day as a list of steps: what is done when, by whom. Each step goes through the
// same doors as a person at the console, and is done once, whatever is asked again.
import { demoInstant } from '../../domain/demo-scenes.ts';
import { bringInMaster, closeDay } from './back-office.ts';
import { DAY_FILES, type DayFile, fileOf, repeatedInvoice, wrongSum } from './day-files.ts';
import { demoAccounts } from './demo-bank.ts';
import { invoices, machine, payroll } from './demo-files.ts';
import { earlierSteps } from './earlier-days.ts';
import { pain001Text } from './pain001-text.ts';
import type { DemoStep, Stage } from './stage.ts';

const DATE = '2026-11-26';
/** The first of the earlier days, before its first file. */
const FOUNDED = '2026-10-29';

/** A step of the day; its key is its own for good, because it names its deeds in the trail. */
function at(time: string, key: string, run: (stage: Stage) => Promise<void>): DemoStep {
  return { at: demoInstant(time), key, run };
}

/** The file of a company comes in. */
function comes(time: string, name: DayFile): DemoStep {
  return at(time, name, (stage) =>
    stage.submit(name, `${DAY_FILES[name].messageId}.xml`, () =>
      pain001Text(fileOf(DAY_FILES[name]), DATE),
    ),
  );
}

/** What was judged leaves, and the rail says that it has it. */
function leaves(time: string, ...names: readonly string[]): DemoStep {
  return at(time, `leaves-${names.join('-')}`, async (stage) => {
    for (const name of names) await stage.dispatch(name);
    for (const name of names) await stage.acknowledge(name);
  });
}

/** A cycle is closed with what came in, and settled on its advice. */
function cycle(time: string, settled: string, key: string, grossIn: bigint): readonly DemoStep[] {
  return [
    at(time, `close-${key}`, (stage) => stage.closeCycle(key, grossIn)),
    at(settled, `settle-${key}`, (stage) => stage.settleCycle(key)),
  ];
}

/** The bank's accounts and customers, and the days before; made when its day is played. */
export const history = (): readonly DemoStep[] => [
  {
    at: demoInstant('07:00', FOUNDED),
    key: 'accounts',
    run: (stage) => stage.openAccounts('accounts', demoAccounts()),
  },
  {
    at: demoInstant('07:10', FOUNDED),
    key: 'master',
    run: (stage) => bringInMaster(stage, FOUNDED),
  },
  ...earlierSteps(),
];

/** The day from its start checks to the evening, in order. */
export const DAY: readonly DemoStep[] = [
  at('06:12', 'blocked', (stage) => stage.blockAccounts()),
  comes('06:30', 'pensions'),
  { ...at('06:40', 'backup', (stage) => stage.backUp()), only: '06:45' },
  leaves('06:55', 'pensions'),
  at('08:00', 'payroll', (stage) =>
    stage.submit('payroll', 'ADLER-2026-11-SALARY.xml', () => pain001Text(payroll(), DATE)),
  ),
  comes('08:06', 'hospital'),
  at('08:20', 'invoices', (stage) =>
    stage.submit('invoices', 'BRANDT-0815.xml', () => pain001Text(invoices(), DATE)),
  ),
  leaves('08:31', 'payroll', 'hospital'),
  at('08:44', 'suppliers-wrong', (stage) =>
    stage.refused('suppliers-wrong', 'RFS-48.xml', () =>
      pain001Text(wrongSum(fileOf(DAY_FILES.suppliers)), DATE),
    ),
  ),
  at('08:47', 'suppliers', (stage) =>
    stage.submit('suppliers', 'RFS-48-corrected.xml', () =>
      pain001Text(fileOf(DAY_FILES.suppliers), DATE),
    ),
  ),
  at('08:49', 'suppliers-third', (stage) =>
    stage.refused('suppliers-third', 'RFS-48-corrected (2).xml', () =>
      pain001Text(fileOf(DAY_FILES.suppliers), DATE),
    ),
  ),
  comes('09:05', 'housing'),
  leaves('09:12', 'suppliers', 'invoices', 'housing'),
  ...cycle('09:30', '09:41', 'cycle-1', 4_411_873_544n),
  at('09:46', 'inward-1', (stage) => stage.applyInward('inward-1', 22)),
  comes('09:52', 'claims'),
  comes('10:04', 'treasury'),
  at('10:15', 'machine', (stage) =>
    stage.submit('machine', 'GRETA-77120.xml', () => pain001Text(machine(), DATE)),
  ),
  comes('10:20', 'startup'),
  at('10:26', 'reviews-1', (stage) =>
    stage.decide('reviews-1', 'treasury', ['approve', 'decline']),
  ),
  leaves('10:33', 'claims'),
  at('10:36', 'startup-out', (stage) => stage.dispatch('startup')),
  at('10:38', 'rejects-1', (stage) => stage.rejectByRail('rejects-1', 'claims', 41)),
  at('11:02', 'reviews-2', (stage) => stage.decide('reviews-2', 'treasury', ['approve'])),
  comes('11:20', 'telecom'),
  comes('11:48', 'city'),
  leaves('12:05', 'treasury', 'startup', 'telecom', 'city'),
  at('12:16', 'rejects-2', (stage) => stage.rejectByRail('rejects-2', 'city', 36)),
  ...cycle('12:22', '12:30', 'cycle-2', 1_402_664_108n),
  at('12:52', 'inward-2', (stage) => stage.applyInward('inward-2', 18)),
  comes('13:04', 'wholesale'),
  at('13:20', 'repeated', (stage) =>
    stage.submit('repeated', 'BRANDT-0816.xml', () =>
      pain001Text(repeatedInvoice(invoices()), DATE),
    ),
  ),
  leaves('13:41', 'wholesale'),
  comes('14:30', 'advisers'),
  comes('15:02', 'bakery'),
  leaves('15:11', 'advisers', 'bakery', 'repeated'),
  at('15:16', 'rejects-3', (stage) => stage.rejectByRail('rejects-3', 'advisers', 38)),
  ...cycle('15:20', '15:26', 'cycle-3', 688_240_915n),
  at('15:30', 'returns', (stage) => stage.applyInward('returns', 31)),
  comes('16:05', 'late'),
  leaves('16:40', 'late'),
  ...cycle('17:02', '17:20', 'cycle-4', 96_310_870n),
  at('17:34', 'inward-4', (stage) => stage.applyInward('inward-4', 9)),
  at('18:18', 'closed', (stage) => closeDay(stage, DATE)),
];
