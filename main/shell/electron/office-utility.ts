// The office as a utility process of Electron: what the supervisor needs of it, and the one thing
// that only it can do, to take over a window's port so that no frame stops in the main process.
import type { ForkOptions, MessagePortMain, UtilityProcess } from 'electron';
import { encode } from '../../../preload/channel.ts';
import type { Stated } from '../../../preload/session.ts';
import type { OfficeChild, StartOfficeProcess } from '../../office/supervise.ts';

export const OFFICE_NAME = 'Counterfoil office';

export type Fork = (program: string, args: string[], options: ForkOptions) => UtilityProcess;

export type UtilityOffice = {
  readonly start: StartOfficeProcess;
  /** Hands a port to the office as it is now; false when there is none just now. */
  readonly handOver: (session: Stated, port: MessagePortMain) => boolean;
};

/** `endNow` ends a process by its id as a crash would; `env` is what the office may see. */
export function utilityOffice(
  fork: Fork,
  program: string,
  env: { readonly [name: string]: string | undefined },
  endNow: (pid: number) => void,
): UtilityOffice {
  let current: UtilityProcess | null = null;
  return {
    start() {
      const { NODE_OPTIONS: _options, ELECTRON_RUN_AS_NODE: _asNode, ...rest } = env;
      const child = fork(program, [], { serviceName: OFFICE_NAME, stdio: 'inherit', env: rest });
      current = child;
      child.on('exit', () => {
        if (current === child) current = null;
      });
      return officeChild(child, endNow);
    },
    handOver(session, port) {
      if (current === null) return false;
      current.postMessage({ port: encode(session) }, [port]);
      return true;
    },
  };
}

function officeChild(child: UtilityProcess, endNow: (pid: number) => void): OfficeChild {
  return {
    get pid() {
      return child.pid;
    },
    send(message, callback) {
      child.postMessage(message);
      // Electron never says when a message has left.
      callback(null);
    },
    on(event: string, listener: (said: unknown) => void) {
      if (event === 'message') child.on('message', listener);
      else if (event === 'error') child.on('error', listener);
      // A utility process has no pipe that could break before it ends.
      else child.on('exit', () => listener(undefined));
    },
    disconnect: () => child.postMessage({ shell: encode({ kind: 'end' }) }),
    kill() {
      if (child.pid !== undefined) endNow(child.pid);
    },
  };
}
