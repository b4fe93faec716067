// Builds, beside the console, the programs that tests start as processes: each is one file, since
// reading hundreds of sources anew in every process costs more than most tests do.

import { rm } from 'node:fs/promises';
import { build } from 'vite';
import { BUILT_PROGRAMS, PROGRAMS } from '../test/programs.ts';
import { bundled, officePrograms } from './bundle.ts';

await rm(BUILT_PROGRAMS, { recursive: true, force: true });
await import('./build.ts');
const named = new Map<string, string>(Object.entries(PROGRAMS));
const sources = new Set([...named.keys(), ...(await officePrograms())]);
await Promise.all(
  [...sources].map((source) => {
    const name = named.get(source) ?? '[name]';
    return build(bundled({ source, name, folder: BUILT_PROGRAMS }));
  }),
);
