// The forms in which the trail is taken out of a book.

export const TRAIL_FORMATS = ['jsonl', 'csv'] as const;
export type TrailFormat = (typeof TRAIL_FORMATS)[number];
