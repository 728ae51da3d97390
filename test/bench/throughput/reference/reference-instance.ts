import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { Lanes } from '../../../../src/queue/lanes.ts';
import type { BenchWorld } from '../../world/bench-world.ts';
import { release } from '../usual-jobs.ts';
import type { Workload } from '../usual-jobs.ts';
import { referenceLoop } from './reference-loop.ts';

/** Connections of the pool of one instance of the product. */
const CONNECTIONS = 20;
/** Slots of one lane. */
const SLOTS = 4;

/** The reference as an instance of its own beside the product's: their jobs do not mix. */
export class ReferenceInstance {
  private readonly owner = randomUUID();
  private readonly lanes: Lanes;

  private constructor(
    private readonly world: BenchWorld,
    private readonly pool: Pool,
  ) {
    this.lanes = world.app.get(Lanes, { strict: false });
  }

  /**
   * @param world whose jobs it may run
   * @returns an instance whose lease outlasts every measurement, so that nobody takes back what it holds
   */
  static async start(world: BenchWorld): Promise<ReferenceInstance> {
    const instance = new ReferenceInstance(
      world,
      new Pool({ connectionString: world.url, max: CONNECTIONS }),
    );
    await instance.pool.query(
      `insert into public.instances (id, role, host, pid, lease_until)
       values ($1, 'worker', 'reference', 0, now() + interval '1 day')`,
      [instance.owner],
    );
    return instance;
  }

  /**
   * Runs what was made, to its end. The lanes are tied to this instance meanwhile, as those of a browser are.
   * @param workload what was made, still behind its hold
   */
  async drain(workload: Workload): Promise<void> {
    const tenants = workload.tenants.map(({ id }) => id).sort((a, b) => a - b);
    await this.tie(tenants, this.owner);
    await release(this.world, workload);
    const lanes = tenants.length * workload.lanes;
    await referenceLoop(this.pool, this.owner, lanes * workload.jobsPerLane, lanes * SLOTS);
    await this.tie(tenants, null);
  }

  /** Closes its connections. */
  async stop(): Promise<void> {
    await this.pool.end();
  }

  private async tie(tenants: readonly number[], owner: string | null): Promise<void> {
    await this.world.database.transaction(async (sql) => {
      for (const tenant of tenants) await this.lanes.lockTenant(sql, tenant);
      await sql.query('update public.lanes set executor = $2 where tenant_id = any($1::bigint[])', [
        tenants,
        owner,
      ]);
    });
  }
}
