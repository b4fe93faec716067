// The icons of the console: one stroke weight, one grid of 16, drawn here so that nothing is loaded.

const PATHS = {
  queue: 'M2.5 4h11M2.5 8h11M2.5 12h7',
  batch: 'M3 5.5 8 3l5 2.5v5L8 13l-5-2.5zM3 5.5 8 8l5-2.5M8 8v5',
  review:
    'M8 3.5c3.2 0 5.3 2.8 6 4.5-.7 1.7-2.8 4.5-6 4.5S2.700 9.700 2 8c.7-1.7 2.8-4.500 6-4.500zM8 6.300a1.700 1.700 0 1 0 0 3.400 1.700 1.700 0 0 0 0-3.400z',
  settlement: 'M8 2.500v11M3 5h10M3 5l-1.500 4.500h3zM13 5l-1.500 4.500h3zM5.500 13.500h5',
  insight: 'M2.500 13.500h11M4 11V8M7 11V4.500M10 11V6.500M13 11V3',
  audit: 'M8 2 13 4v4c0 3-2.200 5-5 6-2.800-1-5-3-5-6V4zM5.800 8l1.600 1.600 2.900-3',
  admin:
    'M2.500 4.500h6M11.500 4.500h2M8.500 3v3h3V3zM2.500 11.500h2M7.500 11.500h6M4.500 10v3h3v-3z',
  search: 'M7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM10 10l3.500 3.500',
  close: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3.500v9M3.500 8h9',
  check: 'M3.500 8.500 6.500 11.500 12.500 4.500',
  double: 'M1.500 8.500 4.500 11.500 9.500 5M7 11l.5.5 6.500-7',
  clock: 'M8 2.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11zM8 5v3.200l2.200 1.300',
  calendar: 'M3 4.500h10v8.500H3zM3 7h10M5.500 2.500v3M10.500 2.500v3',
  wrench:
    'M10.800 2.800a3 3 0 0 0-3.500 4L3 11.100 4.900 13l4.300-4.300a3 3 0 0 0 4-3.500L11.400 7 9 4.600z',
  person: 'M8 3a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5zM3 13.500c.5-3 2.500-4 5-4s4.500 1 5 4',
  pen: 'M3 13l.7-3L11 2.700 13.300 5 6 12.300z',
  drop: 'M8 2.500c2.500 3 4 4.800 4 7a4 4 0 0 1-8 0c0-2.200 1.500-4 4-7z',
  pause: 'M5.500 3.500v9M10.500 3.500v9',
  arrow: 'M2.500 8h10M9 4.500 12.500 8 9 11.500',
  sent: 'M2.500 8 13.500 3 11 13 7.500 9zM7.500 9l6-6',
  handshake: 'M3.500 8.500 6.500 11.500 12.500 4.500M9.500 13h4',
  question: 'M6 6a2 2 0 1 1 2.800 1.900c-.6.3-.8.600-.8 1.300M8 11.700v.1',
  cross: 'M4.500 4.500l7 7M11.500 4.500l-7 7',
  undo: 'M6 4 3 7l3 3M3 7h6.500a3.500 3.500 0 0 1 0 7H8',
  lock: 'M4 7.500h8v6H4zM5.500 7.500V5.500a2.500 2.500 0 0 1 5 0v2',
  dot: 'M8 6.500a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3z',
  alert: 'M8 2.500 14.500 13.500h-13zM8 6.500v3.200M8 11.600v.1',
  info: 'M8 2.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11zM8 7.500v3.500M8 5.200v.1',
  file: 'M4 2.500h5.500L12.500 5.500v8h-8.500zM9.500 2.500v3h3',
  down: 'M4.500 6.500 8 10l3.500-3.500',
  up: 'M4.500 9.500 8 6l3.500 3.500',
  save: 'M8 2.500v7.500M5 7.500l3 3 3-3M3 13.500h10',
  keyboard: 'M1.500 4.500h13v7.500h-13zM4 7h.1M6.700 7h.1M9.300 7h.1M12 7h.1M5 9.700h6',
  sun: 'M8 5.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5zM8 1.500v1.500M8 13v1.500M1.500 8H3M13 8h1.500M3.400 3.400l1.100 1.100M11.500 11.500l1.100 1.100M12.600 3.400l-1.100 1.100M4.500 11.500l-1.100 1.100',
  moon: 'M13 9.500A5.500 5.500 0 0 1 6.500 3a5.500 5.500 0 1 0 6.500 6.500z',
  screen: 'M2 3.500h12v7.500H2zM6 13.500h4M8 11v2.500',
} as const;

export type IconName = keyof typeof PATHS;

/** What an icon draws on its grid of 16, for lists that write their elements themselves. */
export function iconPath(name: IconName): string {
  return PATHS[name];
}

/** Decoration only: the word beside it carries the meaning. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
