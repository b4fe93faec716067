// The demo clearing house's day as a list of steps, and the twenty days before it: cycles of items
// among its participants, one who comes near its cap, and one who is short of cover at 14:00.
import type { BusinessDate } from '../../domain/dates.ts';
import { DEMO_DATE, demoInstant } from '../../domain/demo-scenes.ts';
import type { MasterKind } from '../../domain/master/kinds.ts';
import { bringInMaster, closeDay } from './back-office.ts';
import { earlierDays } from './earlier-days.ts';
import {
  BEYOND_ITS_CAP,
  BEYOND_ITS_COVER,
  FUNDS_IN,
  houseAccounts,
  houseItems,
  NEAR_ITS_CAP,
} from './house.ts';
import { bringFunds, exchange, settleAll } from './house-stage.ts';
import type { DemoStep, Stage } from './stage.ts';

/** The first of the earlier days, before its first item. */
const FOUNDED = '2026-10-29';
/** What a clearing house keeps of others: no customers. */
const KINDS: readonly MasterKind[] = ['participant', 'bank', 'routing'];
/** Of the days before, every so many items are kept. */
const THIN = 4;

function on(date: BusinessDate) {
  return (time: string, key: string, run: (stage: Stage) => Promise<void>): DemoStep => ({
    at: demoInstant(time, date),
    key: `${date}-${key}`,
    run,
  });
}

/** What comes in for a cycle in the time before it, and its settlement. */
function cycle(
  date: BusinessDate,
  number: number,
  times: readonly string[],
  settled: string,
  thin = 1,
): readonly DemoStep[] {
  const at = on(date);
  const items = houseItems(date, number, thin);
  const parts = times.map((time, place) => {
    const own = items.filter((_, index) => index % times.length === place);
    const key = `cycle-${number}-${place}`;
    return at(time, key, (stage) => exchange(stage, `${date}.${key}`, own));
  });
  const key = `settle-${number}`;
  return [...parts, at(settled, key, (stage) => settleAll(stage, `${date}.${key}`))];
}

function dayBefore(date: BusinessDate): readonly DemoStep[] {
  return [
    ...cycle(date, 1, ['09:10'], '11:02', THIN),
    ...cycle(date, 2, ['13:25'], '15:31', THIN),
    on(date)('18:20', 'closed', (stage) => closeDay(stage, date)),
  ];
}

const at = on(DEMO_DATE);

/** The days before, and the day itself, in order; made when a clearing house's day is played. */
export const houseSteps = (): readonly DemoStep[] => [
  on(FOUNDED)('07:00', 'accounts', (stage) => stage.openAccounts('accounts', houseAccounts())),
  on(FOUNDED)('07:10', 'master', (stage) => bringInMaster(stage, FOUNDED, KINDS)),
  ...earlierDays().flatMap(dayBefore),
  at('06:40', 'backup', (stage) => stage.backUp()),
  ...cycle(DEMO_DATE, 1, ['07:15', '07:40', '08:10'], '08:30'),
  ...cycle(DEMO_DATE, 2, ['08:55', '09:30', '10:05', '11:20', '11:55', '12:15'], '12:30'),
  at('10:20', 'near', (stage) => exchange(stage, 'near-its-cap', NEAR_ITS_CAP)),
  at('10:31', 'beyond', (stage) => exchange(stage, 'beyond-its-cap', [BEYOND_ITS_CAP])),
  at('10:40', 'held', (stage) => exchange(stage, 'held', houseItems(DEMO_DATE, 9, 12), 'prepare')),
  at('11:05', 'let-go', (stage) => exchange(stage, 'held', houseItems(DEMO_DATE, 9, 12))),
  ...cycle(DEMO_DATE, 3, ['12:40', '13:05', '13:35'], '13:58'),
  at('13:50', 'short', (stage) => exchange(stage, 'beyond-its-cover', BEYOND_ITS_COVER)),
  at('14:12', 'funds', (stage) => bringFunds(stage, 'funds', FUNDS_IN)),
  at('14:16', 'settle-3-again', (stage) => settleAll(stage, 'settle-3-again')),
  ...cycle(DEMO_DATE, 4, ['14:40', '15:30', '16:25'], '17:00'),
  at('18:18', 'closed', (stage) => closeDay(stage, DEMO_DATE)),
];
