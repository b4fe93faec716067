// Redis Streams as one would use them for this: records are added in pipelines of 500, read by one
// consumer group a thousand at a time, counted by the same windows, and acknowledged. The server is
// the machine's own redis-server, started for the bench on a socket in its folder.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { scheduler } from 'node:timers/promises';
import { type Checked, StringMap } from './stream-contestants.ts';
import { accountAt, type PlainRecords, part } from './stream-material.ts';

const PER_PIPELINE = 500;
const PER_READ = 1000;
const START_TRIES = 100;

type Reply = string | number | null | readonly Reply[] | Error;

/** A connection that sends commands in RESP and reads the replies in their order. */
class RedisClient {
  readonly #socket: Socket;
  #bytes: Buffer = Buffer.alloc(0);
  #wake: () => void = () => undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (more: Buffer) => {
      this.#bytes = this.#bytes.length === 0 ? more : Buffer.concat([this.#bytes, more]);
      this.#wake();
    });
  }

  /** Sends all commands at once and answers their replies. */
  async pipeline(commands: readonly (readonly string[])[]): Promise<readonly Reply[]> {
    this.#socket.write(commands.map(encodeCommand).join(''));
    const replies: Reply[] = [];
    while (replies.length < commands.length) {
      const read = readReply(this.#bytes, 0);
      if (read === null) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      if (read.value instanceof Error) throw read.value;
      replies.push(read.value);
      this.#bytes = this.#bytes.subarray(read.end);
    }
    return replies;
  }

  close(): void {
    this.#socket.destroy();
  }
}

function encodeCommand(words: readonly string[]): string {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${words.length}\r\n${parts.join('')}`;
}

type ReadReply = { readonly value: Reply; readonly end: number };

/** The reply that starts at `at`, or null while not all of it is there. */
function readReply(bytes: Buffer, at: number): ReadReply | null {
  const line = bytes.indexOf('\r\n', at);
  if (line < 0) return null;
  const word = bytes.toString('latin1', at + 1, line);
  const end = line + 2;
  switch (String.fromCharCode(bytes[at] ?? 0)) {
    case '+':
      return { value: word, end };
    case '-':
      return { value: new Error(word), end };
    case ':':
      return { value: Number(word), end };
    case '$': {
      const length = Number(word);
      if (length < 0) return { value: null, end };
      if (bytes.length < end + length + 2) return null;
      return { value: bytes.toString('utf8', end, end + length), end: end + length + 2 };
    }
    default:
      return readArray(bytes, end, Number(word));
  }
}

function readArray(bytes: Buffer, from: number, length: number): ReadReply | null {
  if (length < 0) return { value: null, end: from };
  const items: Reply[] = [];
  let end = from;
  while (items.length < length) {
    const item = readReply(bytes, end);
    if (item === null) return null;
    items.push(item.value);
    end = item.end;
  }
  return { value: items, end };
}

export type RedisServer = {
  /** Adds, reads, counts and acknowledges all records, on a stream of its own. */
  readonly run: (records: PlainRecords) => Promise<Checked>;
  readonly stop: () => Promise<void>;
};

/** The server, or null where the machine has no redis-server. */
export async function startRedis(folder: string): Promise<RedisServer | null> {
  const path = join(folder, 'redis.sock');
  const settings = ['--port', '0', '--unixsocket', path, '--dir', folder];
  const durable = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''];
  const server = spawn('redis-server', [...settings, ...durable], { stdio: 'ignore' });
  const isThere = await Promise.race([
    once(server, 'spawn').then(() => true),
    once(server, 'error').then(() => false),
  ]).catch(() => false);
  if (!isThere) return null;
  const producer = await connected(path);
  const consumer = await connected(path);
  let streams = 0;
  return {
    run: (records) => {
      streams += 1;
      return runOn(producer, consumer, `records-${streams}`, records);
    },
    stop: async () => {
      producer.close();
      consumer.close();
      await ended(server);
    },
  };
}

async function ended(server: ChildProcess): Promise<void> {
  const exit = once(server, 'exit');
  server.kill('SIGTERM');
  await exit;
}

async function connected(path: string): Promise<RedisClient> {
  for (let tried = 1; ; tried += 1) {
    try {
      const socket = connect(path);
      await once(socket, 'connect');
      return new RedisClient(socket);
    } catch (error) {
      if (tried === START_TRIES) throw error;
      await scheduler.wait(50);
    }
  }
}

async function runOn(
  producer: RedisClient,
  consumer: RedisClient,
  stream: string,
  records: PlainRecords,
): Promise<Checked> {
  await producer.pipeline([['XGROUP', 'CREATE', stream, 'sums', '0', 'MKSTREAM']]);
  const [, checked] = await Promise.all([
    produce(producer, stream, records),
    consume(consumer, stream, records.accounts.length),
  ]);
  await producer.pipeline([['DEL', stream]]);
  return checked;
}

async function produce(client: RedisClient, stream: string, records: PlainRecords) {
  for (let from = 0; from < records.accounts.length; from += PER_PIPELINE) {
    const some = part(records, from, from + PER_PIPELINE);
    await client.pipeline(
      Array.from(some.times, (at, i) => {
        const account = accountAt(some, i);
        const fields = ['account', account, 'at', `${at}`, 'amount', `${some.amounts[i]}`];
        return ['XADD', stream, '*', ...fields];
      }),
    );
  }
}

async function consume(client: RedisClient, stream: string, records: number): Promise<Checked> {
  const sums = new StringMap();
  const checked: Checked = { records: 0, counts: 0, sums: 0 };
  const group = ['GROUP', 'sums', 'one', 'COUNT', String(PER_READ), 'BLOCK', '1000'];
  while (checked.records < records) {
    const [reply] = await client.pipeline([['XREADGROUP', ...group, 'STREAMS', stream, '>']]);
    const ids: string[] = [];
    for (const [id, fields] of entriesOf(reply)) {
      const [, account = '', , at = '', , amount = ''] = fields;
      const ring = sums.take(account, Number(at), Number(amount));
      checked.records += 1;
      checked.counts += ring?.count ?? 0;
      checked.sums += ring?.sum ?? 0;
      ids.push(id);
    }
    if (ids.length > 0) await client.pipeline([['XACK', stream, 'sums', ...ids]]);
  }
  return checked;
}

/** The entries of a reply to XREADGROUP over one stream; none when it waited in vain. */
function entriesOf(reply: Reply | undefined): readonly (readonly [string, readonly string[]])[] {
  if (!Array.isArray(reply)) return [];
  const [[, entries]] = reply;
  return entries;
}
