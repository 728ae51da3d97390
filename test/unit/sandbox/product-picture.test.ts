import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { imageKind } from '../../../src/sandbox/pictures/image-kind.ts';
import { answerPicture } from '../../../src/sandbox/pictures/picture-route.ts';
import { productPicture } from '../../../src/sandbox/pictures/product-picture.ts';

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** Reads a PNG the way a decoder does: signature, then chunks whose check sums must agree. */
function chunksOf(png: Buffer): readonly Chunk[] {
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.byteLength;) {
    const length = png.readUInt32BE(at);
    const named = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(named));
    chunks.push({ type: named.subarray(0, 4).toString('latin1'), data: named.subarray(4) });
    at += 12 + length;
  }
  return chunks;
}

describe('a product picture', () => {
  it('is a complete PNG of at least 500 by 500 pixels', () => {
    const chunks = chunksOf(productPicture('ROB1', 1));
    expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
    const [header, palette, data] = chunks.map((chunk) => chunk.data);
    const [width, height] = [header?.readUInt32BE(0) ?? 0, header?.readUInt32BE(4) ?? 0];
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(500);
    const pixels = inflateSync(data ?? Buffer.alloc(0));
    expect(pixels.byteLength).toBe(height * (width + 1));
    expect(pixels.reduce((most, index) => Math.max(most, index), 0)).toBeLessThan(
      (palette?.byteLength ?? 0) / 3,
    );
  });

  it('is the same for the same product and position, different for others, and small', () => {
    expect(productPicture('ROB1', 1)).toEqual(productPicture('ROB1', 1));
    const files = new Set<string>();
    for (let product = 0; product < 20; product += 1) {
      for (const position of [1, 2, 3, 4]) {
        const picture = productPicture(`ROB${product}`, position);
        expect(picture.byteLength).toBeLessThan(30_000);
        files.add(picture.toString('base64'));
      }
    }
    expect(files.size).toBe(80);
  });

  it('is served under its own name only', () => {
    const get = (path: string): ReturnType<typeof answerPicture> =>
      answerPicture({
        method: 'GET',
        path,
        query: new URLSearchParams(),
        headers: {},
        body: Buffer.alloc(0),
      });
    expect(get('/pictures/ROB1-2.png')?.bytes).toEqual(productPicture('ROB1', 2));
    expect(get('/pictures/ROB1-0.png')).toBeUndefined();
    expect(get('/pictures/ROB1-2.jpg')).toBeUndefined();
  });

  it('is recognised by its bytes, as are the other formats', () => {
    expect(imageKind(productPicture('ROB1', 1))).toBe('image/png');
    expect(imageKind(Buffer.from('ffd8ffe000104a464946', 'hex'))).toBe('image/jpeg');
    expect(imageKind(Buffer.from('RIFF....WEBPVP8 '))).toBe('image/webp');
    expect(imageKind(Buffer.from('GIF89a'))).toBe('image/gif');
    expect(imageKind(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeUndefined();
    expect(imageKind(Buffer.alloc(0))).toBeUndefined();
  });
});
