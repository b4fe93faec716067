// Previews of kept files by their hash: the bytes under a hash never change, so a file that was
// just shown to a person is not read again when it is submitted.
import type { Pain001Preview } from '../formats/pain001-inspect.ts';
import type { FileProgress, FileReading } from './file-reading.ts';
import { originalPath } from './originals.ts';

/** Previews kept, the last ones asked for; each holds some hundred kilobytes at most. */
const PREVIEWS_KEPT = 8;

export class Previews {
  private readonly folder: string;
  private readonly files: FileReading;
  private readonly kept = new Map<string, Pain001Preview>();

  constructor(folder: string, files: FileReading) {
    this.folder = folder;
    this.files = files;
  }

  /** The preview of the original with this hash; faults and `signal` as `FileReading.inspect`. */
  async of(
    hash: string,
    onProgress: FileProgress,
    signal: AbortSignal | null = null,
  ): Promise<Pain001Preview> {
    const known = this.kept.get(hash);
    const path = originalPath(this.folder, hash);
    const preview = known ?? (await this.files.inspect(path, onProgress, signal));
    this.kept.delete(hash);
    this.kept.set(hash, preview);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= PREVIEWS_KEPT) break;
      this.kept.delete(oldest);
    }
    return preview;
  }
}
