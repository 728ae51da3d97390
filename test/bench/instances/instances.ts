import type { EmbeddedPostgres } from '../../../src/common/database/embedded-postgres/embedded-postgres.ts';
import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged } from '../frame/figure.ts';
import type { Bound } from '../frame/figure.ts';
import { interleave } from '../frame/interleave.ts';
import { median } from '../frame/statistics.ts';
import { measuredRound, ofRounds } from '../throughput/measured-round.ts';
import type { Round } from '../throughput/measured-round.ts';
import { drain } from '../throughput/usual-jobs.ts';
import type { Workload } from '../throughput/usual-jobs.ts';
import { benchDatabase, benchPostgres } from '../world/bench-database.ts';
import { benchEnvironment } from '../world/bench-environment.ts';
import { worldOn } from '../world/bench-world.ts';
import type { BenchWorld } from '../world/bench-world.ts';
import { furtherDatabase } from '../world/further-database.ts';
import { idleServer } from '../world/forked-server.ts';
import type { ForkedServer } from '../world/forked-server.ts';

const TENANTS = 4;
const LANES = 16;

/** So many server processes on a database of their own, of which only one group works at a time. */
interface Group {
  readonly servers: readonly ForkedServer[];
  readonly world: BenchWorld;
  readonly workload: Workload;
}

/** Whether further server processes on one database take work from each other, or only get in each other's way. */
export const instances: Benchmark = {
  name: 'instances',
  async run(options): Promise<Findings> {
    const postgres = await benchPostgres();
    const groups: Group[] = [];
    try {
      for (const count of [1, 2, 4]) groups.push(await startGroup(postgres, count, options.long ? 100 : 8));
      const [one, two, four] = groups;
      if (one === undefined || two === undefined || four === undefined)
        throw new Error('there are three groups');
      const rounds = await interleave(options.rounds, {
        one: () => roundOf(one),
        two: () => roundOf(two),
        four: () => roundOf(four),
      });
      const alone = median(rounds.one.map(({ rate }) => rate));
      const bound: Bound = { of: 'ratio', atLeast: 0.9 };
      const lanes = `${TENANTS * LANES} lanes of 4; reference: one process`;
      return {
        lead: judged({ ...ofRounds(rounds.four, `four processes, ${lanes}`), reference: alone }, bound),
        parts: {
          two_processes: judged({ ...ofRounds(rounds.two, lanes), reference: alone }, bound),
          one_process: judged(ofRounds(rounds.one, 'a database for each number of processes')),
        },
      };
    } finally {
      for (const { world, servers } of groups) {
        await Promise.all(servers.map((server) => server.stop()));
        await world.close();
      }
      await postgres.stop();
    }
  },
};

async function startGroup(postgres: EmbeddedPostgres, count: number, jobsPerLane: number): Promise<Group> {
  const url = await furtherDatabase(postgres.url, `instances_${count}`);
  const database = await benchDatabase(url, { tenants: TENANTS, lanes: LANES });
  const world = await worldOn(database, 'api');
  const env = benchEnvironment(url, { ROLE: 'worker' });
  const servers = await Promise.all(Array.from({ length: count }, () => idleServer(env)));
  return { servers, world, workload: { tenants: database.tenants, lanes: LANES, jobsPerLane } };
}

function roundOf({ world, workload }: Group): Promise<Round> {
  return measuredRound(world, workload, () => drain(world, workload));
}
