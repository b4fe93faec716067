// Goal: a payment goes on by persons whose authority is live when it goes (reliability.md A1, S4): who
// signed first and has left, is away or holds no such right any more has not signed, and their level
// is open again. Method: a table of what becomes of the first of two signers, or of who lent them what
// they signed by, before the second signs; each row on a book of its own, with the money.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { known } from '../../main/domain/assert.ts';
import { actorId } from '../../main/domain/people.ts';
import { type Lapse, shownLevels } from '../../main/domain/signing.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { endAbsence, markAbsent } from '../../main/operations/absence.ts';
import { waitingApproval } from '../../main/operations/approve.ts';
import { askGrant, decideGrant, endGrant } from '../../main/operations/grants.ts';
import { endPerson } from '../../main/operations/people.ts';
import { dayOf, EVERYWHERE, given } from '../simulation/asked-world.ts';
import { standing, take } from './epochs.ts';
import { by, withPeople } from './five-people.ts';
import { policy, sign } from './persons.ts';
import { type Cast, castOf, speak } from './second-cast.ts';
import {
  accountRow,
  assertSound,
  done,
  open,
  posted,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

type Stage = { readonly on: TestDesk; readonly cast: Cast };
type Who = keyof Cast;

type Row = {
  readonly what: string;
  readonly first: Who;
  readonly before?: (stage: Stage) => void;
  readonly between: (stage: Stage) => void;
  /** Why the first signature stands no more then; null where it stands. */
  readonly lapse: Lapse | null;
  /** Who signs then, and how many signatures are left after each, or why it is none. */
  readonly next: readonly (readonly [Who, number | string])[];
};

const TABLE: readonly Row[] = [
  {
    what: 'nothing',
    first: 'colleague',
    between: () => undefined,
    lapse: null,
    next: [
      ['colleague', 'second_person_must_differ'],
      ['other', 0],
    ],
  },
  {
    what: 'they leave',
    first: 'colleague',
    between: (stage) => leaves(stage, 'colleague'),
    lapse: 'left',
    next: [
      ['other', 1],
      ['other', 'second_person_must_differ'],
      ['maker', 0],
    ],
  },
  {
    what: 'their role is taken from them',
    first: 'colleague',
    between: (stage) => loses(stage, 'colleague'),
    lapse: 'right_ended',
    next: [
      ['other', 1],
      ['maker', 0],
    ],
  },
  {
    what: 'their role is taken from them and given again',
    first: 'colleague',
    between: (stage) => {
      loses(stage, 'colleague');
      given(stage.on, stage.cast.colleague, 'supervisor');
    },
    lapse: null,
    next: [['other', 0]],
  },
  {
    what: 'their role is bound to less than the payment',
    first: 'colleague',
    between: (stage) => {
      loses(stage, 'colleague');
      holds(stage, 'colleague', { currency: 'EUR', singleLimit: 14_999_999n });
    },
    lapse: 'beyond_right',
    next: [
      ['other', 1],
      ['maker', 0],
    ],
  },
  {
    what: 'their role is bound to just the payment',
    first: 'colleague',
    between: (stage) => {
      loses(stage, 'colleague');
      holds(stage, 'colleague', { currency: 'EUR', singleLimit: 15_000_000n });
    },
    lapse: null,
    next: [['other', 0]],
  },
  {
    what: 'they are away',
    first: 'colleague',
    between: (stage) => away(stage, 'colleague'),
    lapse: 'away',
    next: [
      ['other', 1],
      ['maker', 0],
    ],
  },
  {
    what: 'they are away and back',
    first: 'colleague',
    between: (stage) => {
      away(stage, 'colleague');
      const back = { submissionId: stage.on.newId(), person: stage.cast.colleague };
      by(stage.on, 'ada', () => done(endAbsence(stage.on.desk(), back, stage.on.context())));
    },
    lapse: null,
    next: [['other', 0]],
  },
  {
    what: 'the deputy who signed still stands in',
    first: 'deputy',
    before: (stage) => lent(stage, 'deputy', 'absent'),
    between: () => undefined,
    lapse: null,
    next: [['other', 0]],
  },
  {
    what: 'what the deputy signed by has ended, and whose it was is back',
    first: 'deputy',
    before: (stage) => lent(stage, 'deputy', 'absent'),
    between: (stage) => loses(stage, 'deputy'),
    lapse: 'right_ended',
    next: [
      ['absent', 1],
      ['other', 0],
    ],
  },
  {
    what: 'whose authority the deputy signed by holds it no more',
    first: 'deputy',
    before: (stage) => lent(stage, 'deputy', 'absent'),
    between: (stage) => loses(stage, 'absent'),
    lapse: 'right_ended',
    next: [
      ['other', 1],
      ['maker', 0],
    ],
  },
  {
    what: 'the deputy holds the role themselves by now',
    first: 'deputy',
    before: (stage) => lent(stage, 'deputy', 'absent'),
    between: (stage) => {
      loses(stage, 'deputy');
      given(stage.on, stage.cast.deputy, 'supervisor');
    },
    lapse: null,
    next: [
      // What they signed by when they signed was this one's.
      ['absent', 'second_person_must_differ'],
      ['other', 0],
    ],
  },
];

/** A payment of 150,000.00 that is signed by two. */
const FILE = {
  messageId: 'GONE',
  blocks: [{ from: '2008', payments: [{ amount: '150,000.00', to: '2001' }] }],
};

function bank(t: TestContext): TestDesk {
  const on = testDesk(t);
  open(on, [
    accountRow('1010', '1,890,000.00', { kind: 'settlement' }),
    accountRow('2001', '1,250,000.00'),
    accountRow('2008', '640,000.00'),
  ]);
  policy(on, 'authorityLimit:EUR', '10000000');
  policy(on, 'secondAuthorityLimit:EUR', '12000000');
  return on;
}

for (const row of TABLE) {
  test(`before the second of two signs, of the first: ${row.what}`, (t) => {
    const on = bank(t);
    const batch = take(on, FILE);
    const payment = paymentId(batch, 0);
    withPeople(on);
    const stage = { on, cast: castOf(on, 'signer', ['supervisor']) };
    row.before?.(stage);
    speak(on, stage.cast[row.first], () => assert.equal(done(sign(on, payment)).open, 1));
    row.between(stage);
    const waiting = done(waitingApproval(on.desk(), payment, on.now));
    const person = actorId(stage.cast[row.first]);
    assert.deepEqual(
      shownLevels(waiting).map((level) => level.person),
      [row.lapse === null ? person : null, null],
    );
    assert.deepEqual(
      waiting.lapsed.map(({ level, person: by, why }) => [level, by, why]),
      row.lapse === null ? [] : [[0, person, row.lapse]],
    );
    for (const [who, told] of row.next) {
      assert.deepEqual(standing(on, batch), ['awaiting_approval']);
      speak(on, stage.cast[who], () => {
        const said = sign(on, payment);
        assert.deepEqual(said.ok ? said.value.open : said.refusal.code, told, who);
      });
    }
    assert.deepEqual(standing(on, batch), ['settled']);
    assert.equal(posted(on, '2001'), 140_000_000n);
    assertSound(on);
  });
}

test('before the second of two signs, the first stands in for whoever made it, and for nobody else', (t) => {
  const on = bank(t);
  withPeople(on);
  const cast = castOf(on, 'signer', ['supervisor', 'submitter']);
  const stage = { on, cast };
  const batch = speak(on, cast.maker, () => take(on, FILE));
  const payment = paymentId(batch, 0);
  speak(on, cast.colleague, () => assert.equal(done(sign(on, payment)).open, 1));
  loses(stage, 'colleague');
  lent(stage, 'colleague', 'maker');
  const { lapsed, given: stands } = done(waitingApproval(on.desk(), payment, on.now));
  assert.deepEqual([lapsed.map(({ why }) => why), stands], [['same_authority'], []]);
});

function leaves({ on, cast }: Stage, who: Who): void {
  const ending = { submissionId: on.newId(), person: cast[who] };
  by(on, 'ada', () => done(endPerson(on.desk(), ending, on.context())));
}

/** Every grant that they hold ends, of a role or of another's place. */
function loses({ on, cast }: Stage, who: Who): void {
  const held = on.book().people.grants();
  for (const { id, person, state } of held) {
    if (person !== cast[who] || state !== 'in_force') continue;
    const ending = { submissionId: on.newId(), grant: id };
    by(on, 'ada', () => done(endGrant(on.desk(), ending, on.context())));
  }
}

type Bounds = { readonly currency: string; readonly singleLimit: bigint };

function holds(stage: Stage, who: Who, bounds: Bounds): void {
  const days = { validFrom: '2026-01-01', validUntil: '' };
  const what = { kind: 'role', role: 'supervisor', standsFor: 0 } as const;
  granted(stage, { person: stage.cast[who], ...what, ...EVERYWHERE, ...bounds, ...days });
}

/** `deputy` stands in for `absent` today. */
function lent(stage: Stage, deputy: Who, absent: Who): void {
  const days = { validFrom: dayOf(stage), validUntil: dayOf(stage) };
  const what = { kind: 'deputy', role: null, standsFor: stage.cast[absent] } as const;
  granted(stage, { person: stage.cast[deputy], ...what, ...EVERYWHERE, ...days });
}

type Asked = Omit<Parameters<typeof askGrant>[1], 'submissionId'>;

function granted({ on }: Stage, asked: Asked): void {
  const asking = { submissionId: on.newId(), ...asked };
  const { grant } = by(on, 'ada', () => done(askGrant(on.desk(), asking, on.context())));
  const word = { submissionId: on.newId(), grant, decision: 'sign', passphraseHash: '' } as const;
  by(on, 'bo', () => done(decideGrant(on.desk(), word, on.context())));
  assert.equal(known(on.book().people.grant(grant), 'it was asked for').state, 'in_force');
}

function away(stage: Stage, who: Who): void {
  const { on, cast } = stage;
  const days = { from: dayOf(stage), until: dayOf(stage) };
  const saying = { submissionId: on.newId(), person: cast[who], ...days, deputy: 0 };
  by(on, 'ada', () => done(markAbsent(on.desk(), saying, on.context())));
}
