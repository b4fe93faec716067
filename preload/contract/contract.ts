// The contract, once: every method by its name, joined from one file per screen. From it derive
// the client, the handlers, the checks at the edge and the test that walks every key.
import { adminMethods } from './admin.ts';
import { approvalMethods } from './approvals.ts';
import { auditMethods } from './audit.ts';
import { batchMethods } from './batch.ts';
import { carriedMethods } from './carried.ts';
import { clearingMethods } from './clearing.ts';
import { demoMethods } from './demo.ts';
import { eventMethods } from './events.ts';
import { fileMethods } from './files-out.ts';
import { handOverMethods } from './hand-overs.ts';
import { insightMethods } from './insight.ts';
import { keepingMethods } from './keeping.ts';
import { keyMethods } from './keys.ts';
import { ledgerMethods } from './ledger.ts';
import { masterMethods } from './master.ts';
import type {
  ClientOf,
  ContractShape,
  HandlerOf,
  HandlersOf,
  InputOf,
  ItemOf,
  OutputOf,
  RefusalOfMethod,
} from './method.ts';
import { officeMethods } from './office.ts';
import { overrideMethods } from './overrides.ts';
import { peopleMethods } from './people.ts';
import { preferenceMethods } from './preferences.ts';
import { queueMethods } from './queue.ts';
import { requestMethods } from './requests.ts';
import { reviewMethods } from './review.ts';
import { settlementMethods } from './settlement.ts';
import type { AccessRefusal } from './values.ts';

/** The files it is joined from; a test sees to it that no two of them name the same method. */
export const contractParts = [
  batchMethods,
  queueMethods,
  reviewMethods,
  approvalMethods,
  requestMethods,
  overrideMethods,
  carriedMethods,
  handOverMethods,
  settlementMethods,
  clearingMethods,
  insightMethods,
  auditMethods,
  fileMethods,
  adminMethods,
  demoMethods,
  officeMethods,
  preferenceMethods,
  keepingMethods,
  ledgerMethods,
  eventMethods,
  masterMethods,
  peopleMethods,
  keyMethods,
] as const satisfies readonly ContractShape[];

export const contract = {
  ...batchMethods,
  ...queueMethods,
  ...reviewMethods,
  ...approvalMethods,
  ...requestMethods,
  ...overrideMethods,
  ...carriedMethods,
  ...handOverMethods,
  ...settlementMethods,
  ...clearingMethods,
  ...insightMethods,
  ...auditMethods,
  ...fileMethods,
  ...adminMethods,
  ...demoMethods,
  ...officeMethods,
  ...preferenceMethods,
  ...keepingMethods,
  ...ledgerMethods,
  ...eventMethods,
  ...masterMethods,
  ...peopleMethods,
  ...keyMethods,
} satisfies ContractShape;

export type Contract = typeof contract;
export type MethodName = keyof Contract;
export type Input<Name extends MethodName> = InputOf<Contract[Name]>;
export type Output<Name extends MethodName> = OutputOf<Contract[Name]>;
export type Item<Name extends MethodName> = ItemOf<Contract[Name]>;
export type RefusalOf<Name extends MethodName> = RefusalOfMethod<Contract[Name]>;
/** What a stream may say instead of what was asked for. */
type StreamRefusal = Extract<Item<MethodName>, { readonly kind: 'refused' }>['code'];
/** Every code that some method may refuse with: the locales owe each a text. */
export type RefusalCode = RefusalOf<MethodName>['code'] | StreamRefusal | AccessRefusal;
export type Handler<Name extends MethodName, Session> = HandlerOf<Contract[Name], Session>;
export type Handlers<Session> = HandlersOf<Contract, Session>;
export type Client = ClientOf<Contract>;
