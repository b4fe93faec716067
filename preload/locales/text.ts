// The shapes that both languages fill. A record over a type of the program makes a missing text a
// compile error; codes that only files produce are checked by the tests.
import type { AccountKind, AccountStatus } from '../../main/domain/chart-of-accounts.ts';
import type { DayWorkKind } from '../../main/domain/day-work.ts';
import type { ShownStatus, ShownWorklist } from '../../main/domain/disclosure.ts';
import type { EventWhy } from '../../main/domain/event-whys.ts';
import type { FileOf } from '../../main/domain/files-out.ts';
import type { MASTER_KINDS, MasterKind } from '../../main/domain/master/kinds.ts';
import type { PaymentDeed } from '../../main/domain/payment-deeds.ts';
import type { Role } from '../../main/domain/permissions.ts';
import type { AmountName, BoundAccount, HoldName } from '../../main/domain/posting-rules.ts';
import type { EventCode } from '../../main/domain/posting-table.ts';
import type { RetentionClass } from '../../main/domain/retention.ts';
import type { SettlementBlock, SettlementPurpose } from '../../main/domain/settlement-blocks.ts';
import type { StartCheck, WaitsFor } from '../../main/domain/start-checks.ts';
import type { TransferFaultCode } from '../../main/domain/transfer-faults.ts';
import type { WhyCode } from '../../main/domain/why.ts';
import type { ToldNotDone } from '../../main/domain/why-not-done.ts';
import type { EquationTerm } from '../../main/domain/worklists.ts';
import type { Input, RefusalCode } from '../contract/contract.ts';

/**
 * What a person is told: one line, and if need be what it means and what to do next. `{{name}}`
 * stands for data of the code.
 */
export type Text = {
  readonly primary: string;
  readonly detail?: string;
  readonly hint?: string;
};

/** Texts by code; `Code` lists those that the compiler knows, more may stand beside them. */
export type TextsOf<Code extends string> = { readonly [code in Code]: Text };
export type LinesOf<Code extends string> = { readonly [code in Code]: string };

/** A row's code as a key of these tables, in which a point leads on to another table. */
type KeyOf<Code extends string> = Code extends `${infer Row}.${infer Part}`
  ? `${Row}_${Part}`
  : Code;

/** Codes of the domain that screens name in a word or a line. */
export type DomainTexts = {
  readonly status: LinesOf<ShownStatus>;
  readonly term: LinesOf<EquationTerm | ShownWorklist | 'received' | 'returned'>;
  readonly worklist: LinesOf<ShownWorklist>;
  readonly why: LinesOf<WhyCode>;
  readonly block: LinesOf<SettlementBlock['code']>;
  readonly purpose: LinesOf<SettlementPurpose>;
  readonly accountKind: LinesOf<AccountKind>;
  /** Behind a number: accounts of a kind that there are many of. */
  readonly accountKinds: LinesOf<'customer' | 'participant_position' | 'participant_settlement'>;
  readonly dayWork: LinesOf<DayWorkKind>;
  readonly role: LinesOf<Role>;
  readonly paymentDeed: LinesOf<PaymentDeed>;
  /** Why a rule or check stopped a payment. */
  readonly reason: LinesOf<TransferFaultCode> & { readonly [code: string]: string };
  /** ISO 20022 external status reasons, by code. */
  readonly reasonCode: { readonly [code: string]: string };
  readonly deed: { readonly [deed: string]: string };
  /** What was taken out as a file. */
  readonly fileOut: LinesOf<FileOf>;
  /** What a deed that waits comes to. */
  readonly effect: { readonly [what: string]: string };
  /** Every row of the posting table, with `_` for the point of its code. */
  readonly event: LinesOf<KeyOf<EventCode>>;
  /** The parts of that table, by their letter. */
  readonly eventPart: { readonly [part: string]: string };
  /** The accounts, amounts and holds that an event names. */
  readonly amountName: LinesOf<AmountName>;
  readonly boundAccount: LinesOf<BoundAccount>;
  readonly holdName: LinesOf<HoldName>;
  /** Why an event would not be booked: the end of a sentence. */
  readonly eventWhy: LinesOf<EventWhy>;
  readonly accountStatus: LinesOf<AccountStatus>;
  /** What the rail is found to have done with what waited since a restore. */
  readonly railWord: LinesOf<Input<'releaseOutgoing'>['word']>;
  /** Why what was asked for could not be carried out. */
  readonly notDone: LinesOf<ToldNotDone>;
  readonly retentionClass: LinesOf<RetentionClass>;
  /** What is looked at before the first deed, and what it means when it is not so. */
  readonly startCheck: LinesOf<WaitsFor>;
  readonly startCheckFailed: LinesOf<StartCheck>;
  readonly masterKind: MasterTexts['kind'];
  readonly masterField: MasterTexts['field'];
  readonly masterValue: MasterTexts['value'];
  readonly masterState: MasterTexts['state'];
  readonly setting: { readonly [name: string]: string };
  readonly layer: LinesOf<'hold' | 'post' | 'post_hold' | 'void_hold' | 'expire_hold'>;
};

type MasterFields = (typeof MASTER_KINDS)[MasterKind]['fields'];
type FieldName = MasterFields extends infer F
  ? F extends object
    ? keyof F & string
    : never
  : never;
type StepName = 'staging' | 'proposed' | 'confirmed' | 'rejected' | 'withdrawn';

/** Kinds of master data, their fields, the values of choices, and how a change stands. */
export type MasterTexts = {
  readonly kind: LinesOf<MasterKind>;
  readonly field: LinesOf<FieldName | 'ended'>;
  readonly value: { readonly [value: string]: string };
  readonly state: LinesOf<StepName>;
};

export type OutcomeTexts = {
  readonly refusal: TextsOf<RefusalCode>;
  /** Faults by code; `unexpected` stands for every code without a text. */
  readonly fault: TextsOf<'unexpected' | 'channel_closed'> & { readonly [code: string]: Text };
};

export type ProblemTexts = { readonly [code: string]: string };
