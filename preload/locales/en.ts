// English: every word a person reads, keyed by code.
import { enDomain } from './en-domain.ts';
import { enOutcomes } from './en-outcomes.ts';
import { enProblems } from './en-problems.ts';
import { enScreens } from './en-screens.ts';

export const en = {
  domain: enDomain,
  outcomes: enOutcomes,
  problem: enProblems,
  screens: enScreens,
} as const;
