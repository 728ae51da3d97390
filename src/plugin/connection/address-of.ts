import type { IncomingHttpHeaders } from 'node:http';

/** What an `IncomingMessage` says of where it comes from. */
export interface Origin {
  readonly headers: Readonly<IncomingHttpHeaders>;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/**
 * @param request the request that became a socket
 * @param proxies reverse proxies in front of this program, each of which has added whom it heard from to the header;
 *   what stands before their entries was written by the client and is not believed
 * @returns where a browser connects from
 */
export function addressOf(request: Origin, proxies: number): string {
  const direct = request.socket.remoteAddress ?? '';
  if (proxies === 0) return direct;
  const entries = [request.headers['x-forwarded-for'] ?? []]
    .flat()
    .flatMap((value) => value.split(','))
    .map((entry) => entry.trim());
  return entries.at(-proxies) ?? entries[0] ?? direct;
}
