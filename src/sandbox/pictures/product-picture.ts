import { createHash } from 'node:crypto';
import { encodePng, type Colour } from './png.ts';

/** Edge of a picture, pixels; eBay asks for at least 500. */
const EDGE = 600;
/** Cells along the edge of the pattern inside. */
const CELLS = 10;

/**
 * Draws a picture that belongs to one product: a mirrored pattern on a plain ground, always the same for the same
 * arguments and different for others.
 *
 * @param sku the product
 * @param position number of the picture, from 1
 * @returns a PNG of 600 × 600 pixels
 */
export function productPicture(sku: string, position: number): Buffer {
  const digest = createHash('sha256').update(`${sku}\n${position}`).digest();
  const colour = (at: number, base: number): Colour => [
    base + ((digest[at] ?? 0) % 80),
    base + ((digest[at + 1] ?? 0) % 80),
    base + ((digest[at + 2] ?? 0) % 80),
  ];
  const palette = [colour(0, 175), colour(3, 20), colour(6, 100)];
  const cells = Array.from({ length: CELLS }, (_row, row) =>
    Array.from({ length: CELLS }, (_cell, column) => {
      const mirrored = Math.min(column, CELLS - 1 - column);
      if (mirrored === 0 || row === 0 || row === CELLS - 1) return 0;
      return (digest[9 + (((mirrored - 1) * (CELLS - 2) + row - 1) % 23)] ?? 0) % palette.length;
    }),
  );
  return encodePng(cells, EDGE / CELLS, palette);
}
