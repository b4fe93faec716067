// Who is in the book that was kept long ago: somebody who left, and what the others sign in with.

export const LEFT = 'Wilhelmine Grosskopf';
export const PASSPHRASE = 'tin kettle 9 orbit';
