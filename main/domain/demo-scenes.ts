// The demonstration's day (domain.md §5) as every room knows it: its date, when its clock begins, at
// which speeds it runs, and the scenes that it can be taken to. Only scenes that have a screen are
// here.

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

/** What each scene shows, by the time at which it has happened. */
export const DEMO_SCENES = {
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

export type DemoScene = keyof typeof DEMO_SCENES;

export const DEMO_SCENE_NAMES = Object.keys(DEMO_SCENES).filter(isDemoScene);

export function isDemoScene(text: string): text is DemoScene {
  return Object.hasOwn(DEMO_SCENES, text);
}
