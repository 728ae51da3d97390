import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { HostAddress } from './host-resolver.ts';

/**
 * Sends a GET to addresses that were checked before, and to no others: the name is not resolved again, so it cannot
 * point elsewhere by the time the connection is made. TLS still verifies the name.
 * @param url what to get
 * @param addresses the checked addresses of its host
 * @param signal aborts the request and the answer's body
 * @returns the answer, whose body must be read or destroyed; redirects are not followed
 */
export function pinnedGet(
  url: URL,
  addresses: readonly HostAddress[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    send(
      url,
      {
        agent: false,
        lookup: lookupOf(addresses),
        signal,
        // The bytes are counted and hashed as they arrive, so they must not be a packed form of something larger.
        headers: { accept: 'image/*', 'accept-encoding': 'identity', 'user-agent': 'StoFlow' },
      },
      resolve,
    )
      .on('error', reject)
      .end();
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
