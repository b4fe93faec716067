// Electron's nine fuses as this program ships them: what the packer sets, what is read back from the
// packed program, and why. The names are those of electron-builder's `electronFuses`.

export type Fuse = {
  /** The fuse's place in the wire that the binary carries, counted from zero. */
  readonly index: number;
  readonly on: boolean;
  readonly why: string;
};

export const FUSES = {
  runAsNode: {
    index: 0,
    on: false,
    why: 'ELECTRON_RUN_AS_NODE would make the signed program run anything',
  },
  enableCookieEncryption: {
    index: 1,
    on: true,
    why: 'what the profile keeps on disk is not readable as it lies there',
  },
  enableNodeOptionsEnvironmentVariable: {
    index: 2,
    on: false,
    why: 'NODE_OPTIONS would load code before ours',
  },
  enableNodeCliInspectArguments: {
    index: 3,
    on: false,
    why: '--inspect would open the main process to anyone on the machine',
  },
  enableEmbeddedAsarIntegrityValidation: {
    index: 4,
    on: true,
    why: 'a changed archive is refused, where the system can check it (macOS, Windows)',
  },
  onlyLoadAppFromAsar: {
    index: 5,
    on: true,
    why: 'without it the check of the archive is passed by a folder beside it',
  },
  loadBrowserProcessSpecificV8Snapshot: {
    index: 6,
    on: false,
    why: 'a snapshot beside the program would run before any check',
  },
  grantFileProtocolExtraPrivileges: {
    index: 7,
    on: false,
    why: 'the page comes from app://, so a file:// page needs no rights at all',
  },
  wasmTrapHandlers: {
    index: 8,
    on: true,
    why: "Electron's own default: WebAssembly keeps its guard pages",
  },
} as const satisfies { readonly [name: string]: Fuse };
