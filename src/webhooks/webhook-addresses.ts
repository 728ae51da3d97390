import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.ts';
import { DomainError } from '../domain/errors.ts';
import { HostResolver } from '../products/pictures/host-resolver.ts';
import type { HostAddress } from '../products/pictures/host-resolver.ts';
import { isPublicAddress } from '../products/pictures/public-address.ts';

const NOT_PUBLIC = 'its host is not on the public internet';

/** The address is one that webhooks are not sent to. */
export class WebhookAddressError extends DomainError {
  /** @param reason what is wrong with it */
  constructor(reason: string) {
    super('webhook.forbidden_address', 'unprocessable', `Webhooks are not sent there: ${reason}.`, {
      fields: [{ field: 'url', code: 'forbidden_address', message: reason }],
    });
  }
}

/**
 * Decides where webhooks may be sent to: to the public internet, over https, to the port of the web. Sellers choose the
 * addresses, and must not reach into our own network nor knock on other doors with our hand.
 */
@Injectable()
export class WebhookAddresses {
  private readonly allowedOrigins: ReadonlySet<string>;

  constructor(
    private readonly resolver: HostResolver,
    config: AppConfig,
  ) {
    this.allowedOrigins = new Set(config.WEBHOOK_ORIGINS.map((origin) => new URL(origin).origin));
  }

  /**
   * Reads an address, as far as its text tells.
   * @param text what the seller wrote
   * @returns the address
   * @throws {WebhookAddressError} when it cannot be one
   */
  parse(text: string): URL {
    const url = URL.parse(text);
    if (url === null) throw new WebhookAddressError('it is not an address');
    if (this.allowedOrigins.has(url.origin)) return url;
    if (url.protocol !== 'https:') throw new WebhookAddressError('it is not https');
    if (url.username !== '' || url.password !== '') throw new WebhookAddressError('it has credentials in it');
    if (url.port !== '' && url.port !== '443') throw new WebhookAddressError('its port is not 443');
    const literal = url.hostname.replace(/^\[(.*)\]$/, '$1');
    if (isIP(literal) !== 0 && !isPublicAddress(literal)) throw new WebhookAddressError(NOT_PUBLIC);
    return url;
  }

  /**
   * Finds the addresses to connect to, at every attempt anew: where a name leads may change.
   * @param url what {@link parse} returned
   * @returns the addresses of its host, each of which may be connected to
   * @throws {WebhookAddressError} when one of them is not public; which is not said, since that would tell how our network is built
   */
  async resolve(url: URL): Promise<readonly HostAddress[]> {
    const addresses = await this.resolver.resolve(url.hostname);
    const allowed =
      this.allowedOrigins.has(url.origin) || addresses.every(({ address }) => isPublicAddress(address));
    if (addresses.length === 0 || !allowed) throw new WebhookAddressError(NOT_PUBLIC);
    return addresses;
  }
}
