// The lockfile as the supply-chain commands read it: every package with its version, what it needs,
// its checksum and whether it would run something when it is installed.
import { z } from 'zod';

const names = z.record(z.string(), z.string()).default({});

const Entry = z.object({
  name: z.string().optional(),
  version: z.string(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().default(false),
  optional: z.boolean().default(false),
  link: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
  dependencies: names,
  optionalDependencies: names,
});

const Lockfile = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), z.unknown()),
});

export type LockedPackage = {
  /** Where it lies, as `node_modules/a/node_modules/b`. */
  readonly path: string;
  /** As the registry names it: an alias is resolved. */
  readonly name: string;
  readonly version: string;
  /** `sha512-…` in base64; null when the lockfile has none. */
  readonly integrity: string | null;
  /** Set when it does not come from the registry's own name and version. */
  readonly resolved: string | null;
  readonly license: string | null;
  readonly dev: boolean;
  readonly optional: boolean;
  readonly hasInstallScript: boolean;
  /** Names of what it needs, also where that is optional. */
  readonly needs: readonly string[];
};

/** Every package of a lockfile (version 3), ordered by its place; throws where it is no such file. */
export function readLockfile(text: string): readonly LockedPackage[] {
  const { packages } = Lockfile.parse(JSON.parse(text));
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, found]) => {
      const entry = Entry.parse(found);
      return {
        path,
        name: entry.name ?? nameAt(path),
        version: entry.version,
        integrity: entry.integrity ?? null,
        resolved: entry.resolved ?? null,
        license: entry.license ?? null,
        dev: entry.dev,
        optional: entry.optional,
        hasInstallScript: entry.hasInstallScript,
        needs: [...Object.keys(entry.dependencies), ...Object.keys(entry.optionalDependencies)],
      };
    });
}

export function nameAt(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** The package that `name` means for who stands at `from`: the nearest on the way up. */
export function resolveFrom(
  byPath: ReadonlyMap<string, LockedPackage>,
  from: string,
  name: string,
): LockedPackage | null {
  let at = from;
  for (;;) {
    const found = byPath.get(at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`);
    if (found !== undefined || at === '') return found ?? null;
    at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')));
  }
}

/** What a lockfile may not hold: something from elsewhere, without a strong checksum, or linked. */
export function lockfileFindings(packages: readonly LockedPackage[]): readonly string[] {
  return packages.flatMap(({ path, integrity, resolved }) => {
    const found: string[] = [];
    if (integrity === null || !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity)) {
      found.push(`${path} has no SHA-512`);
    }
    if (resolved !== null && !resolved.startsWith('https://registry.npmjs.org/')) {
      found.push(`${path} comes from ${resolved}`);
    }
    return found;
  });
}

/** Packages that would run something when they are installed and that nobody has denied it. */
export function undeniedScripts(
  packages: readonly LockedPackage[],
  allowScripts: { readonly [name: string]: boolean },
): readonly string[] {
  const allowed = Object.entries(allowScripts).flatMap(([name, allows]) =>
    allows ? [`${name} is allowed to run its scripts`] : [],
  );
  const unknown = packages
    .filter(({ hasInstallScript }) => hasInstallScript)
    .filter(({ path }) => allowScripts[nameAt(path)] !== false)
    .map(({ path }) => `${path} has an install script that is not denied`);
  return [...allowed, ...unknown];
}
