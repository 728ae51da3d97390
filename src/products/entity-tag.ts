import type { BaseVersion } from './base-version.ts';
import { ProductVersionRequiredError } from './product-errors.ts';

/**
 * @param version a product's version
 * @returns its strong entity tag (RFC 9110 §8.8.3)
 */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * Reads an `If-Match` header as the version it names.
 * @param header the header
 * @returns the version; 0, which no product has, for a tag that none of ours can be; undefined without a header
 */
export function versionMatched(header: string | undefined): BaseVersion | undefined {
  const tag = header?.trim();
  if (tag === undefined || tag === '') return undefined;
  // A weak tag never matches here (RFC 9110 §8.8.3.2), and `*` names no version.
  return { version: Number(/^"([1-9]\d{0,8})"$/.exec(tag)?.[1] ?? 0), by: 'if_match' };
}

/**
 * Compares weakly, as RFC 9110 §13.1.2 wants it for what is only read again.
 * @param ifNoneMatch the If-None-Match header
 * @param version the product's version
 * @returns whether the reader has that version already
 */
export function isKnown(ifNoneMatch: string | undefined, version: number): boolean {
  const known = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(entityTag(version));
}

/**
 * Finds out which version a change is based on; the body outweighs the header.
 * @param version `version` of the body
 * @param ifMatch the If-Match header
 * @returns the version
 * @throws {ProductVersionRequiredError} when neither names one
 */
export function baseVersion(version: number | undefined, ifMatch: string | undefined): BaseVersion {
  if (version !== undefined) return { version, by: 'body' };
  const base = versionMatched(ifMatch);
  if (base === undefined) throw new ProductVersionRequiredError();
  return base;
}
