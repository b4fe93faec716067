// Which columns beside the chain it is committed to, and where each commitment lies.
import { PEOPLE_COMMITMENTS } from './layout-people.ts';

/** Personal data and the commitment to it: fields in the order in which they are hashed. */
export type Commitment = {
  readonly table: string;
  readonly key: string;
  readonly owner: string;
  readonly commitment: string;
  readonly fields: readonly string[];
};

export const COMMITMENTS: readonly Commitment[] = [
  {
    table: 'account_names',
    key: 'account',
    owner: 'accounts',
    commitment: 'name_commitment',
    fields: ['name'],
  },
  {
    table: 'batch_files',
    key: 'batch',
    owner: 'batches',
    commitment: 'file_commitment',
    fields: ['file_name', 'initiating_party'],
  },
  {
    table: 'debtors',
    key: 'payment_information',
    owner: 'payment_informations',
    commitment: 'debtor_commitment',
    fields: ['name', 'account', 'agent'],
  },
  {
    table: 'creditors',
    key: 'payment',
    owner: 'payments',
    commitment: 'creditor_commitment',
    fields: ['name', 'account', 'agent', 'country', 'remittance', 'purpose'],
  },
  {
    table: 'remark_texts',
    key: 'deed',
    owner: 'remarks',
    commitment: 'commitment',
    fields: ['text'],
  },
  {
    table: 'master_values',
    key: 'version',
    owner: 'master_versions',
    commitment: 'commitment',
    fields: ['content', 'terms'],
  },
  ...PEOPLE_COMMITMENTS,
];
