import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * @param secret random enough for a plain hash
 * @returns what is stored of it
 */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * @param secret what somebody presents
 * @param hash what is stored
 * @returns whether they belong together
 */
export function matches(secret: string, hash: string | null): boolean {
  return hash !== null && timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(hash));
}
