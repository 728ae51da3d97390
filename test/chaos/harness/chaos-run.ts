import { setTimeout as delay } from 'node:timers/promises';
import { SeededRandom } from '../../../src/sandbox/random/seeded-random.ts';
import { waitFor } from '../../support/wait-for.ts';
import { ChaosWorld } from './chaos-world.ts';
import { Findings } from './findings.ts';
import { FAULT_KINDS, Faults } from './faults.ts';
import type { FaultKind } from './faults.ts';
import type { ChaosOptions } from './options.ts';
import { percentiles } from './report.ts';
import type { ChaosReport } from './report.ts';
import type { Seller } from './seller.ts';
import { Verdict } from './verdict.ts';
import { Watch } from './watch.ts';

/** 30 s at the scale of the servers. */
const LONG_LEASE_SECONDS = 300;
/** So that now and then one of a job's commits is refused, and few jobs lose all their attempts to it. */
const REFUSED_SHARE = 0.002;
/** Half of all faults are kills, beside those that every run begins with. */
const KILLS: readonly FaultKind[] = FAULT_KINDS.map(() => 'kill');

/** One run: everything is started, sellers work while things fail, and in the end everything is counted. */
export class ChaosRun {
  private readonly worlds: ChaosWorld[] = [];
  private readonly calm = new AbortController();
  private readonly startedAt = performance.now();

  /**
   * @param options see {@link ChaosOptions}
   * @param say told, in sentences, how it goes
   */
  constructor(
    private readonly options: ChaosOptions,
    private readonly say: (line: string) => void,
  ) {}

  /** @returns what it came to; everything that was started is ended again */
  async run(): Promise<ChaosReport> {
    try {
      return await this.observe(await ChaosWorld.start(this.options, this.worlds));
    } finally {
      await this.stop();
    }
  }

  /** Ends everything that was started. */
  async stop(): Promise<void> {
    this.calm.abort();
    for (const world of this.worlds.splice(0)) await world.stop();
  }

  private async observe(world: ChaosWorld): Promise<ChaosReport> {
    const { options, say } = this;
    const { database, markets, sellers } = world;
    const watch = new Watch(database, world.tenants);
    const verdict = new Verdict(database, sellers, markets);
    const faults = new Faults({ ...world, watch, random: new SeededRandom(`chaos/${options.seed}`) });
    say(`Everything stands after ${this.seconds} s.`);

    await markets.arm(options.seed);
    await database.refuseCommits(REFUSED_SHARE);
    const work = Promise.all(sellers.map((seller) => this.workOf(seller.act.bind(seller))));
    await Promise.race([this.trouble(faults, verdict), work]);
    this.calm.abort();
    await work;

    say(
      `After ${this.seconds} s nothing fails any more; what is open has ${options.settleMs / 1000} s to end.`,
    );
    await database.refuseCommits(0);
    await faults.settled();
    // A run that is to find duplicates needs the answers that get lost, however fast it was.
    if (this.options.reconcile) await markets.calmDown();
    await this.untilOver(verdict, sellers);
    await markets.calmDown();
    for (const seller of sellers) await seller.retryWhatFailed();
    await this.untilOver(verdict, sellers);
    return this.report(world, faults, watch, verdict);
  }

  /** Has things fail until there were enough jobs, enough minutes, and every kind of fault. */
  private async trouble(faults: Faults, verdict: Verdict): Promise<void> {
    const { options, say } = this;
    const random = new SeededRandom(`times/${options.seed}`);
    const kinds = [...options.faults];
    if (options.longLease) {
      const held = await faults.killUnderLongLease(LONG_LEASE_SECONDS);
      say(`A server that held ${held} jobs was killed under a lease of 30 s.`);
    }
    for (;;) {
      const kind = kinds.shift() ?? random.pick([...FAULT_KINDS, ...KILLS]);
      await faults.inflict(kind);
      const jobs = sum(await verdict.actions());
      say(`${this.seconds} s: ${kind}; ${jobs} jobs so far, open: ${JSON.stringify(await verdict.open())}`);
      const enough = jobs >= options.jobs && this.seconds >= options.minutes * 60;
      if (kinds.length === 0 && enough) return;
      await delay(options.faultEveryMs * (0.5 + random.next()));
    }
  }

  private async workOf(act: (stop: AbortSignal) => Promise<void>): Promise<void> {
    while (!this.calm.signal.aborted) await act(this.calm.signal);
  }

  private async untilOver(verdict: Verdict, sellers: readonly Seller[]): Promise<void> {
    const over = async (): Promise<boolean> => {
      for (const seller of sellers) await seller.tend();
      return (await verdict.losses()).length === 0;
    };
    await waitFor(over, {
      what: 'everything has ended',
      timeoutMs: this.options.settleMs,
    }).catch(() => undefined);
  }

  private async report(
    world: ChaosWorld,
    faults: Faults,
    watch: Watch,
    verdict: Verdict,
  ): Promise<ChaosReport> {
    const { database, fleet, markets, sellers } = world;
    const losses = await verdict.losses();
    for (const { schema, what } of losses) this.say(`lost in ${schema}: ${what}`);
    const unknown = await verdict.unknownListings();
    for (const listing of unknown) this.say(`not known: ${listing}`);
    const { listedTwice, faults: marketplace } = await markets.count();
    if (losses.length + listedTwice + unknown.length > 0) {
      const findings = new Findings(
        database,
        markets,
        sellers.map(({ schema }) => schema),
      );
      for (const line of await findings.lines()) this.say(line);
    }
    const actions = await verdict.actions();
    return {
      jobs: sum(actions),
      actions,
      faults: {
        ...faults.counts,
        commit_error: database.commitsCut + (await database.commitsRefused()),
        clock_offset: fleet.wrongClocks,
        marketplace,
      },
      lost: losses.length,
      listed_twice: listedTwice,
      repeated_after_success: await watch.repeatedAfterSuccess(),
      begun_anew: await watch.begunAnew(),
      successes_watched: watch.successesSeen,
      commands_executed_twice: sellers.reduce((count, seller) => count + seller.executedTwice, 0),
      zombie_writes: watch.zombieWrites,
      lanes_running: await verdict.lanesRunning(),
      sweeper_corrections: fleet.corrections,
      unknown_listings: unknown.length,
      resume_ms: percentiles(await watch.resumeMs('short')),
      ...(this.options.longLease && { resume_long_lease_ms: percentiles(await watch.resumeMs('long')) }),
      seconds: this.seconds,
      seed: this.options.seed,
    };
  }

  private get seconds(): number {
    return Math.round((performance.now() - this.startedAt) / 1000);
  }
}

function sum(actions: Awaited<ReturnType<Verdict['actions']>>): number {
  return Object.values(actions)
    .flatMap((statuses) => Object.values(statuses))
    .reduce((total, count) => total + count, 0);
}
