// Where each payment of a small file rests once it is judged, case by case: what the file says, the
// statuses, and what is left to spend. One table, run in epochs of several sizes.

import type { Block, PaymentLine } from './epochs.ts';

/** Payments of these amounts, with nothing unusual about them. */
export function lines(...amounts: readonly string[]): PaymentLine[] {
  return amounts.map((amount) => ({ amount }));
}

export type Case = {
  readonly name: string;
  readonly block: Partial<Block> & Pick<Block, 'payments'>;
  readonly standing: readonly string[];
  /** What the payer may still spend, and what is booked to the payee in this book. */
  readonly available: string;
  readonly payee?: string;
};

/** The payer has 100.00 in EUR and in USD, the payee 10.00; a file item costs 0.05 in EUR. */
export const CASES: readonly Case[] = [
  {
    name: 'each payment is held with its fee',
    block: { payments: lines('10.00', '20.00') },
    standing: ['accepted', 'accepted'],
    available: '69.90',
  },
  {
    name: 'funds are checked in order: the one that does not fit is rejected, later ones may fit',
    block: { payments: lines('60.00', '60.00', '39.90', '0.01') },
    standing: ['accepted', 'rejected AM04', 'accepted', 'rejected AM04'],
    available: '0.00',
  },
  {
    name: 'a fee that does not fit is funds that do not fit',
    block: { payments: lines('99.96') },
    standing: ['rejected AM04'],
    available: '100.00',
  },
  {
    name: 'a review holds its funds and waits',
    block: { payments: [{ amount: '40.00', outcome: 'review' }] },
    standing: ['in_review'],
    available: '59.95',
  },
  {
    name: 'a review without funds is rejected',
    block: { payments: [{ amount: '140.00', outcome: 'review' }] },
    standing: ['rejected AM04'],
    available: '100.00',
  },
  {
    name: 'declined, in repair and of an unknown debtor hold nothing',
    block: {
      payments: [
        { amount: '1.00', outcome: 'decline', reasonCode: 'AM02' },
        { amount: '2.00', outcome: 'repair', reasonCode: 'AC01' },
        { amount: '3.00' },
      ],
    },
    standing: ['rejected AM02', 'in_repair AC01', 'accepted'],
    available: '96.95',
  },
  {
    name: 'on us is booked to the payee at once, without a fee',
    block: { payments: [{ amount: '40.00', to: 'payee' }] },
    standing: ['settled'],
    available: '60.00',
    payee: '50.00',
  },
  {
    name: 'on us above the limit is held for the payee and waits',
    block: { payments: [{ amount: '40.00', to: 'payee', outcome: 'review' }] },
    standing: ['in_review'],
    available: '60.00',
    payee: '10.00',
  },
  {
    name: 'on us without funds is rejected',
    block: { payments: [{ amount: '100.01', to: 'payee' }] },
    standing: ['rejected AM04'],
    available: '100.00',
    payee: '10.00',
  },
  {
    name: 'a later date waits in the warehouse without a hold',
    block: { date: '2026-11-27', payments: lines('10.00') },
    standing: ['warehoused'],
    available: '100.00',
  },
  {
    name: 'a past date moves to today',
    block: { date: '2026-11-20', payments: lines('10.00') },
    standing: ['accepted'],
    available: '89.95',
  },
  {
    name: 'a batch booking holds once, with the fee of every item',
    block: { batchBooking: true, payments: lines('10.00', '20.00', '30.00') },
    standing: ['accepted', 'accepted', 'accepted'],
    available: '39.85',
  },
  {
    name: 'a batch booking that is short rejects all of it',
    block: { batchBooking: true, payments: lines('10.00', '20.00', '70.00') },
    standing: ['rejected AM04', 'rejected AM04', 'rejected AM04'],
    available: '100.00',
  },
  {
    name: 'a batch booking holds for what is in review, not for what is out',
    block: {
      batchBooking: true,
      payments: [
        { amount: '10.00' },
        { amount: '20.00', outcome: 'review' },
        { amount: '500.00', outcome: 'decline', reasonCode: 'AM02' },
        { amount: '600.00', outcome: 'repair', reasonCode: 'BE04' },
        { amount: '30.00', to: 'payee' },
        { amount: '5.00' },
      ],
    },
    standing: ['accepted', 'in_review', 'rejected AM02', 'in_repair BE04', 'settled', 'accepted'],
    available: '34.85',
    payee: '40.00',
  },
  {
    name: 'a batch booking for a later date waits in the warehouse',
    block: { batchBooking: true, date: '2026-11-30', payments: lines('10.00', '20.00') },
    standing: ['warehoused', 'warehoused'],
    available: '100.00',
  },
  {
    name: 'a batch booking of nothing that passes holds nothing',
    block: {
      batchBooking: true,
      payments: [{ amount: '1.00', outcome: 'decline', reasonCode: 'AM02' }],
    },
    standing: ['rejected AM02'],
    available: '100.00',
  },
  {
    name: 'a payment in another currency of a batch booking is held on its own',
    block: {
      batchBooking: true,
      payments: [{ amount: '10.00' }, { amount: '15.00', currency: 'USD' }, { amount: '20.00' }],
    },
    standing: ['accepted', 'accepted', 'accepted'],
    available: '69.90',
  },
  {
    name: 'a batch booking may begin with a payment in a currency that has no account',
    block: {
      batchBooking: true,
      payments: [{ amount: '9.00', currency: 'JPY' }, { amount: '10.00' }, { amount: '20.00' }],
    },
    standing: ['in_repair AC01', 'accepted', 'accepted'],
    available: '69.90',
  },
];
