// Goal: the pictures that are shipped are the program's mark in every size that a desktop asks for.
// Method: the containers are taken apart again; each picture is a PNG of its own size, and the kept
// files hold the very pictures that lie beside them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ICON_SIZES, icnsFile, icoFile } from '../../../scripts/packing/icon-files.ts';

const FOLDER = new URL('../../../scripts/packing/icons/', import.meta.url);

function sizeOfPng(png: Uint8Array): readonly [number, number] {
  const bytes = Buffer.from(png);
  assert.equal(bytes.subarray(1, 4).toString('latin1'), 'PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

function picturesOfIco(ico: Buffer): Buffer[] {
  assert.deepEqual([ico.readUInt16LE(0), ico.readUInt16LE(2)], [0, 1]);
  return Array.from({ length: ico.readUInt16LE(4) }, (_each, at) => {
    const entry = 6 + 16 * at;
    const [length, offset] = [ico.readUInt32LE(entry + 8), ico.readUInt32LE(entry + 12)];
    const png = ico.subarray(offset, offset + length);
    const stated = ico[entry] === 0 ? 256 : (ico[entry] ?? 0);
    assert.deepEqual(sizeOfPng(png), [stated, stated]);
    return png;
  });
}

function picturesOfIcns(icns: Buffer): Map<string, Buffer> {
  assert.equal(icns.toString('latin1', 0, 4), 'icns');
  assert.equal(icns.readUInt32BE(4), icns.length);
  const found = new Map<string, Buffer>();
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    const tag = icns.toString('latin1', at, at + 4);
    found.set(tag, icns.subarray(at + 8, at + icns.readUInt32BE(at + 4)));
  }
  return found;
}

const kept = (name: string): Buffer => readFileSync(new URL(name, FOLDER));

test('the kept containers hold the pictures that lie beside them', () => {
  const inIco = picturesOfIco(kept('icon.ico'));
  assert.deepEqual(
    inIco.map((png) => sizeOfPng(png)[0]),
    [16, 24, 32, 48, 64, 128, 256],
  );
  for (const png of inIco) {
    const [size] = sizeOfPng(png);
    assert.ok(png.equals(kept(`${size}x${size}.png`)), `${size}`);
  }
  const inIcns = picturesOfIcns(kept('icon.icns'));
  const sizes = [...inIcns].map(([tag, png]) => `${tag} ${sizeOfPng(png).join('x')}`);
  assert.deepEqual(sizes, [
    'icp4 16x16',
    'icp5 32x32',
    'ic11 32x32',
    'ic12 64x64',
    'ic07 128x128',
    'ic13 256x256',
    'ic08 256x256',
    'ic14 512x512',
    'ic09 512x512',
    'ic10 1024x1024',
  ]);
});

test('a container is what its pictures make it, and a missing one is a fault of the making', () => {
  const pictures = new Map(
    [...picturesOfIcns(kept('icon.icns')).values()].map((png) => {
      return [sizeOfPng(png)[0], png] as const;
    }),
  );
  for (const size of ICON_SIZES) {
    if (!pictures.has(size)) pictures.set(size, kept(`${size}x${size}.png`));
  }
  assert.deepEqual(Buffer.from(icoFile(pictures)), kept('icon.ico'));
  assert.deepEqual(Buffer.from(icnsFile(pictures)), kept('icon.icns'));
  pictures.delete(48);
  assert.throws(() => icoFile(pictures), /no picture of 48 pixels/);
});
