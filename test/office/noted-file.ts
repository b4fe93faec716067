// Files as they are taken out of a book: each noted in the trail first, then fetched by what was noted.
import assert from 'node:assert/strict';
import type { Client, Input } from '../../preload/contract/contract.ts';
import { value } from './people-world.ts';

export type FileAsked = Input<'exportFile'>['file'];

/** The methods that give a file only to whoever noted it by `exportFile`. */
export type GivingName =
  | 'exportMaster'
  | 'pain002'
  | 'coreJournal'
  | 'accountStatement'
  | 'signHandOver';

/** Notes a file, and answers the link with which it is fetched. */
export async function notedFile(client: Client, submissionId: string, file: FileAsked) {
  return value(await client.exportFile({ submissionId, file }));
}

type AskedOf = { readonly [Name in GivingName]: (input: Input<Name>) => FileAsked };

const FILE_OF: AskedOf = {
  exportMaster: ({ kind, format }) => ({ of: 'exportMaster', kind, format }),
  pain002: ({ batchId }) => ({ of: 'pain002', batchId }),
  coreJournal: ({ day, format }) => ({ of: 'coreJournal', day, format }),
  accountStatement: ({ account, currency, day }) => {
    return { of: 'accountStatement', account, currency, day };
  },
  signHandOver: ({ kind, id }) => ({ of: 'signHandOver', kind, id }),
};

export function givesFile(name: string): name is GivingName {
  return Object.hasOwn(FILE_OF, name);
}

/** What is to be noted before `input` is asked of `name`. */
export function fileOfAsking<Name extends GivingName>(name: Name, input: Input<Name>): FileAsked {
  return FILE_OF[name](input);
}

/** All items of a stream that gives a file, joined; it must not be refused. */
export async function wholeFile(
  items: AsyncIterable<{ readonly kind: string; readonly text?: string }>,
): Promise<string> {
  let text = '';
  for await (const item of items) {
    assert.equal(item.kind, 'piece');
    text += item.text ?? '';
  }
  return text;
}
