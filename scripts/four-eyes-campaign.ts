// The campaign `four-eyes`: random histories of roles, delegations, edits and approvals.
import { runFourEyes } from '../test/simulation/four-eyes.ts';

/** Prints its verdict in a line; false when a payment went on with too few persons. */
export async function runPersons(count: number, seed: number): Promise<boolean> {
  const { found, deeds, released } = runFourEyes(count, seed);
  for (const each of found) console.log(`  ${each}`);
  console.log(
    `${count} histories of ${deeds} deeds: ${released} payments went on, ${found.length} with too few persons`,
  );
  return found.length === 0;
}
