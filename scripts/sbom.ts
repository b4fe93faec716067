// `npm run -s sbom`: the bill of materials of the lockfile as CycloneDX JSON, on standard output.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { billOf } from './supply/bill.ts';

const root = join(import.meta.dirname, '..');
const Manifest = z.object({ name: z.string(), version: z.string(), license: z.string() });
const manifest = Manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
process.stdout.write(billOf(manifest, readFileSync(join(root, 'package-lock.json'), 'utf8')));
