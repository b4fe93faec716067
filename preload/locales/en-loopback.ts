// English: what the loopback shell says on the terminal it was started from.
import type { LoopbackTexts } from './loopback-text.ts';

export const enLoopback = {
  address: 'Open this address in a browser on this workstation, within a minute; it works once:',
  another_address: 'Press Enter for a new address, Ctrl+C to end.',
  window_open: 'The console is open in its own window; closing it ends Counterfoil.',
  window_failed: 'The browser did not open a window.',
  no_browser:
    'No Chromium, Chrome or Edge was found; COUNTERFOIL_BROWSER can name one. The console is served for any browser.',
  root_refused:
    'As root the console opens only with COUNTERFOIL_ALLOW_ROOT=1: start it as yourself instead.',
  book_in_use: 'The book is in use by {{person}} ({{shell}}), since {{since}}.',
  office_failed: 'The book could not be opened: {{detail}}',
  office_gone: 'The office stopped and was not started again: {{detail}}',
  usage: 'Usage: [--data DIR] [--lang en|zh-CN] [--demo] [--key-file FILE]',
} satisfies LoopbackTexts;
