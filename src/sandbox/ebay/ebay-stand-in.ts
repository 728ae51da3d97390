import { StandInServer } from '../http/stand-in-server.ts';
import { answerPicture } from '../pictures/picture-route.ts';
import { answerBuyer } from './buyer-pages.ts';
import { answerConsent } from './consent-page.ts';
import { EbayApi } from './ebay-api.ts';
import { EbayControl } from './ebay-control.ts';
import type { EbayOptions } from './ebay-options.ts';
import { EbayWorld } from './ebay-world.ts';

/**
 * A stand-in for eBay: one HTTP server that answers for api.ebay.com, apim.ebay.com, apiz.ebay.com and auth.ebay.com with
 * their real paths, remembers what was done, and counts the effects itself. It shares no code with the handlers it is used
 * to test.
 *
 * @example
 * const ebay = new EbayStandIn();
 * const url = await ebay.start();
 * await fetch(`${url}/_control/accounts`, { method: 'POST', body: JSON.stringify({ name: 'anna' }) });
 * await ebay.stop();
 */
export class EbayStandIn extends StandInServer {
  /**
   * @param options where they differ from the defaults
   * @param now the clock, milliseconds since the epoch
   */
  constructor(options: Partial<EbayOptions> = {}, now: () => number = Date.now) {
    const world = new EbayWorld(options, now);
    super(world, (faults, calls) => ({
      control: new EbayControl(world, faults, calls),
      page: (exchange) =>
        answerConsent(exchange, world) ?? answerBuyer(exchange, world) ?? answerPicture(exchange),
      api: new EbayApi(world, faults, calls),
    }));
  }
}
