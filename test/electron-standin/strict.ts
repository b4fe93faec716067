// What keeps the stand-in honest: an object that throws when something is asked of it that it does
// not imitate, and an emitter that throws when an event is listened to that it would never tell.
import { EventEmitter } from 'node:events';

/** What Node and promises look for on any object. */
const LOOKED_FOR = new Set(['then', 'toJSON', 'constructor']);

/** The object, throwing on every property that it does not have. */
export function strict<T extends object>(name: string, target: T): T {
  const refuse = (key: string): never => {
    throw new Error(`electron stand-in: ${name}.${key} is not imitated`);
  };
  return new Proxy(target, {
    get(object, key, receiver) {
      if (typeof key === 'string' && !(key in object) && !LOOKED_FOR.has(key)) refuse(key);
      return Reflect.get(object, key, receiver);
    },
    set(object, key, value, receiver) {
      if (typeof key === 'string' && !(key in object)) refuse(key);
      return Reflect.set(object, key, value, receiver);
    },
  });
}

/** Throws when an option is given that the stand-in passes over: it would be believed to work. */
export function onlyKnown(name: string, given: object, known: readonly string[]): void {
  const odd = Object.keys(given).find((key) => !known.includes(key));
  if (odd !== undefined) throw new Error(`electron stand-in: ${name} knows no option ${odd}`);
}

/** An emitter that tells the events of its list and refuses listeners for any other. */
export class StandinEmitter extends EventEmitter {
  readonly told: readonly string[];
  constructor(told: readonly string[]) {
    super();
    this.told = told;
  }
  override on(event: string, listener: (...args: unknown[]) => void): this {
    if (!this.told.includes(event)) {
      throw new Error(`electron stand-in: the event ${event} is never told`);
    }
    return super.on(event, listener);
  }
  override once(event: string, listener: (...args: unknown[]) => void): this {
    if (!this.told.includes(event)) {
      throw new Error(`electron stand-in: the event ${event} is never told`);
    }
    return super.once(event, listener);
  }
}

/** An event that a listener can prevent; what else it carries is in `more`. */
export class StandinEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** Emits a preventable event with `more` on it; whether a listener prevented it. */
export function emitPreventable(
  emitter: EventEmitter,
  name: string,
  more: object = {},
  ...args: unknown[]
): boolean {
  const event = Object.assign(new StandinEvent(), more);
  emitter.emit(name, event, ...args);
  return event.defaultPrevented;
}

/**
 * The value as it would arrive in a page. Electron clones it by structure; here it travels as JSON,
 * so whatever JSON would change is refused, and what cannot be cloned fails with Electron's words.
 */
export function asJson(value: unknown): string {
  let cloned: unknown;
  try {
    cloned = structuredClone(value);
  } catch {
    throw new Error('An object could not be cloned.');
  }
  const odd = oddInJson(cloned);
  if (odd !== null)
    throw new Error(`electron stand-in: a ${odd} does not travel between processes`);
  return JSON.stringify(cloned) ?? 'null';
}

function oddInJson(value: unknown): string | null {
  if (value === null || ['string', 'boolean', 'undefined'].includes(typeof value)) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'number out of range';
  if (typeof value !== 'object') return typeof value;
  const prototype: unknown = Object.getPrototypeOf(value);
  const plain = Array.isArray(value) || prototype === Object.prototype || prototype === null;
  if (!plain) return value.constructor.name;
  for (const item of Object.values(value)) {
    const odd = oddInJson(item);
    if (odd !== null) return odd;
  }
  return null;
}
