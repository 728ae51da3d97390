import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { HostAddress } from './host-resolver.ts';

/** What is sent beside the address. */
export interface PinnedContent {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Sends a request to addresses that were checked before, and to no others: the name is not resolved again, so it cannot
 * point elsewhere by the time the connection is made. TLS still verifies the name.
 * @param url whom to ask
 * @param addresses the checked addresses of its host
 * @param signal aborts the request and the answer's body
 * @param content what to send
 * @returns the answer, whose body must be read or destroyed; redirects are not followed
 */
export function pinnedRequest(
  url: URL,
  addresses: readonly HostAddress[],
  signal: AbortSignal,
  { method, headers, body }: PinnedContent,
): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    send(
      url,
      {
        agent: false,
        lookup: lookupOf(addresses),
        signal,
        method,
        headers: { 'user-agent': 'StoFlow', ...headers },
      },
      resolve,
    )
      .on('error', reject)
      .end(body);
  });
}

function lookupOf(addresses: readonly HostAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all === true) {
      callback(null, [...addresses]);
      return;
    }
    const [first] = addresses;
    callback(null, first?.address ?? '', first?.family);
  };
}
