import { withClient } from '../world/with-client.ts';
import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged } from '../frame/figure.ts';
import type { Measured } from '../frame/figure.ts';
import { interleave } from '../frame/interleave.ts';
import { median, spread } from '../frame/statistics.ts';
import { startWaits } from '../intake/start-waits.ts';
import { benchDatabase, benchPostgres } from '../world/bench-database.ts';
import type { BenchDatabase } from '../world/bench-database.ts';
import { worldOn } from '../world/bench-world.ts';
import type { BenchWorld } from '../world/bench-world.ts';
import { furtherDatabase } from '../world/further-database.ts';
import { claimTimes } from './claims.ts';
import { gatherCrowd, holdCrowd } from './crowd.ts';
import { provisioning } from './provisioning.ts';

const SIZES = [10, 1000, 10_000] as const;
const JOBS_PER_LANE = 4;
/** Lanes that a claim of 32 jobs looks at, wherever there are as many: with fewer it would have less to lock. */
const LANES_OF_A_CLAIM = 32;
const CLAIMS_PER_ROUND = 40;
const STARTS_PER_ROUND = 30;
/** Another fifth, at most. */
const WITHIN = { of: 'ratio', atMost: 1.2 } as const;

/** A database with a crowd of a size, and one real tenant in it. */
interface Place {
  readonly size: number;
  readonly database: BenchDatabase;
  readonly owner: string;
}

/** Whether anything gets slower when there are many tenants, and how fast they are made and upgraded. */
export const tenants: Benchmark = {
  name: 'tenants',
  async run({ rounds, long }): Promise<Findings> {
    const postgres = await benchPostgres();
    try {
      const places: Place[] = [];
      for (const size of SIZES) {
        const url = await furtherDatabase(postgres.url, `crowd_${size}`);
        const database = await benchDatabase(url, { tenants: 1, lanes: 1 });
        places.push({ size, database, owner: await prepare(database, size) });
      }
      const claims = await inTurn(places, rounds, 'api', (world, { owner }) =>
        claimTimes(world, owner, CLAIMS_PER_ROUND),
      );
      for (const { database } of places) await sleep(database);
      const starts = await inTurn(places, rounds, 'worker', (world, { database }) => {
        const [tenant] = database.tenants;
        if (tenant === undefined) throw new Error('there is no tenant');
        return startWaits(world, tenant, { samples: STARTS_PER_ROUND });
      });
      const url = await furtherDatabase(postgres.url, 'schemas');
      const [few, , most] = SIZES;
      const claim = (size: number): Measured =>
        measured(claims.get(size), `a claim of 32 jobs from ${size} tenants`);
      const start = (size: number): Measured =>
        measured(starts.get(size), `from commit to first step beside ${size} tenants`);
      return {
        lead: judged({ ...claim(most), reference: claim(few).value }, WITHIN),
        parts: {
          claim_of_1000: judged({ ...claim(1000), reference: claim(few).value }, WITHIN),
          start_of_1000: judged({ ...start(1000), reference: start(few).value }, WITHIN),
          start_of_10000: judged({ ...start(most), reference: start(few).value }, WITHIN),
          ...(await provisioning(url, long ? 1000 : 200)),
        },
      };
    } finally {
      await postgres.stop();
    }
  },
};

async function prepare({ url, tenants: [tenant] }: BenchDatabase, size: number): Promise<string> {
  if (tenant === undefined) throw new Error('there is no tenant');
  const crowd = {
    tenants: size,
    lanesPerTenant: Math.ceil(LANES_OF_A_CLAIM / size),
    jobsPerLane: JOBS_PER_LANE,
  };
  return withClient(url, (client) => gatherCrowd(client, crowd));
}

function sleep({ url }: BenchDatabase): Promise<void> {
  return withClient(url, (client) => holdCrowd(client));
}

/** Lets the places take turns, and puts what they answered together by their size. */
async function inTurn(
  places: readonly Place[],
  rounds: number,
  role: 'api' | 'worker',
  measure: (world: BenchWorld, place: Place) => Promise<readonly number[]>,
): Promise<ReadonlyMap<number, readonly number[]>> {
  const worlds: BenchWorld[] = [];
  try {
    const contenders: [string, () => Promise<readonly number[]>][] = [];
    for (const place of places) {
      const world = await worldOn(place.database, role);
      worlds.push(world);
      contenders.push([`of ${place.size}`, () => measure(world, place)]);
    }
    const found = await interleave(rounds, Object.fromEntries(contenders));
    return new Map(places.map(({ size }) => [size, found[`of ${size}`]?.flat() ?? []]));
  } finally {
    for (const world of worlds) await world.close();
  }
}

function measured(values: readonly number[] = [], note: string): Measured {
  return {
    value: median(values),
    unit: 'ms',
    spread: spread(values),
    note: `median of ${values.length}; ${note}`,
  };
}
