import type { ChaosDatabase } from './chaos-database.ts';

interface Succeeded {
  readonly id: number;
  readonly attempt: number;
}

/** What lease a process had: a short one, as usual in a run, or one as in production. */
export type LeaseLength = 'short' | 'long';

interface Held {
  readonly tenant: number;
  readonly job: number;
  readonly since: Date;
}

/** Remembers what must not happen again, and what must go on. */
export class Watch {
  private readonly succeeded = new Map<number, Map<number, number>>();
  private readonly held: (Held & { readonly lease: LeaseLength })[] = [];
  /** Changes that an instance made after it was continued, under the lease that it had lost. */
  zombieWrites = 0;

  /**
   * @param database where to look
   * @param tenants tenants with the ids 1 to n
   */
  constructor(
    private readonly database: ChaosDatabase,
    private readonly tenants: number,
  ) {}

  /** Notes which tasks are journalled as success now; none may ever be executed again. */
  async noteSuccesses(): Promise<void> {
    for (let tenant = 1; tenant <= this.tenants; tenant += 1) {
      const rows = await this.database.look<Succeeded>(
        `select id, attempt from user_${tenant}.marketplace_tasks where status = 'success'`,
      );
      const known = this.succeeded.get(tenant) ?? new Map<number, number>();
      for (const { id, attempt } of rows) if (!known.has(id)) known.set(id, attempt);
      this.succeeded.set(tenant, known);
    }
  }

  /**
   * Counts successes that were undone. Those of jobs that began anew, since another job had listed their product, are told
   * in the history by the ids of their tasks, and count elsewhere.
   * @returns tasks that were executed after they were journalled as success, or are not a success any more
   */
  async repeatedAfterSuccess(): Promise<number> {
    let repeated = 0;
    for (const [tenant, noted] of this.succeeded) {
      const setAside = await this.setAside(tenant);
      const known = new Map([...noted].filter(([id]) => !setAside.has(id)));
      const rows = await this.database.look<Succeeded & { readonly status: string }>(
        `select id, attempt, status from user_${tenant}.marketplace_tasks where id = any($1)`,
        [[...known.keys()]],
      );
      repeated += known.size - rows.length;
      for (const { id, attempt, status } of rows) {
        if (status !== 'success' || attempt !== known.get(id)) repeated += 1;
      }
    }
    return repeated;
  }

  /** @returns how often a job began anew */
  async begunAnew(): Promise<number> {
    let jobs = 0;
    for (let tenant = 1; tenant <= this.tenants; tenant += 1) {
      const rows = await this.database.look(
        `select from user_${tenant}.job_events where type = 'begun_anew'`,
      );
      jobs += rows.length;
    }
    return jobs;
  }

  private async setAside(tenant: number): Promise<ReadonlySet<number>> {
    const rows = await this.database.look<{ id: number }>(
      `select jsonb_array_elements_text(details -> 'tasks')::bigint as id
       from user_${tenant}.job_events where type = 'begun_anew'`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** @returns how many tasks were seen as success while something failed */
  get successesSeen(): number {
    return [...this.succeeded.values()].reduce((sum, known) => sum + known.size, 0);
  }

  /**
   * Notes which jobs a process holds that has just died.
   * @param pid its process id
   * @param lease the lease it had
   * @returns how many
   */
  async noteHeldBy(pid: number, lease: LeaseLength): Promise<number> {
    const rows = await this.database.look<Held>(
      `select q.tenant_id as tenant, q.job_id as job, clock_timestamp() as since
       from public.job_queue q join public.instances i on i.id = q.owner
       where i.pid = $1 and q.state = 'leased'`,
      [pid],
    );
    this.held.push(...rows.map((row) => ({ ...row, lease })));
    return rows.length;
  }

  /**
   * @param lease of the processes that died
   * @returns milliseconds from the death of a process to the next line in the history of each job it held, in order
   */
  async resumeMs(lease: LeaseLength): Promise<readonly number[]> {
    const waits: number[] = [];
    for (const { tenant, job, since } of this.held.filter((held) => held.lease === lease)) {
      const [row] = await this.database.look<{ wait: number | null }>(
        `select extract(epoch from min(at) - $2::timestamptz)::float8 * 1000 as wait
         from user_${tenant}.job_events where job_id = $1 and at > $2`,
        [job, since],
      );
      if (row?.wait != null) waits.push(row.wait);
    }
    return waits.sort((one, other) => one - other);
  }

  /**
   * Counts what an instance changed under a lease that it had lost.
   * @param owner its id
   * @param since when it was continued, on the database's clock
   */
  async noteZombie(owner: string, since: Date): Promise<void> {
    for (let tenant = 1; tenant <= this.tenants; tenant += 1) {
      const [row] = await this.database.look<{ count: number }>(
        `select count(*)::int as count from user_${tenant}.job_events where actor = 'worker ' || $1 and at > $2`,
        [owner, since],
      );
      this.zombieWrites += row?.count ?? 0;
    }
  }
}
