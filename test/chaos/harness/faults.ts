import type { SeededRandom } from '../../../src/sandbox/random/seeded-random.ts';
import { waitFor } from '../../support/wait-for.ts';
import type { ChaosDatabase } from './chaos-database.ts';
import type { Berth, Fleet } from './fleet.ts';
import type { Seller } from './seller.ts';
import type { LeaseLength, Watch } from './watch.ts';

/** Kinds of faults that are inflicted from outside, in the order in which a run goes through them first. */
export const FAULT_KINDS = [
  'kill',
  'commit_error',
  'stop',
  'terminated_connections',
  'half_open',
  'database_restart',
] as const;
/** One of {@link FAULT_KINDS}. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What faults are done to. */
export interface FaultTargets {
  readonly fleet: Fleet;
  readonly database: ChaosDatabase;
  readonly sellers: readonly Seller[];
  readonly watch: Watch;
  readonly random: SeededRandom;
}

/** Inflicts faults, one at a time, and counts those that struck. */
export class Faults {
  /** Faults that really happened. */
  readonly counts = { kill: 0, stop: 0, database_restart: 0, terminated_connections: 0, half_open: 0 };
  private readonly restarts: Promise<void>[] = [];
  private halfOpened = 0;

  /** @param targets what they are done to */
  constructor(private readonly targets: FaultTargets) {}

  /**
   * @param kind which
   * @returns once it has struck; what follows from it may still be under way
   */
  async inflict(kind: FaultKind): Promise<void> {
    await this.targets.watch.noteSuccesses();
    switch (kind) {
      case 'kill':
        await this.kill();
        return;
      case 'stop':
        await this.stop();
        return;
      case 'database_restart':
        await this.targets.database.crash(this.targets.random.chance(0.5) ? 'SIGKILL' : 'SIGQUIT');
        this.counts.database_restart += 1;
        return;
      case 'terminated_connections':
        this.counts.terminated_connections += await this.targets.database.terminateConnections(4);
        return;
      case 'half_open':
        await this.halfOpen();
        return;
      case 'commit_error':
        this.targets.database.cutNextCommit(this.targets.random.chance(0.3) ? 'cut_before' : 'cut_at_answer');
    }
  }

  /**
   * Kills a server, the one that holds most jobs more often than not, and starts the next one in its place.
   * @param victim which; chosen where absent
   * @param lease the lease it has
   * @returns how many jobs it held
   */
  async kill(victim?: Berth, lease: LeaseLength = 'short'): Promise<number> {
    const { fleet, watch } = this.targets;
    const berth = victim ?? (await this.atWork()) ?? this.anyone();
    const server = berth?.server;
    if (berth === undefined || server === undefined) return 0;
    const { pid } = server;
    await server.end('SIGKILL');
    this.counts.kill += 1;
    const held = await watch.noteHeldBy(pid, lease);
    this.restarts.push(fleet.launch(berth));
    return held;
  }

  /**
   * Has one server work under a lease of production's length and kills it: its jobs must go on once that has run out.
   * @param leaseSeconds the lease at the scale of the servers
   * @returns how many jobs it held
   */
  async killUnderLongLease(leaseSeconds: number): Promise<number> {
    const { fleet, database } = this.targets;
    const berth = fleet.up.at(-1);
    if (berth === undefined) return 0;
    await berth.server?.end('SIGTERM');
    await fleet.launch(berth, { LEASE_SECONDS: String(leaseSeconds) });
    await waitFor(
      async () => {
        const rows = await database.look(
          `select 1 from public.job_queue q join public.instances i on i.id = q.owner
           where i.pid = $1 and q.state = 'leased' limit 1`,
          [berth.server?.pid ?? 0],
        );
        return rows.length > 0;
      },
      { what: 'the server with the long lease holds a job', timeoutMs: 120_000 },
    );
    return this.kill(berth, 'long');
  }

  /** Waits until every server that was killed has a successor. */
  async settled(): Promise<void> {
    await Promise.all(this.restarts.splice(0));
  }

  /** Stops a server past its lease, lets others take over, and continues it. */
  private async stop(): Promise<void> {
    const { database, watch } = this.targets;
    const server = ((await this.busiest()) ?? this.anyone())?.server;
    if (server === undefined) return;
    const [instance] = await database.look<{ id: string }>(
      'select id from public.instances where pid = $1 order by lease_until desc limit 1',
      [server.pid],
    );
    if (instance === undefined) return;
    server.signal('SIGSTOP');
    try {
      await waitFor(
        async () => {
          const rows = await database.look<{ dead: boolean }>(
            `select i.lease_until < clock_timestamp()
                and not exists (select from public.job_queue q where q.owner = i.id and q.state = 'leased') as dead
             from public.instances i where i.id = $1`,
            [instance.id],
          );
          return rows.every(({ dead }) => dead);
        },
        { what: 'the jobs of a stopped server are taken over', timeoutMs: 60_000 },
      );
    } finally {
      const [now] = await database.look<{ at: Date }>('select clock_timestamp() as at');
      server.signal('SIGCONT');
      if (now !== undefined) {
        await waitFor(() => !server.running || server.printed.includes(`${instance.id} was lost`), {
          what: 'a continued server notices that its lease is lost',
          timeoutMs: 30_000,
        });
        await watch.noteZombie(instance.id, now.at);
      }
    }
    this.counts.stop += 1;
  }

  private async halfOpen(): Promise<void> {
    const { database, sellers, random } = this.targets;
    const seller = random.pick(sellers);
    // In turn, so that no kind is left out.
    const kinds = [
      () => database.links('listen'),
      () => seller.road.open(),
      () => database.links('pool'),
    ] as const;
    const linksNow = kinds[this.halfOpened % kinds.length] ?? kinds[0];
    // What struck before may have cut all of them; they come back.
    const links = await waitFor(() => linksNow().length > 0 && linksNow(), {
      what: 'a connection to be left half open',
      timeoutMs: 10_000,
    }).catch(() => undefined);
    if (links === undefined) return;
    random.pick(links).stopForwarding();
    this.halfOpened += 1;
    this.counts.half_open += 1;
  }

  /** A kill that interrupts nothing says little; one in ten may. */
  private async atWork(): Promise<Berth | undefined> {
    if (this.targets.random.chance(0.1)) return undefined;
    return waitFor(() => this.busiest(), { what: 'a server works', timeoutMs: 5000 }).catch(() => undefined);
  }

  private async busiest(): Promise<Berth | undefined> {
    const { fleet, database } = this.targets;
    const [row] = await database.look<{ pid: number }>(
      `select i.pid from public.job_queue q join public.instances i on i.id = q.owner
       where q.state = 'leased' group by i.pid order by count(*) desc limit 1`,
    );
    return fleet.up.find((berth) => berth.server?.pid === row?.pid);
  }

  private anyone(): Berth | undefined {
    const { up } = this.targets.fleet;
    return up.length === 0 ? undefined : this.targets.random.pick(up);
  }
}
