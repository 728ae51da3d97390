import { ProductVersionRequiredError } from './product-errors.ts';

/**
 * @param version a product's version
 * @returns its strong entity tag (RFC 9110 §8.8.3)
 */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * Finds out which version a change is based on; the body outweighs the header.
 * @param version `version` of the body
 * @param ifMatch the If-Match header
 * @returns the version
 * @throws {ProductVersionRequiredError} when neither names one
 */
export function baseVersion(version: number | undefined, ifMatch: string | undefined): number {
  if (version !== undefined) return version;
  const tag = /^(?:W\/)?"([1-9]\d{0,8})"$/.exec(ifMatch?.trim() ?? '')?.[1];
  if (tag === undefined) throw new ProductVersionRequiredError();
  return Number(tag);
}
