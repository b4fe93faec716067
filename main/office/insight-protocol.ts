// What the office asks the thread of measures, and what it answers.
import type { Input, Output } from '../../preload/contract/contract.ts';

export type InsightQuestions = {
  series: { readonly input: Input<'insightSeries'>; readonly answer: Output<'insightSeries'> };
  now: {
    readonly input: Input<'insightNow'> & {
      /** The office's own time, which in a demonstration is not that of the machine. */
      readonly at: number;
      /** When the rail takes nothing more today, and as the wall shows it. */
      readonly cutOffAt: number;
      readonly cutOff: string;
      readonly businessDate: string;
      /** Payments of submitted files that are not judged yet: no row tells of them. */
      readonly unjudged: number;
      /** Whether the person has the compliance right. */
      readonly knows: boolean;
    };
    readonly answer: Output<'insightNow'>;
  };
};
