import { setTimeout as delay } from 'node:timers/promises';
import type { DemoOptions } from './demo-options.ts';
import type { DemoAddresses } from './demo-world.ts';
import { faultPlan, SCRIPTED } from './fault-plan.ts';
import { HastyBuyer } from './hasty-buyer.ts';
import { progressLines, progressText } from './progress-view.ts';
import { RestClient } from './rest-client.ts';
import type { Screen } from './screen.ts';
import { onboard, PROFILES, submit } from './seller.ts';
import type { Seller } from './seller.ts';
import { signToken } from './sign-token.ts';
import { StandInClient } from './stand-in-client.ts';
import { tally } from './tally.ts';
import type { Findings } from './verdict.ts';
import { watchBatch } from './watch-batch.ts';
import type { BatchView } from './watch-batch.ts';

/** How the stand-in takes its time: calls of 60 ms, new offers that the search shows 300 ms late. */
const TEMPER = { latency_ms: 60, index_lag_ms: 300, media_limit: true };
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
 * Plays the scenario: sellers move in, the marketplace turns bad, batches are submitted and watched to their end, and
 * everything is counted. The server is reached by its REST API only.
 * @param options what the person chose
 * @param addresses where the parts are
 * @param screen where it is shown
 * @param signal ends it early
 * @returns what came of it
 * @throws {Error} when it cannot go on
 */
export async function playScenario(
  options: DemoOptions,
  addresses: DemoAddresses,
  screen: Screen,
  signal: AbortSignal,
): Promise<Played> {
  const began = performance.now();
  const standIn = new StandInClient(new RestClient(addresses.standIn, signal));
  const sellers = await onboardAll(options, addresses, standIn, screen, signal);
  await standIn.configure(TEMPER);
  if (options.faults) {
    await standIn.arm(faultPlan(options.seed));
    screen.done(
      `The stand-in fails from now on: ${SCRIPTED.length} times by script, and by luck (seed ${options.seed})`,
    );
  }
  const batches = await Promise.all(sellers.map(async (seller) => ({ seller, id: await submit(seller) })));
  for (const { seller, id } of batches) {
    screen.done(
      `${seller.profile.name}: batch ${id} submitted, twice under one Idempotency-Key, stored once`,
    );
  }

  const buyer = new HastyBuyer(standIn);
  const look = (): Promise<BatchView[]> =>
    Promise.all(batches.map(({ seller, id }) => watchBatch(seller, id)));
  await watch(look, buyer, screen, signal);
  const seconds = (performance.now() - began) / 1000;

  const tallies = await Promise.all(batches.map(({ seller, id }) => tally(seller, id)));
  const { products, faults } = options;
  const findings = { tallies, effects: await standIn.effects(), products, faults, bought: buyer.bought };
  return { findings, sellers, seconds };
}

async function onboardAll(
  options: DemoOptions,
  { server, standIn: picturesUrl, jwtSecret }: DemoAddresses,
  standIn: StandInClient,
  screen: Screen,
  signal: AbortSignal,
): Promise<readonly Seller[]> {
  const admin = new RestClient(server, signal, await signToken(jwtSecret, { scope: 'admin' }));
  const clientOf = async (tenant: number): Promise<readonly [RestClient, string]> => {
    const token = await signToken(jwtSecret, { scope: 'tenant', tenant });
    return [new RestClient(server, signal, token), token];
  };
  const { seed, products } = options;
  const sellers: Seller[] = [];
  for (const profile of PROFILES) {
    const say = (line: string): void => screen.done(line);
    sellers.push(await onboard(profile, { admin, clientOf, standIn, picturesUrl, seed, products, say }));
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
        `A buyer takes ${buyer.bought} while its publication hangs: only eBay knows it is listed`,
      );
    }
    const left = batches.reduce((sum, { counts }) => sum + counts.pending + counts.processing, 0);
    if (left < open) [open, movedAtMs] = [left, nowMs];
    if (nowMs - movedAtMs > STUCK_MS)
      throw new Error(`No job has ended for ${STUCK_MS / 1000} s; ${left} are open.`);
    await delay(LOOK_EVERY_MS, undefined, { signal });
  }
}
