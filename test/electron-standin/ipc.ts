// `webContents.ipc`: the messages of one page, with Electron's rule that a channel has one handler.
import { EventEmitter } from 'node:events';

type Handler = (event: object, ...args: readonly unknown[]) => unknown;
export type Reply = { readonly ok: boolean; readonly value: unknown };

export class ScopedIpc extends EventEmitter {
  private readonly handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.handlers.set(channel, handler);
  }

  /** What the handler answers to an `invoke`, with Electron's words when there is none. */
  async answer(channel: string, event: object, args: readonly unknown[]): Promise<Reply> {
    const handler = this.handlers.get(channel);
    if (handler === undefined) {
      return { ok: false, value: `No handler registered for '${channel}'` };
    }
    try {
      return { ok: true, value: await handler(event, ...args) };
    } catch (error) {
      return {
        ok: false,
        value: `Error invoking remote method '${channel}': ${error instanceof Error ? error : String(error)}`,
      };
    }
  }
}
