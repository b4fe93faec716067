// Which values of a line no line reaches.

/** Places of the values with nothing on either side, in order: each is drawn as a dot of its own. */
export function alone(values: ArrayLike<number | null | undefined>): number[] {
  const isThere = (at: number): boolean => typeof values[at] === 'number';
  const places = Array.from(values, (_, at) => at);
  return places.filter((at) => isThere(at) && !isThere(at - 1) && !isThere(at + 1));
}
