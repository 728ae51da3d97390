import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.ts';
import { parseKeys } from '../../common/encryption/encryption-key.ts';
import { AppConfig } from '../../config/app-config.ts';
import { ConfigurationError } from '../../config/read-environment.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';

/** Where pictures for browsers are fetched. */
export const PICTURES_PATH = '/api/plugin/pictures';

/** Long enough for a command that waits behind others, short enough that a link in a log is worth little. */
const GOOD_FOR_MS = 15 * 60_000;
const SIGNATURE_BYTES = 32;

/** What a link leads to: the address that the seller gave, bound to the tenant it was made for. */
export interface LinkedPicture {
  readonly tenantId: number;
  readonly url: string;
}

/**
 * Makes short-lived signed addresses under which a browser fetches one picture, so that it needs neither a token nor
 * the right to reach wherever the seller keeps pictures. The keys are derived from `CREDENTIALS_KEYS` and rotate with
 * them.
 */
@Injectable()
export class PictureLinks {
  private readonly keys: readonly Buffer[];

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
  ) {
    this.keys = parseKeys(config.CREDENTIALS_KEYS).map(({ bytes }) =>
      Buffer.from(hkdfSync('sha256', bytes, '', 'stoflow picture links', SIGNATURE_BYTES)),
    );
  }

  /**
   * @param tenant whose picture
   * @param url the address the seller gave
   * @returns a path on this server, good for a quarter of an hour
   * @throws {ConfigurationError} when no key is configured
   */
  path(tenant: TenantRef, url: string): string {
    const [key] = this.keys;
    if (key === undefined)
      throw new ConfigurationError(['CREDENTIALS_KEYS: is needed to sign picture links']);
    const claims = [tenant.id, this.clock.now().getTime() + GOOD_FOR_MS, url];
    const text = Buffer.from(JSON.stringify(claims)).toString('base64url');
    return `${PICTURES_PATH}/${text}.${signatureOf(key, text).toString('base64url')}`;
  }

  /**
   * @param token the last part of a path that {@link PictureLinks.path} made
   * @returns what it leads to; undefined where it was altered or is too old
   */
  open(token: string): LinkedPicture | undefined {
    const [text = '', signature = '', ...rest] = token.split('.');
    const given = Buffer.from(signature, 'base64url');
    const isOurs = this.keys.some((key) => {
      const right = signatureOf(key, text);
      return given.length === right.length && timingSafeEqual(given, right);
    });
    if (!isOurs || rest.length > 0) return undefined;
    const [tenantId, until, url] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
      number,
      number,
      string,
    ];
    return until > this.clock.now().getTime() ? { tenantId, url } : undefined;
  }
}

function signatureOf(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
