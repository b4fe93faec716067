// The bill of materials: every package of the lockfile in CycloneDX 1.6, the same bytes for the same
// lockfile, so that two people who make it can compare.
import { createHash } from 'node:crypto';
import { type LockedPackage, readLockfile, resolveFrom } from './lockfile.ts';

type Manifest = { readonly name: string; readonly version: string; readonly license?: string };

/** The bill as JSON. Its serial number is made from the lockfile, and it names no time. */
export function billOf(manifest: Manifest, lockfile: string): string {
  const packages = readLockfile(lockfile);
  const byPath = new Map(packages.map((each) => [each.path, each]));
  const root = `pkg:npm/${manifest.name}@${manifest.version}`;
  const direct = packages.filter(({ path }) => !path.slice(1).includes('/node_modules/'));
  const needs = new Map<string, Set<string>>();
  for (const each of packages) {
    const own = needs.get(addressOf(each)) ?? new Set<string>();
    needs.set(addressOf(each), own);
    for (const name of each.needs) {
      const found = resolveFrom(byPath, each.path, name);
      if (found !== null) own.add(addressOf(found));
    }
  }
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(lockfile)}`,
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': root,
        name: manifest.name,
        version: manifest.version,
        ...(manifest.license === undefined ? {} : { licenses: [licenceOf(manifest.license)] }),
      },
    },
    components: [...new Map(packages.map((each) => [addressOf(each), each])).values()]
      .sort((a, b) => (addressOf(a) < addressOf(b) ? -1 : 1))
      .map(componentOf),
    dependencies: [
      { ref: root, dependsOn: [...new Set(direct.map(addressOf))].sort() },
      ...[...needs]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([ref, own]) => ({ ref, dependsOn: [...own].sort() })),
    ],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/** A package URL: https://github.com/package-url/purl-spec, type npm. */
function addressOf({ name, version }: LockedPackage): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function componentOf(each: LockedPackage) {
  const slash = each.name.indexOf('/');
  const grouped = each.name.startsWith('@') && slash > 0;
  return {
    type: 'library',
    'bom-ref': addressOf(each),
    ...(grouped ? { group: each.name.slice(0, slash) } : {}),
    name: grouped ? each.name.slice(slash + 1) : each.name,
    version: each.version,
    scope: scopeOf(each),
    ...(each.integrity === null
      ? {}
      : { hashes: [{ alg: 'SHA-512', content: hexOf(each.integrity) }] }),
    ...(each.license === null ? {} : { licenses: [licenceOf(each.license)] }),
    purl: addressOf(each),
  };
}

/** `excluded`: tools and what is bundled by them; only `required` lies in the program as a package. */
function scopeOf({ dev, optional }: LockedPackage): 'required' | 'optional' | 'excluded' {
  if (dev) return 'excluded';
  return optional ? 'optional' : 'required';
}

function licenceOf(licence: string) {
  return /^[A-Za-z0-9.+-]+$/.test(licence) ? { license: { id: licence } } : { expression: licence };
}

function hexOf(integrity: string): string {
  return Buffer.from(integrity.slice(integrity.indexOf('-') + 1), 'base64').toString('hex');
}

/** A UUID made from content (RFC 9562, version 8). */
function uuidOf(content: string): string {
  const bytes = createHash('sha256').update(content).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
