// Versions as this program has them, `1.2.3` and `1.2.3-beta.4`, and which of two is newer.

const VERSION =
  /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})(?:-beta\.(0|[1-9]\d{0,5}))?$/;

/** Nothing after the last number of a beta: the final version comes after all of its betas. */
const FINAL = Number.POSITIVE_INFINITY;

function partsOf(version: string): readonly number[] | null {
  const found = VERSION.exec(version);
  if (found === null) return null;
  const [major, minor, patch, beta] = found.slice(1);
  return [Number(major), Number(minor), Number(patch), beta === undefined ? FINAL : Number(beta)];
}

export function isVersion(text: string): boolean {
  return partsOf(text) !== null;
}

export function isBeta(version: string): boolean {
  const beta = partsOf(version)?.[3];
  return beta !== undefined && beta !== FINAL;
}

/**
 * Below zero when `a` is older than `b`, above zero when it is newer, zero when they are the same;
 * null when either is no version, which must never pass for newer.
 */
export function compareVersions(a: string, b: string): number | null {
  const left = partsOf(a);
  const right = partsOf(b);
  if (left === null || right === null) return null;
  for (const [at, part] of left.entries()) {
    const other = right[at] ?? 0;
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
