import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.ts';
import { ConsentUnanswerableError } from '../contract/consent-errors.ts';
import { MarketplaceConsent } from '../contract/marketplace-consent.ts';
import type { ConsentGrant, ConsentingSeller, ConsentRequest } from '../contract/marketplace-consent.ts';
import { CodeExchange } from '../http/code-exchange.ts';
import { HttpTransport } from '../http/http-transport.ts';
import { textOf } from '../http/json-shape.ts';
import { applicationAuthorization } from './ebay-application.ts';
import { EBAY_MARKETPLACES } from './ebay-marketplaces.ts';
import { EbayEnvironment } from './ebay.environment.ts';

const SCOPE = 'https://api.ebay.com/oauth/api_scope';
/** What the handlers call, and who the seller is. A refreshed token has the same scopes. */
const SCOPES = [
  SCOPE,
  `${SCOPE}/sell.inventory`,
  `${SCOPE}/sell.account`,
  `${SCOPE}/sell.fulfillment`,
  `${SCOPE}/commerce.identity.readonly`,
];

/**
 * How sellers on eBay let StoFlow act for them. eBay does not take an address to send the browser back to: a RuName
 * stands for it, which is registered together with it.
 */
@Injectable()
export class EbayConsent extends MarketplaceConsent {
  private readonly exchange: CodeExchange;

  constructor(
    private readonly environment: EbayEnvironment,
    transport: HttpTransport,
    clock: Clock,
  ) {
    super();
    this.exchange = new CodeExchange('eBay', transport, clock);
  }

  /** @returns names of the settings that are missing */
  override missingSettings(): readonly string[] {
    const needed = ['EBAY_CLIENT_ID', 'EBAY_CLIENT_SECRET', 'EBAY_RUNAME'] as const;
    return needed.filter((name) => this.environment[name] === undefined);
  }

  /**
   * @param request what the page is opened with; eBay knows no PKCE, since the application proves itself by its secret
   * @returns the address of eBay's consent page
   */
  override authorizationUrl(request: ConsentRequest): string {
    const { EBAY_CONSENT_URL, EBAY_CLIENT_ID = '', EBAY_RUNAME = '' } = this.environment;
    const query = new URLSearchParams({
      client_id: EBAY_CLIENT_ID,
      redirect_uri: EBAY_RUNAME,
      response_type: 'code',
      scope: SCOPES.join(' '),
      state: request.state,
    });
    return `${EBAY_CONSENT_URL}/oauth2/authorize?${query.toString()}`;
  }

  /**
   * Exchanges a code, and asks the Identity API (getUser) whose it is. The user id stays when the user name is changed.
   * @param grant what came back from the consent page
   * @param signal ends the calls
   * @returns who has consented, and the tokens
   */
  override async redeem(grant: ConsentGrant, signal: AbortSignal): Promise<ConsentingSeller> {
    const { EBAY_AUTH_URL, EBAY_IDENTITY_URL, EBAY_RUNAME = '' } = this.environment;
    const credentials = await this.exchange.redeem(
      {
        url: `${EBAY_AUTH_URL}/identity/v1/oauth2/token`,
        headers: { authorization: applicationAuthorization(this.environment) },
        signal,
      },
      { code: grant.code, redirect_uri: EBAY_RUNAME },
    );
    const user = await this.exchange.read({
      url: `${EBAY_IDENTITY_URL}/commerce/identity/v1/user/`,
      headers: { authorization: `Bearer ${credentials.accessToken}`, 'accept-language': 'en-US' },
      signal,
    });
    const externalId = textOf(user['userId']);
    if (externalId === undefined) throw new ConsentUnanswerableError('eBay', 'a user without an id');
    const name = textOf(user['username']);
    const site = textOf(user['registrationMarketplaceId']) ?? '';
    return {
      credentials,
      externalId,
      otherIds: name === undefined ? [] : [name],
      name: name ?? externalId,
      settings: site in EBAY_MARKETPLACES ? { marketplace_id: site } : {},
    };
  }
}
