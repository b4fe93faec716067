// A part of Electron that a test plays itself: it has what the code under test may ask for, and
// whatever else is asked of it fails as a missing function does.

/** `parts` in place of the whole. */
export function played<Whole>(parts: object): Whole {
  return parts as Whole;
}
