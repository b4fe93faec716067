// A hand-over that a book with people declined, and its receipt as one or another of them signs it.
import { fresh, handOverFile } from './branches-world.ts';
import { type TestKey, testKey } from './carried-world.ts';
import { notedFile } from './noted-file.ts';
import { type PeopleWorld, value } from './people-world.ts';
import type { RefusalWorld } from './refusal-world.ts';

type Seat = PeopleWorld & { readonly keys: { readonly sam: TestKey } };
const came = new WeakMap<Seat, Promise<number>>();

/** A hand-over that a book with people declined, made once: there is a receipt to sign. */
function declinedAmongPeople(world: Seat): Promise<number> {
  const known = came.get(world) ?? declineAmongPeople(world);
  came.set(world, known);
  return known;
}

async function declineAmongPeople(world: Seat): Promise<number> {
  const { id, as } = world;
  const key = await testKey('north');
  const ada = await as('ada');
  const { book } = value(await ada.branchKeys({}));
  const trusted = {
    book: 'north',
    name: 'North',
    publicKey: key.publicKey,
    state: 'trusted',
  } as const;
  const asked = await ada.setBranchKey({ submissionId: id(), ...trusted });
  const requestId = 'refusal' in asked ? Number(asked.refusal.request) : 0;
  const bo = await as('bo');
  const { requests } = value(await bo.requestList({}));
  const shown = requests.find((each) => each.requestId === requestId)?.shown ?? '';
  const said = { requestId, shown, decision: 'approved', remark: '' } as const;
  value(await bo.decideRequest({ submissionId: id(), ...said }));
  const { messageId, bytes } = fresh();
  const file = handOverFile({ from: 'north', to: book, messageId }, bytes, key);
  const sue = await as('sue');
  const answer = { submissionId: id(), file, word: 'declined' } as const;
  return value(await sue.answerHandOver(answer)).takeOver;
}

/** Signs that receipt as `by`, under a key. */
export const signs =
  (by: string, keyOf: (world: Seat) => Promise<TestKey> | TestKey, passphrase: string) =>
  async ({ carried }: RefusalWorld) => {
    const world = await carried();
    const receipt = await declinedAmongPeople(world);
    const { file: keyFile } = await keyOf(world);
    const client = await world.as(by);
    const file = { of: 'signHandOver', kind: 'receipt', id: receipt } as const;
    const { sequence } = await notedFile(client, world.id(), file);
    const asked = { kind: 'receipt', id: receipt, sequence } as const;
    return client.signHandOver({ ...asked, keyFile, keyPassphrase: passphrase });
  };
