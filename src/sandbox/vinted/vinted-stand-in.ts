import { StandInServer } from '../http/stand-in-server.ts';
import { answerPicture } from '../pictures/picture-route.ts';
import { answerPhoto } from './photo-operations.ts';
import { sitePage } from './session-operations.ts';
import { VintedApi } from './vinted-api.ts';
import { VintedControl } from './vinted-control.ts';
import type { VintedOptions } from './vinted-options.ts';
import { VintedWorld } from './vinted-world.ts';

/**
 * A stand-in for vinted.fr: the part of the site's own web API that a browser extension can use, with the answers that
 * were seen of it. It remembers what was done and counts the effects itself.
 *
 * @example
 * const vinted = new VintedStandIn();
 * const url = await vinted.start();
 * await fetch(`${url}/_control/accounts`, { method: 'POST', body: JSON.stringify({ login: 'lea.vintage' }) });
 * await vinted.stop();
 */
export class VintedStandIn extends StandInServer {
  /**
   * @param options where they differ from the defaults
   * @param now the clock, milliseconds since the epoch
   */
  constructor(options: Partial<VintedOptions> = {}, now: () => number = Date.now) {
    const world = new VintedWorld(options, now);
    super(world, (faults, calls) => ({
      control: new VintedControl(world, faults, calls),
      page: (exchange) =>
        sitePage(exchange, world) ?? answerPhoto(exchange.path, world) ?? answerPicture(exchange),
      api: new VintedApi(world, faults, calls),
    }));
  }
}
