// The measures as columns of a decision, and how they are read back.
import { known } from '../domain/assert.ts';
import {
  MEASURE_WINDOWS,
  type Measures,
  type MeasureWindow,
  type PartyMeasures,
  type WindowMeasures,
} from '../domain/measures.ts';
import type { ColumnsView } from '../stream/columns.ts';
import { minorOf } from './minor-of.ts';

export type Party = 'account' | 'counterparty';
type PartyNumber = 'FirstSeenAt' | 'DormantDays';
type Count = 'PaidCount' | 'ReceivedCount' | 'Counterparties' | 'JustUnder';
type Sum = 'PaidSum' | 'ReceivedSum';

type WindowColumns = {
  readonly [name in `${Party}${Count}${MeasureWindow}`]: 'u32';
} & { readonly [name in `${Party}${Sum}${MeasureWindow}`]: 'i64' };
type PartyColumns = { readonly [name in `${Party}${PartyNumber}`]: 'f64' };

export type MeasureColumns = WindowColumns &
  PartyColumns & {
    /** 1 where the payment was measured. */
    readonly measured: 'u8';
    readonly counterpartyMeasured: 'u8';
    readonly relayedFrom: 'i64';
    /** Of the debtor's account, before this payment; in minor units. */
    readonly usualCount: 'u32';
    readonly usualMean: 'f64';
    readonly usualDeviation: 'f64';
    readonly usualGreatest: 'f64';
    /** Of the payments of the debtor's account that follow one another, this one included. */
    readonly burstCount: 'u32';
    readonly burstSum: 'i64';
  };

export type MeasuresView = Pick<
  ColumnsView<MeasureColumns>,
  'i64' | 'f64' | 'u32' | 'u8' | 'cells'
>;

const PARTIES = ['account', 'counterparty'] as const;
const COUNTS = ['PaidCount', 'ReceivedCount', 'Counterparties', 'JustUnder'] as const;
const SUMS = ['PaidSum', 'ReceivedSum'] as const;

/** The columns of all windows of both parties. Their names are made, so their types are stated. */
function windowColumns(): MeasureColumns {
  const columns: { [name: string]: 'u32' | 'i64' | 'f64' | 'u8' } = {
    measured: 'u8',
    counterpartyMeasured: 'u8',
    relayedFrom: 'i64',
    usualCount: 'u32',
    usualMean: 'f64',
    usualDeviation: 'f64',
    usualGreatest: 'f64',
    burstCount: 'u32',
    burstSum: 'i64',
  };
  for (const party of PARTIES) {
    columns[`${party}FirstSeenAt`] = 'f64';
    columns[`${party}DormantDays`] = 'f64';
    for (const window of MEASURE_WINDOWS) {
      for (const count of COUNTS) columns[`${party}${count}${window}`] = 'u32';
      for (const sum of SUMS) columns[`${party}${sum}${window}`] = 'i64';
    }
  }
  return columns as MeasureColumns;
}

export const MEASURE_COLUMNS = windowColumns();

/** The measures in `row`, or null where the payment was not measured. */
export function readMeasures(view: MeasuresView, row: number): Measures | null {
  if (view.u8('measured')[row] !== 1) return null;
  const at = <T>(cells: { readonly [row: number]: T | undefined }): T =>
    known(cells[row], 'the row lies in the batch');
  const isWhole = view.u8('counterpartyMeasured')[row] === 1;
  return {
    account: readParty(view, 'account', row),
    counterparty: isWhole ? readParty(view, 'counterparty', row) : null,
    usual: {
      count: at(view.u32('usualCount')),
      mean: minorOf(at(view.f64('usualMean'))),
      deviation: minorOf(at(view.f64('usualDeviation'))),
      greatest: minorOf(at(view.f64('usualGreatest'))),
    },
    burst: { count: at(view.u32('burstCount')), sum: at(view.i64('burstSum')) },
    relayedFrom: Number(at(view.i64('relayedFrom'))),
  };
}

function readParty(view: MeasuresView, party: Party, row: number): PartyMeasures {
  const at = <T>(cells: { readonly [row: number]: T | undefined }): T =>
    known(cells[row], 'the row lies in the batch');
  const windowOf = (window: MeasureWindow): WindowMeasures => ({
    paidCount: at(view.u32(`${party}PaidCount${window}`)),
    paidSum: at(view.i64(`${party}PaidSum${window}`)),
    receivedCount: at(view.u32(`${party}ReceivedCount${window}`)),
    receivedSum: at(view.i64(`${party}ReceivedSum${window}`)),
    counterparties: at(view.u32(`${party}Counterparties${window}`)),
    justUnderThreshold: at(view.u32(`${party}JustUnder${window}`)),
  });
  return {
    windows: {
      '1m': windowOf('1m'),
      '1h': windowOf('1h'),
      '24h': windowOf('24h'),
      '7d': windowOf('7d'),
      '30d': windowOf('30d'),
    },
    firstSeenAt: at(view.f64(`${party}FirstSeenAt`)),
    dormantDays: at(view.f64(`${party}DormantDays`)),
  };
}

/** The columns of one party, resolved once per batch, to be filled row by row. */
export type PartyCells = {
  readonly measured: Uint8Array;
  readonly firstSeenAt: Float64Array;
  readonly dormantDays: Float64Array;
  /** In the order of MEASURE_WINDOWS. */
  readonly windows: readonly WindowCells[];
};

export type WindowCells = {
  readonly paidCount: Uint32Array;
  readonly receivedCount: Uint32Array;
  readonly counterparties: Uint32Array;
  readonly justUnder: Uint32Array;
  /** Two words per row. */
  readonly paidSum: Uint32Array | Uint8Array;
  readonly receivedSum: Uint32Array | Uint8Array;
};

export function partyCells(view: MeasuresView, party: Party): PartyCells {
  return {
    measured: view.u8(party === 'account' ? 'measured' : 'counterpartyMeasured'),
    firstSeenAt: view.f64(`${party}FirstSeenAt`),
    dormantDays: view.f64(`${party}DormantDays`),
    windows: MEASURE_WINDOWS.map((window) => ({
      paidCount: view.u32(`${party}PaidCount${window}`),
      receivedCount: view.u32(`${party}ReceivedCount${window}`),
      counterparties: view.u32(`${party}Counterparties${window}`),
      justUnder: view.u32(`${party}JustUnder${window}`),
      paidSum: view.cells(`${party}PaidSum${window}`).words,
      receivedSum: view.cells(`${party}ReceivedSum${window}`).words,
    })),
  };
}
