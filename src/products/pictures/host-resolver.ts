import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';

/** An address of a host. */
export interface HostAddress {
  readonly address: string;
  readonly family: number;
}

/** Finds the addresses of hosts, as the operating system does. */
@Injectable()
export class HostResolver {
  /**
   * @param hostname a name or an address; IPv6 in brackets, as URLs have it
   * @returns all its addresses, at least one
   * @throws when the name does not resolve
   */
  async resolve(hostname: string): Promise<readonly HostAddress[]> {
    const literal = hostname.replace(/^\[(.*)\]$/, '$1');
    const family = isIP(literal);
    return family === 0 ? lookup(hostname, { all: true }) : [{ address: literal, family }];
  }
}
