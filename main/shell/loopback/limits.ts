// The limits of the loopback shell, in one place: what a client may cost before it is cut off.
import { FRAME_UNITS_MAX } from '../../../preload/channel.ts';
import { UNSENT_UNITS_MAX } from '../../office/channels.ts';
import { FILE_BYTES_MAX } from '../../office/originals.ts';

export type Limits = {
  /** Bytes of all headers of one request; more is answered 431. */
  readonly headerBytes: number;
  /** Milliseconds in which a request's headers must be there. */
  readonly headersMs: number;
  /** Milliseconds in which the body of a token's exchange must be there. */
  readonly bodyMs: number;
  /** Milliseconds a connection may be silent; an upload and a WebSocket may be so for longer. */
  readonly idleMs: number;
  /** Milliseconds an upload may stand still. */
  readonly uploadIdleMs: number;
  /** Milliseconds a connection may stay open between two requests. */
  readonly keepAliveMs: number;
  /** Milliseconds between two looks for slow connections. */
  readonly checkMs: number;
  /** Connections at once, on both addresses together at most twice as many. */
  readonly connections: number;
  /** WebSockets at once; the next is answered 503. */
  readonly sockets: number;
  /** Uploads at once; the next is answered 503. */
  readonly uploads: number;
  /** Bytes of one uploaded file. */
  readonly fileBytes: number;
  /** Bytes of one frame: a unit of UTF-16 takes at most three. */
  readonly frameBytes: number;
  /** Bytes sent that the page has not taken; a socket beyond it is closed. */
  readonly unsentBytes: number;
  /** Log lines about refused requests in one minute; the rest is counted. */
  readonly refusalsLogged: number;
};

export const LIMITS: Limits = {
  headerBytes: 8 * 1024,
  headersMs: 5_000,
  bodyMs: 5_000,
  idleMs: 30_000,
  uploadIdleMs: 15_000,
  keepAliveMs: 5_000,
  checkMs: 1_000,
  connections: 128,
  sockets: 16,
  uploads: 2,
  fileBytes: FILE_BYTES_MAX,
  frameBytes: 3 * FRAME_UNITS_MAX,
  unsentBytes: UNSENT_UNITS_MAX,
  refusalsLogged: 60,
};
