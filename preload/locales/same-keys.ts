// A language has exactly the keys of English: one missing or one too many is a compile error.

/** The shape of a tree of texts, with any words in it. */
export type SameKeys<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : SameKeys<Tree[Key]>;
};
