/** Largest picture that is fetched, bytes. */
const MOST_BYTES = 20 * 1024 * 1024;

/**
 * Fetches a picture from the StoFlow server that the socket goes to.
 *
 * @param serverUrl address of the socket
 * @param path relative to the server; anything that could lead elsewhere is not fetched
 * @param signal ends the waiting
 * @returns the bytes, undefined when it cannot be had
 */
export async function fetchPicture(
  serverUrl: string,
  path: string,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  const base = new URL(serverUrl.replace(/^ws/, 'http'));
  if (!path.startsWith('/')) return undefined;
  const url = new URL(path, base);
  if (url.origin !== base.origin) return undefined;
  try {
    const response = await fetch(url, { signal, redirect: 'error' });
    if (response.status !== 200) return undefined;
    const bytes = Buffer.from(await response.arrayBuffer());
    return bytes.byteLength > 0 && bytes.byteLength <= MOST_BYTES ? bytes : undefined;
  } catch {
    return undefined;
  }
}
