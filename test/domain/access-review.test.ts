// Goal: the access review has a row for each right that is held or waits, one for whoever holds none,
// none for what is past, and no cell that a spreadsheet would run. Method: a few people and grants of
// every kind and state, compared whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  accessReviewCsv,
  type ReviewedGrant,
  type ReviewedPerson,
  reviewRows,
} from '../../main/domain/access-review.ts';
import { UNBOUND } from '../../main/domain/people.ts';

const AT = Date.UTC(2026, 10, 26, 9, 30);

const person = (id: number, differing: Partial<ReviewedPerson> = {}): ReviewedPerson => ({
  person: id,
  signInName: `p${id}`,
  name: `Person ${id}`,
  ended: false,
  secondFactor: false,
  lastSignInAt: null,
  ...differing,
});

const grant = (id: number, of: number, differing: Partial<ReviewedGrant> = {}): ReviewedGrant => ({
  grant: id,
  person: of,
  kind: 'role',
  role: 'submitter',
  standsFor: 0,
  ...UNBOUND,
  validFrom: '2026-11-01',
  validUntil: '',
  state: 'in_force',
  askedBy: 'person:1',
  askedAt: AT,
  decidedBy: 'person:2',
  decidedAt: AT + 60_000,
  ...differing,
});

const PEOPLE = [
  person(1, { secondFactor: true, lastSignInAt: AT }),
  person(2, { name: '=1+1,"x"' }),
  person(3),
  person(4, { ended: true }),
  person(5, { ended: true, name: null, signInName: null }),
];

const GRANTS = [
  grant(1, 1, { currency: 'EUR', singleLimit: 100_000n, dailyLimit: 5_000_000n }),
  grant(2, 1, { state: 'asked', role: 'auditor', decidedBy: '', decidedAt: null }),
  grant(3, 1, { state: 'ended' }),
  grant(4, 2, { kind: 'deputy', role: null, standsFor: 1, validUntil: '2026-12-24' }),
  grant(5, 2, { kind: 'credential', role: null }),
  grant(6, 3, { state: 'refused' }),
  grant(7, 4),
];

test('a row for each right, and one for whoever works here and holds none', () => {
  const rows = reviewRows(PEOPLE, GRANTS).map((row) => [row.person.person, row.grant?.grant]);
  assert.deepEqual(rows, [
    [1, 1],
    [1, 2],
    [2, 4],
    [3, undefined],
    [4, 7],
  ]);
});

test('the file has every column of every row, and no formula', () => {
  assert.deepEqual(accessReviewCsv(PEOPLE, GRANTS).split('\r\n'), [
    'person,signInName,name,left,authenticator,lastSignInAt,right,kind,role,standsFor,branch,rail,' +
      'currency,singleLimit,dailyLimit,validFrom,validUntil,state,askedBy,askedAt,signedBy,signedAt',
    '1,p1,Person 1,no,yes,2026-11-26T09:30:00.000Z,1,role,submitter,,,,EUR,1000.00,50000.00,' +
      '2026-11-01,,in_force,person:1,2026-11-26T09:30:00.000Z,person:2,2026-11-26T09:31:00.000Z',
    '1,p1,Person 1,no,yes,2026-11-26T09:30:00.000Z,2,role,auditor,,,,,,,2026-11-01,,asked,' +
      'person:1,2026-11-26T09:30:00.000Z,,',
    `2,p2,"'=1+1,""x""",no,no,,4,deputy,,1,,,,,,2026-11-01,2026-12-24,in_force,person:1,` +
      '2026-11-26T09:30:00.000Z,person:2,2026-11-26T09:31:00.000Z',
    '3,p3,Person 3,no,no,,,,,,,,,,,,,,,,,',
    '4,p4,Person 4,yes,no,,7,role,submitter,,,,,,,2026-11-01,,in_force,person:1,' +
      '2026-11-26T09:30:00.000Z,person:2,2026-11-26T09:31:00.000Z',
    '',
  ]);
});
