import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.ts';
import { ConsentUnanswerableError } from '../contract/consent-errors.ts';
import { MarketplaceConsent } from '../contract/marketplace-consent.ts';
import type { ConsentGrant, ConsentingSeller, ConsentRequest } from '../contract/marketplace-consent.ts';
import { CodeExchange } from '../http/code-exchange.ts';
import { HttpTransport } from '../http/http-transport.ts';
import { textOf } from '../http/json-shape.ts';
import type { JsonRecord } from '../http/json-shape.ts';
import { positive } from './etsy-account-settings.ts';
import { EtsyEnvironment } from './etsy.environment.ts';

/** What the handlers call: listings are read, written and deleted, the shop and its sales are read. */
const SCOPES = ['listings_r', 'listings_w', 'listings_d', 'shops_r', 'transactions_r'];

/** How sellers on Etsy let StoFlow act for them. Etsy demands PKCE, and an address that is registered with it. */
@Injectable()
export class EtsyConsent extends MarketplaceConsent {
  private readonly exchange: CodeExchange;

  constructor(
    private readonly environment: EtsyEnvironment,
    transport: HttpTransport,
    clock: Clock,
  ) {
    super();
    this.exchange = new CodeExchange('Etsy', transport, clock);
  }

  /**
   * @param callbackUrl where the browser would be sent back to
   * @returns names of the settings that are missing
   */
  override missingSettings(callbackUrl: string | undefined): readonly string[] {
    const needed = ['ETSY_API_KEY', 'ETSY_SHARED_SECRET'] as const;
    const missing = needed.filter((name) => this.environment[name] === undefined);
    return callbackUrl === undefined ? [...missing, 'PUBLIC_URL'] : missing;
  }

  /**
   * @param request what the page is opened with
   * @returns the address of Etsy's consent page
   */
  override authorizationUrl(request: ConsentRequest): string {
    const query = new URLSearchParams({
      response_type: 'code',
      redirect_uri: request.callbackUrl ?? '',
      scope: SCOPES.join(' '),
      client_id: this.environment.ETSY_API_KEY ?? '',
      state: request.state,
      code_challenge: request.challenge,
      code_challenge_method: 'S256',
    });
    return `${this.environment.ETSY_SITE_URL}/oauth/connect?${query.toString()}`;
  }

  /**
   * Exchanges a code, and reads the seller's shop. Whose the token is stands at its beginning: the number of the user.
   * @param grant what came back from the consent page
   * @param signal ends the calls
   * @returns who has consented, and the tokens
   */
  override async redeem(grant: ConsentGrant, signal: AbortSignal): Promise<ConsentingSeller> {
    const { ETSY_AUTH_URL, ETSY_API_KEY = '' } = this.environment;
    const credentials = await this.exchange.redeem(
      { url: `${ETSY_AUTH_URL}/v3/public/oauth/token`, headers: { 'accept-language': 'en-US' }, signal },
      {
        client_id: ETSY_API_KEY,
        redirect_uri: grant.callbackUrl ?? '',
        code: grant.code,
        code_verifier: grant.verifier,
      },
    );
    const userId = /^([1-9]\d*)\./.exec(credentials.accessToken)?.[1];
    if (userId === undefined) throw new ConsentUnanswerableError('Etsy', 'a token without a user');
    const user = await this.read('users/me', credentials.accessToken, signal);
    const shopId = positive(user['shop_id']);
    const shop =
      shopId === undefined ? {} : await this.read(`shops/${shopId}`, credentials.accessToken, signal);
    const name = textOf(shop['shop_name']);
    return {
      credentials,
      externalId: userId,
      otherIds: [...(shopId === undefined ? [] : [String(shopId)]), ...(name === undefined ? [] : [name])],
      name: name ?? userId,
      settings: shopId === undefined ? {} : { shop_id: shopId },
    };
  }

  private read(path: string, accessToken: string, signal: AbortSignal): Promise<JsonRecord> {
    const { ETSY_API_URL, ETSY_API_KEY = '', ETSY_SHARED_SECRET = '' } = this.environment;
    return this.exchange.read({
      url: `${ETSY_API_URL}/v3/application/${path}`,
      headers: {
        authorization: `Bearer ${accessToken}`,
        'x-api-key': `${ETSY_API_KEY}:${ETSY_SHARED_SECRET}`,
        'accept-language': 'en-US',
      },
      signal,
    });
  }
}
