import { constants, crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const PALETTE_COLOUR = 3;

/** Red, green and blue, 0 to 255 each. */
export type Colour = readonly [red: number, green: number, blue: number];

/**
 * Encodes a grid of plain cells as PNG (W3C PNG specification, colour type 3, 8 bits).
 *
 * @param cells rows of indices into the palette, every row equally long
 * @param scale edge of a cell, pixels
 * @param palette at most 256 colours
 * @returns the file's bytes
 */
export function encodePng(
  cells: readonly (readonly number[])[],
  scale: number,
  palette: readonly Colour[],
): Buffer {
  const width = (cells[0]?.length ?? 0) * scale;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(cells.length * scale, 4);
  header[8] = 8;
  header[9] = PALETTE_COLOUR;
  // A row begins with the number of its filter; 0 is none.
  const rows = cells.map((row) =>
    Buffer.from([0, ...row.flatMap((index) => Array<number>(scale).fill(index))]),
  );
  const pixels = Buffer.concat(rows.flatMap((row) => Array<Buffer>(scale).fill(row)));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    // Rows of plain cells are runs of one byte: looking for anything else takes five times as long and finds no more.
    chunk('IDAT', deflateSync(pixels, { strategy: constants.Z_RLE })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.byteLength + 8);
  framed.writeUInt32BE(data.byteLength, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.byteLength + 4);
  return framed;
}
