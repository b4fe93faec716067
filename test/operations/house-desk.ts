// A clearing house's desk: three participants, what they send each other, and its role.
import type { TestContext } from 'node:test';
import { chooseRole } from '../../main/operations/choose-role.ts';
import { book } from './ledger-events.ts';
import { accountRow, done, open, type TestDesk, testDesk, testFolder } from './test-desk.ts';

export function choose(on: TestDesk, role: 'participant' | 'clearing') {
  return chooseRole(on.desk(), { submissionId: on.newId(), role }, on.context());
}

/** A clearing house with three participants, each with a cap of 800.00 and this cover. */
export function house(t: TestContext, cover: string, folder = testFolder(t)): TestDesk {
  const on = testDesk(t, 1, folder);
  done(choose(on, 'clearing'));
  const rows = ['A', 'B', 'C'].flatMap((bank) => [
    accountRow(`2420/${bank}`, cover, { kind: 'participant_settlement' }),
    accountRow(`2410/${bank}`, '0.00', { kind: 'participant_position', accountLimit: 80_000n }),
  ]);
  open(on, rows);
  return on;
}

/** Prepares what one owes another, and commits it. */
export function pays(
  on: TestDesk,
  from: string,
  to: string,
  principal: string,
  commits = true,
): void {
  const accounts = { payerPosition: `2410/${from}`, payeePosition: `2410/${to}` };
  const { holds } = book(on, 'I1', { accounts, amounts: { principal } });
  const position = Number(/\d+/.exec(holds)?.[0]);
  if (commits) book(on, 'I2.committed', { holds: { position } });
}

/** What the participants of scenario 24 of domain.md send each other: net -150, 100 and 50. */
export const SCENARIO_24 = [
  ['A', 'B', '700.00'],
  ['B', 'C', '500.00'],
  ['C', 'A', '650.00'],
  ['A', 'C', '200.00'],
  ['B', 'A', '100.00'],
] as const;
