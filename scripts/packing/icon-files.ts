// Puts pictures of one mark in several sizes into the two containers that Windows and macOS want.
// Both hold PNG as it is.

/** Pixels of one side → the PNG. */
export type Pictures = ReadonlyMap<number, Uint8Array>;

/** Sizes in an .ico; 256 is written as 0. */
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256] as const;

/** Pixels of one side → the tag that macOS knows it by; two tags are the same size at twice the density. */
const ICNS_TAGS = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
] as const;

/** Every size that the containers and a Linux desktop need. */
export const ICON_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;

export function icoFile(pictures: Pictures): Uint8Array {
  const images = ICO_SIZES.map((size) => ({ size, png: pictureOf(pictures, size) }));
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [at, { size, png }] of images.entries()) {
    const entry = 6 + 16 * at;
    head[entry] = size % 256;
    head[entry + 1] = size % 256;
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

export function icnsFile(pictures: Pictures): Uint8Array {
  const blocks = ICNS_TAGS.flatMap(([tag, size]) => {
    const png = pictureOf(pictures, size);
    return [blockHead(tag, png.length), png];
  });
  const length = blocks.reduce((sum, block) => sum + block.length, 0);
  return Buffer.concat([blockHead('icns', length), ...blocks]);
}

function blockHead(tag: string, contentLength: number): Uint8Array {
  const head = Buffer.alloc(8);
  head.write(tag, 'latin1');
  head.writeUInt32BE(8 + contentLength, 4);
  return head;
}

function pictureOf(pictures: Pictures, size: number): Uint8Array {
  const png = pictures.get(size);
  if (png === undefined) throw new Error(`no picture of ${size} pixels`);
  return png;
}
