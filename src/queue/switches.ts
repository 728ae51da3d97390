import { Injectable } from '@nestjs/common';
import type { Sql } from '../common/database/sql.ts';
import type { Marketplace } from '../domain/vocabulary.ts';

/** Opens and closes whole marketplaces: one row that every claim reads. */
@Injectable()
export class Switches {
  /**
   * Pauses or resumes a marketplace for all tenants.
   * @param sql any connection
   * @param marketplace which
   * @param paused whether it shall stand still
   */
  async pause(sql: Sql, marketplace: Marketplace, paused: boolean): Promise<void> {
    await sql.query(
      `insert into public.marketplace_switches (marketplace, paused) values ($1, $2)
       on conflict (marketplace) do update set paused = excluded.paused, updated_at = now()`,
      [marketplace, paused],
    );
    await sql.query(`notify stoflow_queue`);
  }

  /**
   * Closes a marketplace for a time, since its budget for the whole application is spent.
   * @param sql any connection
   * @param marketplace which
   * @param milliseconds how long
   */
  async block(sql: Sql, marketplace: Marketplace, milliseconds: number): Promise<void> {
    await sql.query(
      `insert into public.marketplace_switches (marketplace, blocked_until)
       values ($1, now() + $2 * interval '1 millisecond')
       on conflict (marketplace) do update
       set blocked_until = greatest(marketplace_switches.blocked_until, excluded.blocked_until), updated_at = now()`,
      [marketplace, milliseconds],
    );
  }
}
