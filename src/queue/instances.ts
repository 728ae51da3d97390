import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';

/** Who an instance is, for the people who look. */
export interface InstanceFacts {
  readonly id: string;
  readonly role: string;
  readonly host: string;
  readonly pid: number;
}

/**
 * The leases of running programs. A lease belongs to an instance, not to a job: one row renewed every ten seconds
 * covers all that it holds, however many that is. Only the database's clock decides.
 */
@Injectable()
export class Instances {
  constructor(private readonly database: Database) {}

  /**
   * Enters an instance.
   * @param instance who it is
   * @param leaseMs how long its lease lasts
   */
  async register(instance: InstanceFacts, leaseMs: number): Promise<void> {
    await this.database.query(
      `insert into public.instances (id, role, host, pid, lease_until)
       values ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 millisecond')`,
      [instance.id, instance.role, instance.host, instance.pid, leaseMs],
    );
  }

  /**
   * Prolongs a lease that has not run out. One that has is lost for good: its jobs may already run elsewhere.
   * @param id the instance
   * @param leaseMs how long the lease shall last from now
   * @returns false when the lease is lost
   */
  async renew(id: string, leaseMs: number): Promise<boolean> {
    const rows = await this.database.query(
      `update public.instances set lease_until = clock_timestamp() + $2 * interval '1 millisecond'
       where id = $1 and lease_until > clock_timestamp() returning id`,
      [id, leaseMs],
    );
    return rows.length === 1;
  }

  /**
   * Ends an instance that has handed back all it held, or gives up one that lost its lease.
   * @param id the instance
   */
  async leave(id: string): Promise<void> {
    await this.database.query(`delete from public.instances where id = $1`, [id]);
  }

  /**
   * Forgets instances that died and hold nothing any more.
   */
  async forgetDead(): Promise<void> {
    await this.database.query(
      `delete from public.instances i
       where i.lease_until < clock_timestamp()
         and not exists (select from public.job_queue q where q.owner = i.id and q.state = 'leased')`,
    );
  }
}
