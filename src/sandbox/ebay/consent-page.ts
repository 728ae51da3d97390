import { consentChoice, refuseConsent, sendBack, showConsentPage } from '../http/consent-page.ts';
import type { Answer, Exchange } from '../http/exchange.ts';
import type { EbayWorld } from './ebay-world.ts';
import { SELLER_SCOPES } from './token-endpoint.ts';

/**
 * `GET /oauth2/authorize`: the page on which a seller lets an application act. The application names no address but its
 * RuName, for which eBay knows where browsers are sent.
 *
 * @param exchange a GET of any path
 * @param world sellers and options
 * @returns the page or the way back; undefined for any other path
 */
export function answerConsent(exchange: Exchange, world: EbayWorld): Answer | undefined {
  if (exchange.path !== '/oauth2/authorize') return undefined;
  const { query } = exchange;
  const { clientId, ruName, acceptUrl } = world.options;
  const refuse = (problem: string): Answer => refuseConsent('eBay', problem);
  if (query.get('client_id') !== clientId) return refuse('client_id is unknown');
  if (query.get('redirect_uri') !== ruName) return refuse('redirect_uri is not a RuName of the application');
  if (acceptUrl === '') return refuse('no accept URL is registered for the RuName');
  if (query.get('response_type') !== 'code') return refuse('response_type must be code');
  const scopes = (query.get('scope') ?? '').split(' ');
  if (!scopes.every((scope) => SELLER_SCOPES.includes(scope))) return refuse('a scope is unknown');
  const state = query.get('state');
  const back = (answer: Readonly<Record<string, string>>): Answer =>
    sendBack(acceptUrl, { ...answer, ...(state === null ? {} : { state }) });
  const choice = consentChoice(query);
  if (choice.kind === 'deny') return back({ error: 'access_denied', error_description: 'The user declined' });
  const account = choice.kind === 'allow' ? world.accounts.get(choice.account) : undefined;
  if (account === undefined) {
    return showConsentPage(exchange, { marketplace: 'eBay', accounts: [...world.accounts.keys()], scopes });
  }
  account.revoked = false;
  const code = world.codes.issue({ account, scopes, ruName }, world.now());
  return back({ code, expires_in: '299' });
}
