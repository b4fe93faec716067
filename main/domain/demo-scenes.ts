// The demonstration's day (domain.md §5) as every room knows it: its date, when its clock begins, at
// which speeds it runs, and the scenes that it can be taken to. Only scenes that have a screen are
// here.
import type { BookRole } from './chart-of-accounts.ts';

/** Thursday 26 November 2026: TARGET is open, the United States have a holiday. */
export const DEMO_DATE = '2026-11-26';

/** Where the demo bank is: its clock is read as on the wall there, wherever it is shown. */
export const DEMO_ZONE = 'Europe/Berlin';

/** The instant of a time on the demo bank's wall, milliseconds UTC. Frankfurt has winter time. */
export function demoInstant(time: string, date: string = DEMO_DATE): number {
  return Date.parse(`${date}T${time}:00+01:00`);
}

/** When a demonstration's clock begins, unless a scene is asked for. */
export const DEMO_BEGINS = demoInstant('10:42');

/** The submission id of the deed that a played demonstration begins with, after its mark. */
export const DEMO_FIRST_DEED = 'demo.accounts';

/** How many times faster than the wall's the demo clock may run. */
export const DEMO_SPEEDS = [1, 10, 60] as const;
export type DemoSpeed = (typeof DEMO_SPEEDS)[number];

/** The screens on which a scene is seen. */
export type DemoScreen = 'queue' | 'batch' | 'review' | 'settlement' | 'insight' | 'audit';

/** What each scene of the demo bank's day shows, by the time at which it has happened. */
const BRANCH_SCENES = {
  '06:45': 'audit',
  '08:10': 'batch',
  '08:50': 'batch',
  '10:42': 'queue',
  '12:30': 'settlement',
  '13:20': 'review',
  '15:30': 'settlement',
  '16:20': 'insight',
  '18:20': 'settlement',
} as const satisfies Record<string, DemoScreen>;

/** The same for the day of the demo clearing house. */
const HOUSE_SCENES = {
  '08:30': 'settlement',
  '10:42': 'settlement',
  '12:30': 'settlement',
  '14:00': 'settlement',
  '14:20': 'settlement',
  '18:20': 'settlement',
} as const satisfies Record<string, DemoScreen>;

export type BranchScene = keyof typeof BRANCH_SCENES;
export type HouseScene = keyof typeof HOUSE_SCENES;
export type DemoScene = BranchScene | HouseScene;

const SCENES: Record<BookRole, { readonly [scene in DemoScene]?: DemoScreen }> = {
  participant: BRANCH_SCENES,
  clearing: HOUSE_SCENES,
};

/** Every scene of either day, in the order of the clock. */
export const DEMO_SCENE_NAMES: readonly DemoScene[] = [
  ...new Set([...Object.keys(BRANCH_SCENES), ...Object.keys(HOUSE_SCENES)].filter(isDemoScene)),
].sort();

/** The scenes that the day of `role` can be taken to, in the order of the clock. */
export function scenesOf(role: BookRole): readonly DemoScene[] {
  return DEMO_SCENE_NAMES.filter((scene) => screenOf(role, scene) !== null);
}

/** The screen on which a scene is seen; null where the day of `role` has none of that name. */
export function screenOf(role: BookRole, scene: DemoScene): DemoScreen | null {
  return SCENES[role][scene] ?? null;
}

export function isDemoScene(text: string): text is DemoScene {
  return Object.hasOwn(BRANCH_SCENES, text) || Object.hasOwn(HOUSE_SCENES, text);
}
