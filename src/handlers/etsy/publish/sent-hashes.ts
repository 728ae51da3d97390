import type { Wanted } from './wanted.ts';

/**
 * What a step's result says of what Etsy was sent.
 * @param wanted what was sent
 * @returns hashes of content and inventory
 */
export function hashesOf({ contentHash, inventoryHash }: Wanted): Record<string, string> {
  return { content_hash: contentHash, inventory_hash: inventoryHash };
}

/**
 * Tells whether the activation went out with exactly this.
 * @param result the result of `activate`, if there is one
 * @param wanted what is wanted now
 * @returns true where both hashes are the same
 */
export function wasSent(result: Readonly<Record<string, unknown>> | undefined, wanted: Wanted): boolean {
  return result?.['content_hash'] === wanted.contentHash && result['inventory_hash'] === wanted.inventoryHash;
}
