// The twenty business days before the demonstration's own: a file a day on its whole way, three of
// them at one item in ten, and orders for later days that wait in the warehouse.
import { businessDayBefore, nextBusinessDay, TARGET } from '../../domain/calendars.ts';
import type { BusinessDate } from '../../domain/dates.ts';
import { DEMO_DATE, demoInstant } from '../../domain/demo-scenes.ts';
import { closeDay } from './back-office.ts';
import { chance } from './chance.ts';
import { earlierFile, type FilePlan, fileOf, laterFile } from './day-files.ts';
import { pain001Text } from './pain001-text.ts';
import type { DemoStep, Stage } from './stage.ts';

const DAYS = 20;
/** The last days are kept at a tenth of a day's items, those before at a hundredth. */
const FULLER_DAYS = 3;
const FULLER_ITEMS = 3_800;
const WAREHOUSED_DAYS = 6;
const WAREHOUSED_PER_DAY = 1_500;

/** The business days before the demonstration's own, oldest first. */
export function earlierDays(): readonly BusinessDate[] {
  const days: BusinessDate[] = [];
  for (let day: BusinessDate = DEMO_DATE; days.length < DAYS; ) {
    day = businessDayBefore(TARGET, day);
    days.unshift(day);
  }
  return days;
}

/** The steps of all days before. */
export function earlierSteps(): readonly DemoStep[] {
  const days = earlierDays();
  return [
    ...days.flatMap((day, place) => dayBefore(day, place >= DAYS - FULLER_DAYS)),
    ...warehouse(days.at(-1) ?? DEMO_DATE),
  ];
}

/** A day before: a file in, what people decide of it, out, two items back, settled, applied. */
function dayBefore(date: BusinessDate, isFuller: boolean): readonly DemoStep[] {
  const items = isFuller ? FULLER_ITEMS : 60 + (chance('items', date) % 90);
  const key = (what: string): string => `${date}-${what}`;
  const at = (time: string, what: string, run: (stage: Stage) => Promise<void>): DemoStep => ({
    at: demoInstant(time, date),
    key: key(what),
    run,
  });
  const plan = earlierFile(date, items);
  const minute = (from: number, what: string): string =>
    String(from + (chance(what, date) % 20)).padStart(2, '0');
  return [
    at(`08:${minute(10, 'in')}`, 'in', (stage) =>
      stage.submit(key('file'), `${plan.messageId}.xml`, () => pain001Text(fileOf(plan), date)),
    ),
    at(`09:${minute(5, 'out')}`, 'out', async (stage) => {
      await stage.dispatch(key('file'));
      await stage.acknowledge(key('file'));
      await stage.rejectByRail(key('rejects'), key('file'), isFuller ? 8 : 2);
    }),
    at(`12:${minute(15, 'close')}`, 'close', (stage) =>
      stage.closeCycle(key('cycle'), comesIn(plan, date)),
    ),
    at(`12:${minute(38, 'settle')}`, 'settle', (stage) => stage.settleCycle(key('cycle'))),
    at(`10:${minute(30, 'repair')}`, 'repair', (stage) => stage.giveBack(key('back'), key('file'))),
    at('14:05', 'apply', (stage) => stage.applyInward(key('inward'), 4)),
    at('18:20', 'closed', (stage) => closeDay(stage, date)),
  ];
}

/** What other banks sent on that day, for what left: minor units. */
function comesIn(plan: FilePlan, date: BusinessDate): bigint {
  // Made when it is asked for: every office reads this list of steps, also that of a live book.
  const out = fileOf(plan).items.reduce((sum, { minor }) => sum + minor, 0n);
  return (out * BigInt(80 + (chance('gross', date) % 40))) / 100n;
}

/** Orders for the days after the demonstration's own, handed in together on the evening before it. */
function warehouse(eve: BusinessDate): readonly DemoStep[] {
  const days: BusinessDate[] = [];
  for (let day: BusinessDate = DEMO_DATE; days.length < WAREHOUSED_DAYS; ) {
    day = nextBusinessDay(TARGET, day);
    days.push(day);
  }
  const files = days.map((due) => ({
    key: `due-${due}`,
    fileName: `SKM-DUE-${due}.xml`,
    text: () => pain001Text(fileOf(laterFile(due, WAREHOUSED_PER_DAY)), due),
  }));
  const run = (stage: Stage): Promise<void> => stage.submitTogether(files);
  return [{ at: demoInstant('16:20', eve), key: 'due', run }];
}
