// What a clearing house's book refuses, each in the office of a book of its own.
import type { Client } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import type { RefusalWorld } from './refusal-world.ts';

type Scenario = (world: RefusalWorld) => Promise<Reply<unknown>>;

const HEADER = 'account,name,currency,kind,openingBalance,accountLimit';

/** A participant that owes five euros. */
export const POSITION = '2410/ALPNATWW,Alpen,EUR,participant_position,-5.00,10.00';

/** The positions of these accounts settled in a clearing house's book of their own. */
export function settling(rows: string): Scenario {
  return async ({ newOffice, id, write }) => {
    const house = await newHouse(newOffice, id);
    const path = write('participants.csv', `${HEADER}\n${rows}\n`);
    await house.importAccounts({ submissionId: id(), path });
    return house.settlePositions({ submissionId: id(), currency: 'EUR' });
  };
}

/** A clearing house's book without people. */
export async function newHouse(
  newOffice: () => Promise<Client>,
  id: () => string,
): Promise<Client> {
  const house = await newOffice();
  await house.chooseRole({ submissionId: id(), role: 'clearing' });
  return house;
}

/** A sound payment file, which would be taken in a branch's book. */
export async function submitToHouse(world: RefusalWorld): Promise<Reply<unknown>> {
  const { newOffice, id, write, first } = world;
  const house = await newHouse(newOffice, id);
  const drafted = await house.draftBatch({ path: write('to-house.xml', smallPain001(first)) });
  if (!drafted.ok) return drafted;
  const { submissionId, originalHash, fileName } = drafted.value;
  return house.submitBatch({ submissionId, originalHash, fileName });
}
