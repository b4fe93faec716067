// Goal: no payment that needs two persons goes on with one, whatever roles they hold, lend, gain and
// lose, whatever is edited in between and however the limits move. Method: random histories against a count made from the
// words alone; a binding that was planted away is found by the same histories.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runFourEyes } from './four-eyes.ts';

/** A fiftieth of what `npm run campaign -- four-eyes` runs. */
const SEQUENCES = 1_000;

test('random histories of roles, delegations, edits and approvals: never with too few', (t) => {
  const { found, deeds, released, refusals } = runFourEyes(SEQUENCES, 7);
  assert.deepEqual(found, []);
  for (const code of CODES) assert.ok((refusals.get(code) ?? 0) > 0, `${code} is met`);
  assert.ok(released > SEQUENCES / 10, `${released} went on`);
  t.diagnostic(`${SEQUENCES} sequences, ${deeds} deeds, ${released} payments went on`);
});

/** The histories reach every way to be turned away. */
const CODES = [
  'not_permitted',
  'second_person_must_differ',
  'signer_not_permitted',
  'approval_stale',
  'payment_status_does_not_allow',
  'remark_required',
];

test('a signature that counts for another version is found', () => {
  const { found } = runFourEyes(500, 7, (on) => {
    const { approvals, db } = on.book();
    const all = db.prepare<[number], { level: bigint; person: string; sequence: bigint }>(
      "SELECT level, person, deed AS sequence FROM approvals WHERE payment = ? AND word = 'approved'",
    );
    approvals.given = (payment) =>
      all.all(payment).map(({ level, person, sequence }) => {
        return { level: Number(level), person, sequence: Number(sequence) };
      });
  });
  assert.notDeepEqual(found, []);
});

test('limits that are remembered from before somebody moved them are found', (t) => {
  const { found } = runFourEyes(500, 7, (on) => {
    const { policies } = on.book();
    const read = policies.inForce.bind(policies);
    const remembered: ReadonlyMap<string, string>[] = [];
    policies.inForce = () => {
      const now = read();
      // Both limits as the histories begin with them.
      if (!now.has('secondAuthorityLimit:EUR')) return now;
      remembered.push(now);
      return remembered[0] ?? now;
    };
  });
  assert.notDeepEqual(found, []);
  t.diagnostic(`found ${found.length}`);
});
