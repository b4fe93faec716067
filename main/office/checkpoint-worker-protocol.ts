// What the office and the checkpointing thread say to each other.

export type CheckpointRequest = { readonly kind: 'look' } | { readonly kind: 'stop' };

export type CheckpointAnswer =
  /** How many pages of the log are not in the book yet. */
  | { readonly kind: 'looked'; readonly left: number }
  /** The writer then does it itself, later and in one piece. */
  | { readonly kind: 'failed'; readonly detail: string };
