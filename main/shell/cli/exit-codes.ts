// How a command ends (design.md, "The command line and its JSON").
export const EXIT = {
  done: 0,
  refused: 1,
  usage: 2,
  bookInUse: 3,
  fault: 4,
  auditFailed: 5,
} as const;

export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** The graver of two ends of one command over several files. */
export function worse(a: Exit, b: Exit): Exit {
  return a === EXIT.fault || b === EXIT.fault ? EXIT.fault : a > b ? a : b;
}
