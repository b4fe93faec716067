// Whether Electron can open a window here with its sandbox on, and if not, why: in one sentence for
// the person who started the program. Its sandbox is never switched off instead.

/** What decides it; tests pass their own. */
export type Workstation = {
  readonly platform: string;
  readonly isRoot: boolean;
  readonly hasDisplay: boolean;
  /** `COUNTERFOIL_SHELL=loopback`: the person asked for the browser's window. */
  readonly browserOnly: boolean;
  /** The text of a file, trimmed, or null when it cannot be read. */
  readonly read: (path: string) => string | null;
  /** Gets Electron's binary when it is not there; whether it is there now. */
  readonly fetchElectron: () => boolean;
};

const KEYS = '/proc/sys/';

/** The reason, or null when Electron can be started. The binary is fetched only if it can be used. */
export function whyNoElectron(station: Workstation): string | null {
  const { platform, isRoot, hasDisplay, browserOnly, read, fetchElectron } = station;
  if (browserOnly) return 'COUNTERFOIL_SHELL=loopback asks for it.';
  if (platform === 'linux') {
    if (isRoot) return "Electron's sandbox does not work for root.";
    if (!hasDisplay) return 'Electron needs a display, and there is none.';
    const denied =
      read(`${KEYS}kernel/unprivileged_userns_clone`) === '0' ||
      read(`${KEYS}user/max_user_namespaces`) === '0' ||
      read(`${KEYS}kernel/apparmor_restrict_unprivileged_userns`) === '1';
    if (denied) {
      return "This system keeps programs from making user namespaces, which Electron's sandbox needs.";
    }
  }
  return fetchElectron() ? null : "Electron's binary could not be fetched.";
}
