import { setTimeout as delay } from 'node:timers/promises';
import type { DemoOptions } from './demo-options.ts';
import type { DemoAddresses } from './demo-world.ts';
import { DemoBrowsers } from './demo-browsers.ts';
import type { BrowserRequest } from './demo-browsers.ts';
import { HastyBuyer } from './hasty-buyer.ts';
import { EBAY_MARKET } from './markets/ebay-market.ts';
import { ETSY_MARKET } from './markets/etsy-market.ts';
import { Market } from './markets/market.ts';
import { VINTED_MARKET } from './markets/vinted-market.ts';
import { progressLines, progressText } from './progress-view.ts';
import { RestClient } from './rest-client.ts';
import type { Screen } from './screen.ts';
import { onboard, PROFILES, submit } from './seller.ts';
import type { Seller } from './seller.ts';
import { signToken } from './sign-token.ts';
import { tally } from './tally.ts';
import type { Findings } from './verdict.ts';
import { watchBatch } from './watch-batch.ts';
import type { BatchView } from './watch-batch.ts';

const LOOK_EVERY_MS = 200;
/** Nothing in the demo may take longer without any job ending. */
const STUCK_MS = 60_000;

/** What the scenario leaves. */
export interface Played {
  readonly findings: Findings;
  readonly sellers: readonly Seller[];
  /** From the first request to the end of the last job. */
  readonly seconds: number;
}

/**
 * Plays the scenario: sellers move in, the marketplaces and the browsers turn bad, batches are submitted and watched to their end, and
 * everything is counted. The server is reached by its REST API only.
 * @param options what the person chose
 * @param stage where it is played
 * @param screen where it is shown
 * @param signal ends it early
 * @returns what came of it
 * @throws {Error} when it cannot go on
 */
export async function playScenario(
  options: DemoOptions,
  { addresses, openBrowser }: DemoStage,
  screen: Screen,
  signal: AbortSignal,
): Promise<Played> {
  const began = performance.now();
  const markets = [VINTED_MARKET, EBAY_MARKET, ETSY_MARKET].map(
    (spec) => new Market(spec, new RestClient(addresses.standIns[spec.name], signal)),
  );
  const browsers = new DemoBrowsers(openBrowser, signal);
  const sellers = await onboardAll(options, { addresses, markets, browsers }, screen, signal);
  for (const market of markets) await market.settle();
  if (options.faults) {
    for (const market of markets) await market.arm(options.seed);
    await browsers.arm();
    const scripted = markets.reduce((sum, { spec }) => sum + spec.scripted.length, 0);
    screen.done(
      `All three fail from now on, ${scripted} times by script and else by luck (seed ${options.seed}), and browsers lose their connections`,
    );
  }
  const batches = await Promise.all(sellers.map(async (seller) => ({ seller, id: await submit(seller) })));
  for (const { seller, id } of batches) {
    screen.done(
      `${seller.profile.name}: batch ${id} submitted, twice under one Idempotency-Key, stored once`,
    );
  }

  const buyer = new HastyBuyer(ebayOf(markets));
  const look = (): Promise<BatchView[]> =>
    Promise.all(batches.map(({ seller, id }) => watchBatch(seller, id)));
  await watch(look, buyer, screen, signal);
  const seconds = (performance.now() - began) / 1000;

  const tallies = (await Promise.all(batches.map(({ seller, id }) => tally(seller, id)))).flat();
  const counted = markets.map(async (market) => ({ spec: market.spec, ...(await market.effects()) }));
  const { products, faults } = options;
  const findings = {
    tallies,
    markets: await Promise.all(counted),
    browsers: await browsers.effects(),
    products,
    faults,
    bought: buyer.bought,
  };
  return { findings, sellers, seconds };
}

/** Where the scenario is played. */
export interface DemoStage {
  readonly addresses: DemoAddresses;
  /** Opens a seller's browser and tells where it can be made difficult. */
  readonly openBrowser: (request: BrowserRequest) => Promise<string>;
}

function ebayOf(markets: readonly Market[]): Market {
  const ebay = markets.find(({ spec }) => spec === EBAY_MARKET);
  if (ebay === undefined) throw new Error('the buyer has nowhere to buy');
  return ebay;
}

interface Scenery {
  readonly addresses: DemoAddresses;
  readonly markets: readonly Market[];
  readonly browsers: DemoBrowsers;
}

async function onboardAll(
  options: DemoOptions,
  { addresses, markets, browsers }: Scenery,
  screen: Screen,
  signal: AbortSignal,
): Promise<readonly Seller[]> {
  const { server, standIns, jwtSecret } = addresses;
  const picturesUrl = standIns.pictures;
  const admin = new RestClient(server, signal, await signToken(jwtSecret, { scope: 'admin' }));
  const clientOf = async (tenant: number): Promise<readonly [RestClient, string]> => {
    const token = await signToken(jwtSecret, { scope: 'tenant', tenant });
    return [new RestClient(server, signal, token), token];
  };
  const { seed, products } = options;
  const sellers: Seller[] = [];
  for (const profile of PROFILES) {
    const say = (line: string): void => screen.done(line);
    sellers.push(
      await onboard(profile, { admin, clientOf, markets, browsers, picturesUrl, seed, products, say }),
    );
  }
  return sellers;
}

async function watch(
  look: () => Promise<BatchView[]>,
  buyer: HastyBuyer,
  screen: Screen,
  signal: AbortSignal,
): Promise<void> {
  const began = performance.now();
  let movedAtMs = began;
  let open = Infinity;
  for (;;) {
    const batches = await look();
    const nowMs = performance.now();
    screen.live(progressLines(batches, nowMs - began), () => progressText(batches, nowMs - began), nowMs);
    if (batches.every(({ over }) => over)) return screen.clear();
    if (await buyer.look(batches, nowMs)) {
      screen.print(
        ['! ', 'yellow'],
        `A buyer takes ${buyer.bought} while its publication hangs: only eBay knows that it is listed`,
      );
    }
    const left = batches
      .flatMap(({ markets }) => markets)
      .reduce((sum, { counts }) => sum + counts.pending + counts.processing, 0);
    if (left < open) [open, movedAtMs] = [left, nowMs];
    if (nowMs - movedAtMs > STUCK_MS)
      throw new Error(`No job has ended for ${STUCK_MS / 1000} s; ${left} are open.`);
    await delay(LOOK_EVERY_MS, undefined, { signal });
  }
}
