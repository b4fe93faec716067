// What the office and the thread that audits its book say to each other.
import type { Audit } from '../ledger/audit.ts';
import type { ChainAnchor } from '../ledger/verify-chain.ts';

export type AuditWork = { readonly file: string; readonly anchor: ChainAnchor | null };

export type AuditWord =
  | {
      readonly kind: 'checking';
      readonly name: string;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'verdict'; readonly verdict: Audit };
