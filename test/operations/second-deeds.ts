// Every deed that takes two people: how it is made, and how another says the second word on it. A deed
// of the policy's table that has no line here does not compile; one of the contract that is in no row is
// found by the test.

import type { SignedDeed } from '../../main/domain/approval-policy.ts';
import { known } from '../../main/domain/assert.ts';
import type { PackageContent } from '../../main/domain/carried.ts';
import { actorId } from '../../main/domain/people.ts';
import { ok, type Result } from '../../main/domain/result.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { acknowledgeOverride } from '../../main/operations/acknowledge-override.ts';
import { approve, rejectApproval, waitingApproval } from '../../main/operations/approve.ts';
import type { AskedDeed } from '../../main/operations/asked-deeds.ts';
import { decideMasterChange } from '../../main/operations/decide-master-change.ts';
import { decideReview } from '../../main/operations/decide-review.ts';
import { exportApproval } from '../../main/operations/export-approval.ts';
import { askGrant, decideGrant } from '../../main/operations/grants.ts';
import { importApproval } from '../../main/operations/import-approval.ts';
import { overrideWait } from '../../main/operations/override-wait.ts';
import { proposeMasterChange } from '../../main/operations/propose-master-change.ts';
import { askForDeed, decideRequest, shownRequest } from '../../main/operations/requests.ts';
import { positionsNow } from '../../main/operations/settle-positions.ts';
import { decideSigningKey, enrolSigningKey } from '../../main/operations/signing-keys.ts';
import { dayOf, EVERYWHERE, eventOn, type World } from '../simulation/asked-world.ts';
import { acknowledge, close, dispatch, onlyCycle } from './deeds.ts';
import { type PaymentLine, take } from './epochs.ts';
import { pays, SCENARIO_24 } from './house-desk.ts';
import { as, shownOf } from './persons.ts';
import { type Cast, speak } from './second-cast.ts';
import { done, SUPERVISOR, type TestDesk } from './test-desk.ts';

/** A book with people and those of them who make and sign. */
export type Stage = { readonly on: TestDesk; readonly world: World; readonly cast: Cast };

/** `made` is the id of what was made; it is made twice, `time` 0 and 1. */
export type Row = {
  readonly what: string;
  /** The contract's methods that say this word. */
  readonly serves: readonly string[];
  readonly make: (stage: Stage, time: 0 | 1) => number;
  readonly second: (stage: Stage, made: number) => Result<unknown>;
  /** The row of the policy's table by which it waits; null for what has a table of its own. */
  readonly ruleOf?: (stage: Stage, made: number) => string;
  /** What a proper second person is told, where the deed is not done by their word. */
  readonly told?: string;
  /** It is made of oneself and by no authority. */
  readonly isOwn?: true;
};

/** `work` by nobody of the people: what stands there before somebody makes something of it. */
function before<T>(on: TestDesk, work: () => T): T {
  return as(on, SUPERVISOR.id, SUPERVISOR.roles, work);
}

const BRANCH = { book: 'test-9', name: 'West', state: 'trusted' } as const;
/** Where batches go: trusted before. */
export const TO = 'test-2';

/** What is asked for of each deed that others sign for. */
const ASKED: {
  readonly [D in SignedDeed]: (stage: Stage, time: 0 | 1) => AskedDeed<D>;
} = {
  setPolicy: (_, time) => ({ deed: 'setPolicy', name: 'cutOff:batch', value: `16:3${time}` }),
  changeAccount: (_, time) => {
    const of = { account: `acc-${time}`, currency: 'EUR' } as const;
    return { deed: 'changeAccount', ...of, status: 'debit_blocked' };
  },
  correctEntry: ({ world }, time) => {
    return { deed: 'correctEntry', entryId: known(world.entries[time], 'it is in stock') };
  },
  explainBreak: (_, time) => ({ deed: 'explainBreak', breakId: time + 1 }),
  releaseOutgoing: ({ world: { batch } }, time) => {
    const records = { firstRecord: time, lastRecord: time };
    return { deed: 'releaseOutgoing', batchId: batch, ...records, word: 'sent' };
  },
  bookEvent: ({ world }, time) => eventOn(world, 'H4.written_off', time * 2),
  settlePositions: ({ on }) => {
    before(on, () => {
      for (const [from, to, amount] of SCENARIO_24) pays(on, from, to, amount);
    });
    const positions = positionsNow(on.desk(), 'EUR').hash;
    return { deed: 'settlePositions', currency: 'EUR', positions };
  },
  unwindCycle: ({ on }, time) => {
    const cycleId = before(on, () => {
      // What was unwound joined the next one.
      if (time === 0) {
        const batch = batchOf(on, 'CYCLE', { amount: '10.00' });
        dispatch(on, batch);
        acknowledge(on, batch);
      }
      const cycle = onlyCycle(on);
      close(on, cycle, '0.00');
      return cycle;
    });
    return { deed: 'unwindCycle', cycleId };
  },
  setBranchKey: (_, time) => ({
    deed: 'setBranchKey',
    ...BRANCH,
    publicKey: `${time}`.repeat(64),
  }),
  handOverBatch: ({ on }, time) => {
    const batchId = before(on, () => batchOf(on, `GOES-${time}`, { amount: '3.00' }));
    return { deed: 'handOverBatch', batchId, to: TO };
  },
  changeKey: (_, time) => ({ deed: 'changeKey', keyId: `${time}f`.repeat(16) }),
};

function batchOf(on: TestDesk, messageId: string, ...payments: readonly PaymentLine[]): number {
  return take(on, { messageId, blocks: [{ from: 'payer', payments }] });
}

function askedBy(stage: Stage, asked: AskedDeed): number {
  const { on } = stage;
  const input = { submissionId: on.newId(), asked, remark: 'why' };
  return done(askForDeed(on.desk(), input, on.context())).request;
}

function requestOf({ on }: Stage, id: number) {
  return shownRequest(on.desk(), known(on.book().requests.byId(id), 'it was asked for'));
}

function requested(what: string, serves: string, asked: (s: Stage, time: 0 | 1) => AskedDeed): Row {
  return {
    what,
    serves: [serves, 'decideRequest'],
    make: (stage, time) => askedBy(stage, asked(stage, time)),
    ruleOf: (stage, made) => requestOf(stage, made).rule.id,
    second: (stage, requestId) => {
      const { on } = stage;
      const shown = requestOf(stage, requestId).hash.toString('hex');
      const word = { decision: 'approved', shown, remark: 'seen' } as const;
      return decideRequest(
        on.desk(),
        { submissionId: on.newId(), requestId, ...word },
        on.context(),
      );
    },
  };
}

/** A payment of the maker's that waits. */
const submitted =
  (line: PaymentLine, name: string) =>
  ({ on }: Stage, time: 0 | 1): number =>
    paymentId(batchOf(on, `${name}-${time}`, { to: 'payee', ...line }), 0);

const waitsBy = ({ on }: Stage, made: number): string =>
  done(waitingApproval(on.desk(), made, on.now)).rule.id;

function signs({ on }: Stage, payment: number): Result<unknown> {
  const said = { submissionId: on.newId(), paymentId: payment, shown: shownOf(on, payment) };
  return approve(on.desk(), { ...said, remark: '' }, on.context());
}

function letGo({ on }: Stage, payment: number): Result<unknown> {
  const words = { outcome: 'approve', reasonCode: '', remark: '' } as const;
  const said = { submissionId: on.newId(), paymentId: payment, ...words };
  return decideReview(on.desk(), said, on.context());
}

/** Above one limit, above two, and as if it were paid twice. */
function paymentRows(repeated: number): readonly Row[] {
  const approved = { serves: ['approve'], second: signs, ruleOf: waitsBy } as const;
  return [
    { what: 'a payment', make: submitted({ amount: '15.00' }, 'ONE'), ...approved },
    { what: 'a large payment', make: submitted({ amount: '25.00' }, 'TWO'), ...approved },
    {
      what: 'a repeated payment',
      make: (stage, time) => {
        const id = submitted({ amount: '5.00', repeats: repeated }, 'AGAIN')(stage, time);
        speak(stage.on, stage.cast.colleague, () => done(letGo(stage, id)));
        return id;
      },
      ...approved,
    },
    {
      what: 'a payment that is sent back',
      serves: ['rejectApproval'],
      make: submitted({ amount: '15.00' }, 'BACK'),
      second: ({ on }, made) => {
        const said = { submissionId: on.newId(), paymentId: made, shown: shownOf(on, made) };
        const why = { reasonCode: 'NARR', remark: 'no' } as const;
        return rejectApproval(on.desk(), { ...said, ...why }, on.context());
      },
    },
    {
      what: 'what a rule held',
      serves: ['decideReview'],
      make: submitted({ amount: '5.00', outcome: 'review' }, 'HELD'),
      second: letGo,
    },
    {
      what: 'a payment whose word is carried',
      serves: ['importApproval'],
      make: submitted({ amount: '15.00' }, 'CARRIED'),
      second: carried,
    },
  ];
}

/** The word of who is at the desk, signed by a key of theirs elsewhere and brought by another. */
function carried({ on, cast }: Stage, made: number): Result<unknown> {
  const { id } = on.actor;
  const publicKey = Buffer.from(`${id} ${on.newId()}`.padEnd(32, '.')).toString('hex').slice(0, 64);
  const enrolled = enrolSigningKey(
    on.desk(),
    { submissionId: on.newId(), publicKey },
    on.context(),
  );
  const { key } = done(enrolled);
  const deciding = { submissionId: on.newId(), key, decision: 'sign' } as const;
  const inForce = () => decideSigningKey(on.desk(), deciding, on.context());
  done(as(on, actorId(1), ['administrator'], inForce));
  let content: PackageContent | null = null;
  const contentHash = on.newId().replace(/\D/g, '').padEnd(64, '0');
  const seal = (sealed: PackageContent) => {
    content = sealed;
    return { hash: contentHash };
  };
  const things = [{ kind: 'payment', id: made }] as const;
  const out = { submissionId: on.newId(), things, usual: new Map(), seal };
  done(speak(on, cast.other, () => exportApproval(on.desk(), out, on.context())));
  const word = { place: 0, word: 'approved', reasonCode: '', remark: '' } as const;
  const fileHash = Buffer.from(on.newId().padEnd(32, '.')).toString('hex').slice(0, 64);
  const read = ok({
    content: known<PackageContent>(content, 'it was sealed'),
    contentHash,
    publicKey,
    signedAt: on.now,
    words: [word],
    signature: '8'.repeat(128),
    fileHash,
  });
  const input = { submissionId: on.newId(), fileHash, read, place: 0, isBarred: () => null };
  return speak(on, cast.other, () => importApproval(on.desk(), input, on.context()));
}

type Asking = Omit<Parameters<typeof askGrant>[1], 'submissionId' | keyof typeof EVERYWHERE>;

function granting(what: string, asked: (today: string) => Asking): Row {
  return {
    what,
    serves: ['decideGrant'],
    make: (stage) => {
      const { on } = stage;
      const input = { submissionId: on.newId(), ...EVERYWHERE, ...asked(dayOf(stage)) };
      return done(askGrant(on.desk(), input, on.context())).grant;
    },
    second: ({ on }, grant) => {
      const word = { decision: 'sign', passphraseHash: 'of argon2id' } as const;
      return decideGrant(on.desk(), { submissionId: on.newId(), grant, ...word }, on.context());
    },
  };
}

/** What waits in tables of its own: grants, master data and keys. */
const OWN_TABLES: readonly Row[] = [
  granting('a role', (validFrom) => {
    return { person: 3, kind: 'role', role: 'treasury', standsFor: 0, validFrom, validUntil: '' };
  }),
  granting('a deputy', (today) => {
    const days = { validFrom: today, validUntil: today } as const;
    return { person: 3, kind: 'deputy', role: null, standsFor: 4, ...days };
  }),
  granting('a credential', (validFrom) => {
    const of = { person: 3, kind: 'credential', role: null, standsFor: 0 } as const;
    return { ...of, validFrom, validUntil: '' };
  }),
  {
    what: 'master data',
    serves: ['decideMasterChange'],
    make: (stage, time) => {
      const { on } = stage;
      const written = { customer: `C-${time}`, form: 'person', name: 'Anna', status: 'active' };
      const record = { kind: 'customer', written, ended: false, reason: 'as told' } as const;
      const input = { submissionId: on.newId(), ...record, validFrom: dayOf(stage) };
      return done(proposeMasterChange(on.desk(), input, on.context())).changeId;
    },
    second: ({ on }, changeId) => {
      const word = { decision: 'confirmed', reason: 'seen' } as const;
      const input = { submissionId: on.newId(), changeId, ...word };
      return decideMasterChange(on.desk(), input, on.context());
    },
  },
  {
    what: 'a key to sign with',
    serves: ['decideSigningKey'],
    isOwn: true,
    make: ({ on }, time) => {
      const input = { submissionId: on.newId(), publicKey: `${time}a`.repeat(32) };
      return done(enrolSigningKey(on.desk(), input, on.context())).key;
    },
    second: ({ on }, key) => {
      const input = { submissionId: on.newId(), key, decision: 'sign' } as const;
      return decideSigningKey(on.desk(), input, on.context());
    },
  },
];

function overrides(stage: Stage, id: number, step: 'begin' | 'confirm') {
  const { on } = stage;
  const shown = requestOf(stage, id).hash.toString('hex');
  const of = { kind: 'request', id, step, shown, reason: 'the rail closes' } as const;
  return overrideWait(on.desk(), { submissionId: on.newId(), ...of }, on.context());
}

/** In a book of many roles: who asked for it takes no part in its override. */
const BEGUN: Row = {
  what: 'the override of what was asked for',
  serves: ['overrideWait'],
  make: (stage, time) => {
    const value = `15:3${time}`;
    return askedBy(stage, { deed: 'setPolicy', name: 'cutOff:batch', value });
  },
  second: (stage, made) => overrides(stage, made, 'begin'),
  // Whoever holds every role may sign it themselves.
  told: 'override_not_needed',
};

/** A request of an administrator's that who is at the desk began an override of. */
function begun(stage: Stage, name: 'cutOff:batch' | 'cutOff:instant', value: string): number {
  const { on } = stage;
  const request = as(on, actorId(1), ['administrator'], () =>
    askedBy(stage, { deed: 'setPolicy', name, value }),
  );
  done(overrides(stage, request, 'begin'));
  return request;
}

/** Among supervisors, who may not sign what is overridden. */
export const OVERRIDE_ROWS: readonly Row[] = [
  {
    what: 'an override that was begun',
    serves: ['overrideWait'],
    make: (stage, time) => begun(stage, 'cutOff:instant', `14:3${time}`),
    second: (stage, made) => overrides(stage, made, 'confirm'),
  },
  {
    what: 'the report of an override',
    serves: ['acknowledgeOverride'],
    make: (stage, time) => {
      const { on, cast } = stage;
      const request = begun(stage, 'cutOff:batch', `13:3${time}`);
      return speak(on, cast.colleague, () => done(overrides(stage, request, 'confirm'))).override;
    },
    second: ({ on }, overrideId) => {
      const input = { submissionId: on.newId(), overrideId, remark: 'read' };
      return acknowledgeOverride(on.desk(), input, on.context());
    },
  },
];

const SIGNED_ROWS = Object.entries(ASKED).map(([deed, asked]) =>
  requested(deed, deed, (stage, time) => asked(stage, time)),
);

/** What only a clearing house's book does. */
export const HOUSE_ROWS = SIGNED_ROWS.filter(({ what }) => what === 'settlePositions');

/** Everything of a branch's book; `repeated` is a payment that was made before. */
export function branchRows(repeated: number): readonly Row[] {
  return [
    ...SIGNED_ROWS.filter((row) => !HOUSE_ROWS.includes(row)),
    requested('an event of compliance', 'bookEvent', ({ world }, time) =>
      eventOn(world, 'C5.frozen', time),
    ),
    ...paymentRows(repeated),
    ...OWN_TABLES,
    BEGUN,
  ];
}
