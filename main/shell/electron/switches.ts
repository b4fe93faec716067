// Command-line switches that open a program to whoever starts it. A packed build ends on the first
// of them: the fuses cover Node's own, these are Chromium's.

/** Names of switches, each with everything that may follow it after a `-`. */
const FORBIDDEN = [
  'inspect',
  'debug',
  'remote-debugging',
  'remote-allow-origins',
  'js-flags',
  'load-extension',
  'disable-web-security',
  'disable-site-isolation',
  'disable-features',
  'enable-features',
  'disable-namespace-sandbox',
  'allow-sandbox-debugging',
  'no-zygote',
  'zygote-cmd-prefix',
  'allow-insecure-localhost',
  'auth-negotiate-delegate-allowlist',
  'auth-server-allowlist',
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'unsafely-treat-insecure-origin-as-secure',
  'no-sandbox',
  'disable-setuid-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-gpu-sandbox',
  'single-process',
  'in-process-gpu',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'browser-subprocess-path',
  'host-rules',
  'host-resolver-rules',
  'proxy',
  'no-proxy-server',
  'ignore-certificate-errors',
  'enable-blink-features',
  'enable-experimental-web-platform-features',
  'enable-unsafe',
  'enable-automation',
  'test-type',
  'use-fake',
  'gpu-startup-dialog',
  'renderer-startup-dialog',
  'utility-startup-dialog',
  'wait-for-debugger',
  'enable-tracing',
  'trace-startup',
  'trace-to',
  'enable-logging',
  'log-file',
  'log-net-log',
  'net-log',
  'vmodule',
  'crash-dumps-dir',
  'ssl-key-log-file',
  'user-data-dir',
] as const;

const PATTERN = new RegExp(`^(?:${FORBIDDEN.join('|')})(?:-|$)`);

/** The first argument that a packed build refuses, or null. `--A=b`, `-A` and `/A` are one. */
export function forbiddenSwitch(argv: readonly string[]): string | null {
  const found = argv.find((argument) => {
    const name = /^(?:--?|\/)([^=]+)/.exec(argument)?.[1]?.toLowerCase();
    return name !== undefined && PATTERN.test(name);
  });
  return found ?? null;
}
