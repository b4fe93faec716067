// Where the window stood: kept in a small file beside the book, believed only as far as it is sound
// and as the displays of today can show it.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type Area = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type WindowState = { readonly area: Area; readonly maximized: boolean };

export const SMALLEST = { width: 960, height: 600 } as const;
const USUAL = { width: 1440, height: 900 } as const;
/** How much of a title bar must be on a display, so that a hand can get hold of it. */
const GRIP = { width: 120, height: 24 } as const;

/** The state in a file's text, or null when it is not one. */
export function readWindowState(text: string): WindowState | null {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof found !== 'object' || found === null) return null;
  const { x, y, width, height, maximized } = Object.assign(
    { x: null, y: null, width: null, height: null, maximized: false },
    found,
  );
  if (!isCoordinate(x) || !isCoordinate(y)) return null;
  if (!isCoordinate(width) || !isCoordinate(height)) return null;
  return { area: { x, y, width, height }, maximized: maximized === true };
}

function isCoordinate(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) < 100_000;
}

/**
 * Where the window opens: where it stood when a display of today shows its grip, else in the middle
 * of the first display, never larger than it and never smaller than {@link SMALLEST}.
 */
export function placeWindow(kept: WindowState | null, displays: readonly Area[]): WindowState {
  const shown = kept !== null && displays.some((display) => showsGrip(display, kept.area));
  const first = displays[0] ?? { x: 0, y: 0, ...USUAL };
  const home = shown ? (displays.find((each) => showsGrip(each, kept.area)) ?? first) : first;
  const wanted = kept?.area ?? { x: 0, y: 0, ...USUAL };
  const width = Math.max(SMALLEST.width, Math.min(wanted.width, home.width));
  const height = Math.max(SMALLEST.height, Math.min(wanted.height, home.height));
  const maximized = kept?.maximized ?? false;
  if (shown) return { area: { x: wanted.x, y: wanted.y, width, height }, maximized };
  const x = home.x + Math.max(0, Math.floor((home.width - width) / 2));
  const y = home.y + Math.max(0, Math.floor((home.height - height) / 2));
  return { area: { x, y, width, height }, maximized };
}

function showsGrip(display: Area, area: Area): boolean {
  const across =
    Math.min(display.x + display.width, area.x + area.width) - Math.max(display.x, area.x);
  const isOnTop = area.y >= display.y && area.y + GRIP.height <= display.y + display.height;
  return across >= GRIP.width && isOnTop;
}

/** The state kept in `file`, or null. */
export function loadWindowState(file: string): WindowState | null {
  try {
    return readWindowState(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Keeps the state; a disk that will not take it costs the person a window in its usual place. */
export function saveWindowState(file: string, { area, maximized }: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, JSON.stringify({ ...area, maximized }), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    return;
  }
}
