// Goal: an office that the main process starts for a command is like one of the command's own: it
// answers, is refused, is started again when it dies, and never outlives the command. Method: both
// ends in this process, real offices behind them.

import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import { localActor } from '../../../main/domain/permissions.ts';
import {
  nodeChild,
  type OfficeChild,
  OfficeStopped,
  superviseOffice,
} from '../../../main/office/supervise.ts';
import { relayedOffices, relayOffices } from '../../../main/shell/electron/office-relay.ts';
import { createClient } from '../../../preload/client.ts';
import { contract } from '../../../preload/contract/contract.ts';
import { runningOffice, startOf } from '../../office/running-office.ts';
import { testFolder } from '../../operations/test-desk.ts';

/** The command's and the main process's ends of one parent port; words arrive a turn later. */
function portPair() {
  const toMain = new EventEmitter();
  const toCommand = new EventEmitter();
  return {
    port: {
      postMessage: (message: unknown) => setImmediate(() => toMain.emit('message', message)),
      on: (event: 'message', listener: (said: { readonly data: unknown }) => void) =>
        toCommand.on(event, (data) => listener({ data })),
    },
    command: {
      postMessage: (message: unknown) => setImmediate(() => toCommand.emit('message', message)),
      on: (event: 'message', listener: (message: unknown) => void) => toMain.on(event, listener),
    },
  };
}

function relayed() {
  const { port, command } = portPair();
  const started: OfficeChild[] = [];
  const startOffice = nodeChild();
  const relay = relayOffices(command, () => {
    const child = startOffice();
    started.push(child);
    return child;
  });
  return { startOffice: relayedOffices(port), relay, started };
}

const session = { actor: localActor('anna'), shell: 'cli' } as const;

test('it answers, is started again after a crash, and ends in order', async (t) => {
  const { startOffice, started } = relayed();
  const office = superviseOffice(startOf(testFolder(t)), startOffice);
  t.after(() => office.stop());
  await office.ready();
  const ask = () => createClient(contract, office.open(session)).status({});
  const first = await ask();
  assert.ok(first.ok);
  assert.deepEqual(first.value.batches, []);
  const restarting = new Promise<void>((resolve) => {
    office.onState(({ kind }) => kind === 'restarting' && resolve());
  });
  started[0]?.kill();
  await restarting;
  await office.ready();
  assert.equal((await ask()).ok, true);
  assert.equal(started.length, 2);
  await office.stop();
  assert.deepEqual(office.state(), { kind: 'stopped', reason: { kind: 'ended' } });
});

test('a book in use is refused with who has it', async (t) => {
  const folder = testFolder(t);
  await runningOffice(t, folder, { person: 'Brigitte', shell: 'electron' });
  const office = superviseOffice(startOf(folder), relayed().startOffice);
  const stopped = await office.ready().catch((error: unknown) => error);
  assert.ok(stopped instanceof OfficeStopped && stopped.reason.kind === 'refused');
  assert.equal(stopped.reason.refusal.person, 'Brigitte');
});

test('two offices of one command are kept apart', async (t) => {
  const { startOffice, relay } = relayed();
  const offices = [testFolder(t), testFolder(t)].map((folder) =>
    superviseOffice(startOf(folder), startOffice),
  );
  await Promise.all(offices.map((office) => office.ready()));
  await offices[0]?.stop();
  assert.equal(offices[1]?.state().kind, 'ready');
  await offices[1]?.stop();
  await relay.endAll();
});

test('a command that is gone leaves no office behind', async (t) => {
  const { startOffice, relay, started } = relayed();
  const folder = testFolder(t);
  const child = startOffice();
  child.send?.({ shell: JSON.stringify(startOf(folder)) }, () => undefined);
  const [word] = await once(emitterOf(child), 'message');
  assert.match(JSON.stringify(word), /ready/);
  await relay.endAll();
  assert.equal(started.length, 1);
  // Its book is free: the next office has it at once.
  await runningOffice(t, folder);
});

/** The listeners of a child as an emitter, so that one word can be waited for. */
function emitterOf(child: OfficeChild): EventEmitter {
  const emitter = new EventEmitter();
  child.on('message', (message) => emitter.emit('message', message));
  return emitter;
}

test('an office that could not be made is given up', async (t) => {
  const { port, command } = portPair();
  relayOffices(command, nodeChild(new URL('./no-such-program.ts', import.meta.url)));
  const office = superviseOffice(startOf(testFolder(t)), relayedOffices(port));
  const stopped = await office.ready().catch((error: unknown) => error);
  assert.ok(stopped instanceof OfficeStopped);
  assert.equal(stopped.reason.kind, 'failed');
});
