// A book that was last worked on three days ago: what was taken out of it then is no longer good.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { inspect } from 'node:util';
import type { Context } from '../../main/domain/context.ts';
import { actorId } from '../../main/domain/people.ts';
import { localActor, type Role } from '../../main/domain/permissions.ts';
import type { Result } from '../../main/domain/result.ts';
import { openBook } from '../../main/ledger/book.ts';
import { contentHashOf, writePackage } from '../../main/office/carried/approval-files.ts';
import { hashPassphrase } from '../../main/office/passphrase.ts';
import { boundOn } from '../../main/operations/bindings.ts';
import { type Desk, deskOf } from '../../main/operations/desk.ts';
import { exportApproval } from '../../main/operations/export-approval.ts';
import { askGrant, decideGrant } from '../../main/operations/grants.ts';
import { addPerson, setUpPeople } from '../../main/operations/people.ts';
import { askForDeed } from '../../main/operations/requests.ts';
import { decideSigningKey, enrolSigningKey } from '../../main/operations/signing-keys.ts';
import { createClient } from '../../preload/client.ts';
import { type Client, contract } from '../../preload/contract/contract.ts';
import { THURSDAY_MORNING, testFolder } from '../operations/test-desk.ts';
import { signed, testKey } from './carried-world.ts';
import { passphraseOf, roleGrant, value } from './people-world.ts';
import { runningOffice } from './running-office.ts';

export type AgedBook = {
  readonly as: (name: 'ada' | 'lena') => Promise<Client>;
  /** Bo's answer to a package that was taken out three days ago. */
  readonly late: string;
  /** A request that compliance decides on. */
  readonly ofCompliance: number;
};

type At = {
  readonly desk: Desk;
  readonly next: () => string;
  /** In whose name a deed is done, three days ago. */
  readonly by: (person: number, ...roles: Role[]) => Context;
};

function did<Value>(outcome: Result<Value>): Value {
  assert.ok(outcome.ok, inspect(outcome));
  return outcome.value;
}

/** Ada and Bo, who administrate, and Lena, an analyst; each has Ada's passphrase. */
function peopled({ desk, next, by }: At, passphraseHash: string): number {
  const named = (name: string) => ({ signInName: name, name, passphraseHash });
  const both = { submissionId: next(), first: named('ada'), second: named('bo') };
  did(setUpPeople(desk, both, { ...by(1), actor: localActor('anna') }));
  const [ada, bo] = [by(1, 'administrator'), by(2, 'administrator')];
  const { person } = did(addPerson(desk, { submissionId: next(), ...named('lena') }, ada));
  const asked = { submissionId: next(), ...roleGrant(person, 'analyst') };
  const { grant } = did(askGrant(desk, asked, ada));
  const decided = { grant, decision: 'sign', passphraseHash: '' } as const;
  did(decideGrant(desk, { submissionId: next(), ...decided }, bo));
  return person;
}

/** A setting that Ada asked for, taken out, and Bo's answer to it. */
async function answered({ desk, next, by }: At): Promise<string> {
  const [ada, bo] = [by(1, 'administrator'), by(2, 'administrator')];
  const asked = { deed: 'setPolicy', name: 'duplicateWindowDays', value: '9' } as const;
  const { request } = did(askForDeed(desk, { submissionId: next(), asked, remark: '' }, ada));
  const key = await testKey('bo');
  const enrolling = { submissionId: next(), publicKey: key.publicKey };
  const waits = did(enrolSigningKey(desk, enrolling, bo));
  const signing = { submissionId: next(), key: waits.key, decision: 'sign' } as const;
  did(decideSigningKey(desk, signing, ada));
  let file = '';
  const seal = (content: Parameters<typeof writePackage>[0]) => {
    file = writePackage(content) ?? '';
    return { hash: contentHashOf(content) };
  };
  const things = [{ kind: 'request', id: request }] as const;
  const out = { submissionId: next(), things, usual: new Map(), seal };
  did(exportApproval(desk, out, ada));
  return signed(file, key);
}

/** The book, in an office of today. */
export async function agedBook(t: Pick<TestContext, 'after'>): Promise<AgedBook> {
  const folder = testFolder(t);
  let drawn = 0;
  const random = (count: number): Uint8Array => {
    drawn += 1;
    return new Uint8Array(count).fill(drawn % 256);
  };
  const next = (): string => {
    drawn += 1;
    return `aged-${drawn}`;
  };
  const book = openBook(folder, { instanceId: 'aged', now: 0, demo: true }, random);
  const now = THURSDAY_MORNING - 3 * 86_400_000;
  const by: At['by'] = (person, ...roles) => {
    return { actor: { id: actorId(person), name: '', roles }, now, ids: { next, bytes: random } };
  };
  const at = { desk: deskOf(book), next, by };
  const lena = peopled(at, await hashPassphrase(passphraseOf('ada')));
  const asked = { deed: 'bookEvent', event: 'A7', bindings: boundOn('2026-11-23', {}) } as const;
  const asking = { submissionId: next(), asked, remark: '' };
  const { request: ofCompliance } = did(askForDeed(at.desk, asking, by(lena, 'analyst')));
  const late = await answered(at);
  book.close();
  const { office } = await runningOffice(t, folder);
  return { late, ofCompliance, as: (name) => seated(office, name) };
}

/** A client at whose seat the person sits; Lena chooses a passphrase of her own first. */
async function seated(
  office: Awaited<ReturnType<typeof runningOffice>>['office'],
  name: 'ada' | 'lena',
): Promise<Client> {
  const stated = { actor: localActor('anna'), shell: 'loopback', seat: name } as const;
  const client = createClient(contract, office.open(stated));
  const proof = { passphrase: passphraseOf('ada'), code: '' };
  value(await client.signIn({ signInName: name, ...proof }));
  if (name === 'lena') {
    value(await client.changePassphrase({ ...proof, chosen: passphraseOf('lena') }));
  }
  return client;
}
