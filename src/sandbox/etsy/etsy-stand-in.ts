import { StandInServer } from '../http/stand-in-server.ts';
import { answerPicture } from '../pictures/picture-route.ts';
import { answerBuyer } from './buyer-pages.ts';
import { answerConsent } from './consent-page.ts';
import { EtsyApi } from './etsy-api.ts';
import { EtsyControl } from './etsy-control.ts';
import type { EtsyOptions } from './etsy-options.ts';
import { EtsyWorld } from './etsy-world.ts';

/**
 * A stand-in for Etsy: one HTTP server that answers for openapi.etsy.com, api.etsy.com and www.etsy.com with their real
 * paths, remembers what was done, and counts the effects itself. It shares no code with the handlers it is used to test.
 *
 * @example
 * const etsy = new EtsyStandIn();
 * const url = await etsy.start();
 * await fetch(`${url}/_control/accounts`, { method: 'POST', body: JSON.stringify({ name: 'anna' }) });
 * await etsy.stop();
 */
export class EtsyStandIn extends StandInServer {
  /**
   * @param options where they differ from the defaults
   * @param now the clock, milliseconds since the epoch; its year decides what counts as vintage
   */
  constructor(options: Partial<EtsyOptions> = {}, now: () => number = Date.now) {
    const world = new EtsyWorld(options, now);
    super(world, (faults, calls) => ({
      control: new EtsyControl(world, faults, calls),
      page: (exchange) =>
        answerConsent(exchange, world) ?? answerBuyer(exchange, world) ?? answerPicture(exchange),
      api: new EtsyApi(world, faults, calls),
    }));
  }
}
