// Simplified Chinese: every word a person reads, keyed by code, with exactly the keys of English.
import type { en } from './en.ts';
import type { SameKeys } from './same-keys.ts';
import { zhDomain } from './zh-CN-domain.ts';
import { zhOutcomes } from './zh-CN-outcomes.ts';
import { zhProblems } from './zh-CN-problems.ts';
import { zhScreens } from './zh-CN-screens.ts';

export const zhCN = {
  domain: zhDomain,
  outcomes: zhOutcomes,
  problem: zhProblems,
  screens: zhScreens,
} as const satisfies SameKeys<typeof en>;
