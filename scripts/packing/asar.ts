// Electron's archive format, read with our own eyes: what is in it, whether each piece is what its
// header says, and the files themselves, those beside the archive included.

import { createHash, hash } from 'node:crypto';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

export type AsarFile = {
  /** With forward slashes, from the archive's root. */
  readonly path: string;
  readonly size: number;
  /** Lies beside the archive, in `NAME.asar.unpacked`. */
  readonly unpacked: boolean;
  readonly executable: boolean;
  /** From the start of the archive; 0 for an unpacked file. */
  readonly offset: number;
  /** SHA-256 in lower-case hex, as the header states it, or null when it does not. */
  readonly sha256: string | null;
};

export type Asar = {
  readonly file: string;
  readonly files: readonly AsarFile[];
  /** SHA-256 of the header in hex: what Electron's check of the integrity starts from. */
  readonly headerSha256: string;
};

type Node = { readonly files: { readonly [name: string]: Node } } | z.infer<typeof Leaf>;

const Leaf = z.object({
  size: z.int().nonnegative(),
  offset: z.string().regex(/^\d+$/).optional(),
  unpacked: z.boolean().optional(),
  executable: z.boolean().optional(),
  link: z.string().optional(),
  integrity: z.object({ algorithm: z.literal('SHA256'), hash: z.string() }).optional(),
});
const Folder: z.ZodType<Node> = z.union([
  z.object({
    files: z.record(
      z.string(),
      z.lazy(() => Folder),
    ),
  }),
  Leaf,
]);

/** Two 32-bit words that Chromium's Pickle puts before the header's own, and its text's length. */
const PREFIX_BYTES = 16;

/** Reads the header of an archive. Throws on what is no archive, or has a link or a climbing name. */
export async function readAsar(file: string): Promise<Asar> {
  const handle = await open(file);
  try {
    const prefix = Buffer.alloc(PREFIX_BYTES);
    await handle.read(prefix, 0, PREFIX_BYTES, 0);
    const headerSize = prefix.readUInt32LE(4);
    const textLength = prefix.readUInt32LE(12);
    if (prefix.readUInt32LE(0) !== 4 || textLength + 8 > headerSize) {
      throw new Error(`${file} is not an archive`);
    }
    const text = Buffer.alloc(textLength);
    await handle.read(text, 0, textLength, PREFIX_BYTES);
    const header = Folder.parse(JSON.parse(text.toString()));
    const files = filesIn(header, '', 8 + headerSize);
    return { file, files, headerSha256: hash('sha256', text, 'hex') };
  } finally {
    await handle.close();
  }
}

function filesIn(node: Node, path: string, start: number): AsarFile[] {
  if (!('files' in node)) {
    if (node.link !== undefined) throw new Error(`a link in the archive: ${path}`);
    return [
      {
        path,
        size: node.size,
        unpacked: node.unpacked ?? false,
        executable: node.executable ?? false,
        offset: node.offset === undefined ? 0 : start + Number(node.offset),
        sha256: node.integrity?.hash ?? null,
      },
    ];
  }
  return Object.entries(node.files).flatMap(([name, child]) => {
    if (name === '..' || /[/\\]/.test(name)) throw new Error(`a name that climbs: ${name}`);
    return filesIn(child, path === '' ? name : `${path}/${name}`, start);
  });
}

/** The bytes of one file, from inside or beside the archive. */
export async function readFromAsar(asar: Asar, file: AsarFile): Promise<Buffer> {
  if (file.unpacked) return readFile(join(`${asar.file}.unpacked`, file.path));
  const handle = await open(asar.file);
  try {
    const bytes = Buffer.alloc(file.size);
    const { bytesRead } = await handle.read(bytes, 0, file.size, file.offset);
    if (bytesRead !== file.size) throw new Error(`${file.path} is cut short`);
    return bytes;
  } finally {
    await handle.close();
  }
}

/** Whether the bytes of a file are what the header says; null when the header does not say. */
export async function isIntact(asar: Asar, file: AsarFile): Promise<boolean | null> {
  if (file.sha256 === null) return null;
  const bytes = await readFromAsar(asar, file);
  return createHash('sha256').update(bytes).digest('hex') === file.sha256;
}

/** Writes every file of the archive, and those beside it, into `folder`. */
export async function extractAsar(asar: Asar, folder: string): Promise<void> {
  for (const file of asar.files) {
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await readFromAsar(asar, file), {
      mode: file.executable ? 0o755 : 0o644,
    });
  }
}

/** The bytes of an archive that holds these small files and nothing else. */
export function makeAsar(files: ReadonlyMap<string, string>): Buffer {
  let offset = 0;
  const entries = [...files].map(([name, text]) => {
    const size = Buffer.byteLength(text);
    const entry = [name, { size, offset: `${offset}` }] as const;
    offset += size;
    return entry;
  });
  const header = Buffer.from(JSON.stringify({ files: Object.fromEntries(entries) }));
  const padded = Math.ceil(header.length / 4) * 4;
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32LE(4, 0);
  prefix.writeUInt32LE(padded + 8, 4);
  prefix.writeUInt32LE(padded + 4, 8);
  prefix.writeUInt32LE(header.length, 12);
  const padding = Buffer.alloc(padded - header.length);
  return Buffer.concat([prefix, header, padding, Buffer.from([...files.values()].join(''))]);
}
