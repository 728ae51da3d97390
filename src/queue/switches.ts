import { Injectable } from '@nestjs/common';
import type { Sql } from '../common/database/sql.ts';
import type { Marketplace } from '../domain/vocabulary.ts';

/** Who wants something to stand still, and why. */
export interface PauseWish {
  readonly actor: string;
  /** In words for whoever waits; null where none was given. */
  readonly reason: string | null;
}

/** Opens and closes whole marketplaces: one row that every claim reads. */
@Injectable()
export class Switches {
  /**
   * Pauses a marketplace for all tenants. Pausing it again gives a new reason and keeps since when it stands still.
   * @param sql any connection
   * @param marketplace which
   * @param pause who wants it and why
   */
  async pause(sql: Sql, marketplace: Marketplace, pause: PauseWish): Promise<void> {
    await sql.query(
      `insert into public.marketplace_switches (marketplace, paused, reason, paused_by, paused_since)
       values ($1, true, $2, $3, now())
       on conflict (marketplace) do update
       set paused = true, reason = excluded.reason, paused_by = excluded.paused_by,
           paused_since = coalesce(marketplace_switches.paused_since, excluded.paused_since), updated_at = now()`,
      [marketplace, pause.reason, pause.actor],
    );
  }

  /**
   * Lets a marketplace go on.
   * @param sql any connection
   * @param marketplace which
   */
  async resume(sql: Sql, marketplace: Marketplace): Promise<void> {
    await sql.query(
      `update public.marketplace_switches
       set paused = false, reason = null, paused_by = null, paused_since = null, updated_at = now()
       where marketplace = $1`,
      [marketplace],
    );
    await sql.send(`notify stoflow_queue`);
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
