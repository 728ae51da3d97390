import { Claim } from '../../../src/queue/claim.ts';
import { Settle } from '../../../src/queue/settle.ts';
import type { BenchWorld } from '../world/bench-world.ts';

/** Eight lanes of four. */
const LOT = 32;

/**
 * Claims lots from the queue and gives them back.
 * @param world where
 * @param owner the instance to which the lanes are tied
 * @param times how many lots
 * @returns milliseconds of each claim
 * @throws {Error} when a claim found less than a lot
 */
export async function claimTimes(
  world: BenchWorld,
  owner: string,
  times: number,
): Promise<readonly number[]> {
  const claim = world.app.get(Claim, { strict: false });
  const settle = world.app.get(Settle, { strict: false });
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const startedAt = performance.now();
    const { leases } = await claim.take(owner, LOT);
    taken.push(performance.now() - startedAt);
    if (leases.length !== LOT) throw new Error(`a claim found ${leases.length} jobs, and not ${LOT}`);
    await settle.apply(leases.map((lease) => ({ lease, settlement: { to: 'ready' } })));
  }
  return taken;
}
