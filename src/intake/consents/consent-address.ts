import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { AppConfig } from '../../config/app-config.ts';
import type { Marketplace } from '../../domain/vocabulary.ts';

/** What is looked at of a request that begins a consent. */
export type AskingRequest = Pick<Request, 'protocol' | 'headers'>;

/** Knows where marketplaces send browsers back to. */
@Injectable()
export class ConsentAddress {
  constructor(private readonly config: AppConfig) {}

  /**
   * @param marketplace who sends them
   * @param request the request that begins the consent; outside production the address it was sent to is good enough
   * @returns the address; undefined where nothing that can be trusted tells it
   */
  callbackUrl(marketplace: Marketplace, request: AskingRequest): string | undefined {
    const { PUBLIC_URL, NODE_ENV } = this.config;
    const { host } = request.headers;
    // Whoever sends a request chooses its Host: in production a code must not go where a stranger says.
    const asked =
      NODE_ENV === 'production' || host === undefined ? undefined : `${request.protocol}://${host}`;
    const base = PUBLIC_URL?.replace(/\/+$/, '') ?? asked;
    return base === undefined ? undefined : `${base}/oauth/${marketplace}/callback`;
  }

  /** @returns whether cookies may travel over connections that are not encrypted */
  get isPlain(): boolean {
    const { PUBLIC_URL, NODE_ENV } = this.config;
    return PUBLIC_URL === undefined ? NODE_ENV !== 'production' : PUBLIC_URL.startsWith('http://');
  }
}
