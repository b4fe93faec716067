// Which files are taken out of a book by asking a reading method for them, and who may: one table, from
// which the contract, the threshold, the deed and the words of the trail read.
import type { Permission } from './permissions.ts';

/**
 * Each file by the method of the contract that its content comes from, and what its taker must hold.
 * The methods give nothing before the file was noted, but for the last two: the report of overrides and
 * the figures of a chart are a screen's, and noted when somebody saves them.
 */
export const FILES_OUT = {
  exportMaster: 'maintain',
  pain002: 'see_payments',
  coreJournal: 'see_ledger',
  accountStatement: 'see_ledger',
  signHandOver: 'approve',
  overrideList: 'see_book',
  insightSeries: 'see_payments',
} as const satisfies Record<string, Permission>;

export type FileOf = keyof typeof FILES_OUT;

const isFileOf = (name: unknown): name is FileOf =>
  typeof name === 'string' && Object.hasOwn(FILES_OUT, name);
export const FILES_OUT_NAMES: readonly FileOf[] = Object.keys(FILES_OUT).filter(isFileOf);

/** What is carried from branch to branch: the batch that left, or the word on one that came. */
export const HANDED_FILES = ['hand_over', 'receipt'] as const;
export type HandedFile = {
  readonly kind: (typeof HANDED_FILES)[number];
  /** The number of the hand-over, or of what came. */
  readonly id: number;
};

/** Such a file by its name in the trail. */
export function handedName({ kind, id }: HandedFile): string {
  return `${kind} ${id}`;
}

/** What {@link handedName} named; null of any other name. */
export function handedOfName(name: string): HandedFile | null {
  const [word, id = '', ...more] = name.split(' ');
  const kind = HANDED_FILES.find((each) => each === word);
  if (kind === undefined || more.length > 0 || !/^[1-9]\d{0,14}$/.test(id)) return null;
  return { kind, id: Number(id) };
}

/** The charts of how payments flow. */
export const FLOW_CHARTS = ['throughput', 'value', 'latency', 'parts', 'outcomes'] as const;
export type FlowChart = (typeof FLOW_CHARTS)[number];

export function isFlowChart(name: string): name is FlowChart {
  return FLOW_CHARTS.some((chart) => chart === name);
}

/**
 * Which file, as the trail keeps it: by ids and codes, for it is never erased. `name` is what it is of
 * where that is no batch and no account: a kind of master data, a day, a chart, what is handed over. ''
 * and null stand for none.
 */
export type FileOut = {
  readonly of: FileOf;
  readonly name: string;
  readonly format: string;
  readonly batchId: number | null;
  readonly accountId: number | null;
};

const NOTHING = { name: '', format: '', batchId: null, accountId: null } as const;

/** A file of which only `parts` are to be said. */
export function fileOut(of: FileOf, parts: Partial<Omit<FileOut, 'of'>> = {}): FileOut {
  return { ...NOTHING, ...parts, of };
}

/** What a deed bound, of the same file always the same. */
export function boundFile({ of, name, format, batchId, accountId }: FileOut) {
  return [of, name, format, batchId, accountId] as const;
}

/** The file that the answer of a deed names; null of a damaged one. */
export function fileOfAnswer(answer: string): FileOut | null {
  let said: unknown;
  try {
    said = JSON.parse(answer);
  } catch {
    return null;
  }
  if (typeof said !== 'object' || said === null || !('of' in said) || !isFileOf(said.of))
    return null;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const id = (value: unknown): number | null =>
    Number.isSafeInteger(value) ? Number(value) : null;
  return {
    of: said.of,
    name: 'name' in said ? text(said.name) : '',
    format: 'format' in said ? text(said.format) : '',
    batchId: 'batchId' in said ? id(said.batchId) : null,
    accountId: 'accountId' in said ? id(said.accountId) : null,
  };
}
