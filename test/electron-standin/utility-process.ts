// Electron's `utilityProcess`: a child of Node that has a parent port and no pipe of Node's, to which
// ports can be transferred.
import { type ChildProcess, fork as forkNode } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { theApp } from './app.ts';
import { detachAll, PortRelay } from './ports.ts';
import { onlyKnown, StandinEmitter, strict } from './strict.ts';

const BOOT = fileURLToPath(new URL('./utility-boot.ts', import.meta.url));

type Options = {
  readonly serviceName?: string;
  readonly stdio?: 'inherit' | 'pipe' | 'ignore';
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly execArgv?: readonly string[];
};

/** What passes between the stand-in and its child. */
export type UtilityMessage =
  | { readonly kind: 'message'; readonly data: unknown; readonly ports: readonly number[] }
  | { readonly kind: 'frame' | 'close'; readonly number: number; readonly data: unknown };

class UtilityProcess extends StandinEmitter {
  pid: number | undefined = undefined;
  private readonly child: ChildProcess;
  private readonly relay: PortRelay;

  constructor(modulePath: string, args: readonly string[], options: Options) {
    super(['spawn', 'message', 'exit', 'error']);
    const { serviceName = 'Node Utility Process', stdio = 'inherit' } = options;
    this.child = forkNode(BOOT, [modulePath, ...args], {
      serialization: 'advanced',
      stdio: ['ignore', stdio, stdio, 'ipc'],
      env: options.env ?? process.env,
      cwd: options.cwd ?? process.cwd(),
      execArgv: [...(options.execArgv ?? [])],
    });
    this.relay = new PortRelay((number, kind, data) => this.say({ kind, number, data }));
    const quitting = {
      close: async () => true,
      destroy: () => void this.child.kill('SIGKILL'),
    };
    const metric = () =>
      this.pid === undefined
        ? null
        : { pid: this.pid, type: 'Utility', serviceName, name: serviceName };
    theApp.utilities.add(quitting);
    theApp.metrics.add(metric);
    this.child.on('spawn', () => {
      this.pid = this.child.pid;
      this.emit('spawn');
    });
    this.child.on('message', (message: UtilityMessage) => {
      if (message.kind === 'message') this.emit('message', message.data);
      else this.relay.hear(message.number, message.kind, message.data);
    });
    this.child.on('exit', (code) => {
      this.pid = undefined;
      theApp.utilities.delete(quitting);
      theApp.metrics.delete(metric);
      this.relay.closeAll();
      this.emit('exit', code ?? 1);
    });
  }

  postMessage(data: unknown, transfer: readonly unknown[] = []): void {
    structuredClone(data);
    const ports = detachAll(transfer).map((port) => this.relay.add(port));
    this.say({ kind: 'message', data, ports });
    for (const number of ports) this.relay.begin(number);
  }

  kill(): boolean {
    return this.child.kill('SIGTERM');
  }

  private say(message: UtilityMessage): void {
    // A process that has ended is told nothing, as in Electron.
    if (this.child.connected) this.child.send(message, () => undefined);
  }
}

export function fork(
  modulePath: string,
  args: readonly string[] = [],
  options: Options = {},
): UtilityProcess {
  if (!theApp.isReady()) {
    throw new Error('utilityProcess cannot be created before app is ready.');
  }
  onlyKnown('utilityProcess.fork', options, ['serviceName', 'stdio', 'env', 'cwd', 'execArgv']);
  return strict('UtilityProcess', new UtilityProcess(modulePath, args, options));
}
