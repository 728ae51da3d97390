import { createHash } from 'node:crypto';

/**
 * A deterministic draw that depends only on its arguments, so that calls arriving in another order still meet the
 * same luck.
 *
 * @param seed names the whole sequence
 * @param key what is being drawn for
 * @param index how many draws were made for this key before, from 0
 * @returns a number in [0, 1), uniform over the first 48 bits of a SHA-256
 */
export function seededChance(seed: string, key: string, index: number): number {
  const digest = createHash('sha256').update(`${seed}\n${key}\n${index}`).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}
