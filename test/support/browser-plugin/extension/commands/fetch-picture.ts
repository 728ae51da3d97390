import { kept } from '../storage.ts';
import { PictureUnavailable } from './command.ts';

const MOST_BYTES = 20_000_000;

/**
 * Fetches a picture from StoFlow, and from nowhere else.
 * @param path relative to StoFlow, signed
 * @param sha256 of its bytes, where that is known
 * @param within milliseconds
 * @returns its bytes
 * @throws {PictureUnavailable} when it cannot be had, or is another one
 */
export async function fetchPicture(path: string, sha256: string | undefined, within: number): Promise<Blob> {
  const server = new URL((await kept('server')) ?? 'https://invalid');
  const url = new URL(path, server);
  if (!path.startsWith('/') || url.origin !== server.origin)
    throw new PictureUnavailable('It is not at StoFlow');
  const blob = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(within) })
    .then((response) => (response.ok ? response.blob() : Promise.reject(new Error(`${response.status}`))))
    .catch((error: unknown) => {
      throw new PictureUnavailable(`It could not be fetched: ${String(error)}`);
    });
  if (blob.size === 0 || blob.size > MOST_BYTES) throw new PictureUnavailable(`It has ${blob.size} bytes`);
  if (sha256 !== undefined && (await hashOf(blob)) !== sha256)
    throw new PictureUnavailable('It is another one');
  return blob;
}

async function hashOf(blob: Blob): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
