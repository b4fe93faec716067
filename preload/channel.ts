// The wire: values to text and back, the frames of both sides, and what bounds them. One small
// channel type fits a WebSocket, a MessagePort, a worker port and a child's IPC. This is the only
// place where a bigint becomes a string. It runs in the renderer too: nothing of Node is used.
import { z } from 'zod';
import { assert, Bug } from '../main/domain/assert.ts';
import { Fault } from '../main/domain/result.ts';
import { code, refusal } from './contract/values.ts';

/**
 * Whole text frames in both directions, in order, none delivered after the close. `send` never
 * throws and does nothing once closed; an adapter whose peer stops reading closes itself at its
 * own stated limit. `onClose` is told once, whichever side closed, and at once if it is closed.
 */
export type Channel = {
  send(frame: string): void;
  onFrame(fn: (frame: string) => void): void;
  onClose(fn: () => void): void;
  close(): void;
};

/** UTF-16 units in one frame; a transport that counts bytes must let three times as many pass. */
export const FRAME_UNITS_MAX = 1_048_576;
/** Nesting of arrays and objects in one frame. */
export const DEPTH_MAX = 32;
/** Digits of one bigint, so that a hostile frame cannot buy a quadratic conversion. */
export const BIGINT_DIGITS_MAX = 40;
/** Calls and streams open on one channel; the next one is answered `too_many_calls`. */
export const CALLS_IN_FLIGHT_MAX = 64;
/** Items of one stream that may be under way unread. */
export const STREAM_CREDIT = 16;
/** Credit that an office lets an asker pile up before it takes the asker for hostile. */
export const STREAM_CREDIT_MAX = 1024;

// A string that starts with the mark is a tagged value: `~n12` a bigint, `~bAAE=` bytes, and `~~…`
// the string that itself starts with the mark. Object keys are never tagged.
const MARK = '~';
const bigintPattern = new RegExp(`^(?:0|-?[1-9][0-9]{0,${BIGINT_DIGITS_MAX - 1}})$`);
const base64Pattern = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * The text of a value made of null, booleans, finite numbers, strings, bigints, bytes, arrays and
 * plain objects. Anything else is a bug of the caller. Negative zero becomes zero. A text longer
 * than {@link FRAME_UNITS_MAX} is the fault `frame_too_large`.
 */
export function encode(value: unknown): string {
  const frame = JSON.stringify(toWire(value, 0));
  if (frame.length > FRAME_UNITS_MAX) throw new Fault('frame_too_large', `${frame.length} units`);
  return frame;
}

function toWire(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.startsWith(MARK) ? MARK + value : value;
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    assert(Number.isFinite(value), 'a number on the wire is finite');
    return value;
  }
  if (typeof value === 'bigint') {
    const digits = value.toString();
    assert(bigintPattern.test(digits), 'a bigint on the wire is of bounded size');
    return `${MARK}n${digits}`;
  }
  if (typeof value !== 'object') throw new Bug(`a ${typeof value} does not travel`);
  assert(depth < DEPTH_MAX, 'a value on the wire is of bounded depth');
  if (Array.isArray(value)) return Array.from(value, (item) => toWire(item, depth + 1));
  if (value instanceof Uint8Array) return `${MARK}b${toBase64(value)}`;
  const prototype: unknown = Object.getPrototypeOf(value);
  assert(prototype === Object.prototype || prototype === null, 'only plain objects travel');
  const plain: { [key: string]: unknown } = {};
  for (const [key, item] of Object.entries(value)) {
    assert(key !== '__proto__', 'no key names the prototype');
    plain[key] = toWire(item, depth + 1);
  }
  return plain;
}

/** The value of a frame that {@link encode} wrote; any other text is the fault `bad_frame`. */
export function decode(frame: string): unknown {
  if (frame.length > FRAME_UNITS_MAX) throw new Fault('bad_frame', `${frame.length} units`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(frame);
  } catch {
    throw new Fault('bad_frame', 'not JSON');
  }
  return fromWire(parsed, 0);
}

function fromWire(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.startsWith(MARK) ? fromTagged(value) : value;
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new Fault('bad_frame', 'number out of range');
    }
    return value;
  }
  if (depth >= DEPTH_MAX) throw new Fault('bad_frame', 'too deep');
  if (Array.isArray(value)) return value.map((item: unknown) => fromWire(item, depth + 1));
  const plain: { [key: string]: unknown } = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__') throw new Fault('bad_frame', 'a key names the prototype');
    plain[key] = fromWire(item, depth + 1);
  }
  return plain;
}

function fromTagged(text: string): unknown {
  const body = text.slice(2);
  if (text[1] === MARK) return text.slice(1);
  if (text[1] === 'n' && bigintPattern.test(body)) return BigInt(body);
  if (text[1] === 'b' && base64Pattern.test(body)) {
    return Uint8Array.from(atob(body), (unit) => unit.charCodeAt(0));
  }
  throw new Fault('bad_frame', 'unknown tag');
}

function toBase64(bytes: Uint8Array): string {
  // In pieces, because the arguments of one call are limited.
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary);
}

const seq = z.int().min(1);
const credit = z.int().min(1).max(STREAM_CREDIT_MAX);
const asked = { seq, method: z.string().max(64), input: z.unknown() };

/** What an asker may say. `seq` grows with every call and stream of a channel. */
export const requestFrame = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), ...asked }),
  z.strictObject({ kind: z.literal('open'), ...asked, credit }),
  z.strictObject({ kind: z.literal('grant'), seq, credit }),
  z.strictObject({ kind: z.literal('cancel'), seq }),
]);
export type RequestFrame = z.output<typeof requestFrame>;

const anyReply = z.union([
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), refusal }),
  z.strictObject({
    ok: z.literal(false),
    fault: z.strictObject({ id: z.string().max(64).nullable(), code }),
  }),
]);

/** What an office may say: items of a stream, and one reply that ends each call or stream. */
export const replyFrame = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reply'), seq, reply: anyReply }),
  z.strictObject({ kind: z.literal('item'), seq, item: z.unknown() }),
]);
export type ReplyFrame = z.output<typeof replyFrame>;
