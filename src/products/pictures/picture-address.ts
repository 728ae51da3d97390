import { PictureError } from './picture-error.ts';

/** Where the web is. Other ports would let a seller knock on the doors of third parties with our hand. */
const PORTS: ReadonlySet<string> = new Set(['', '80', '443']);

/**
 * Reads an address that a picture may be fetched from, as far as its text tells.
 * @param text the address; a redirect may give a relative one
 * @param url the picture, as the seller gave it, for the error
 * @param base the address that redirected here
 * @returns the address
 * @throws {PictureError} unless it is an http or https address without credentials
 */
export function parsePictureAddress(text: string, url: string, base?: URL): URL {
  const parsed = URL.parse(text, base?.href);
  if (parsed === null || !['http:', 'https:'].includes(parsed.protocol)) {
    throw new PictureError('picture.forbidden_address', url, 'only http and https addresses are fetched');
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw new PictureError('picture.forbidden_address', url, 'an address with credentials is not fetched');
  }
  return parsed;
}

/**
 * @param address a parsed address
 * @returns whether its port is one of the web's: 80 or 443
 */
export function hasWebPort(address: URL): boolean {
  return PORTS.has(address.port);
}
