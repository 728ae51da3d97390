import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';

/** What a request with an idempotency key led to. */
export interface KeyedRequest {
  /** Id of the job or the batch. */
  readonly id: number;
  readonly requestHash: string;
}

/**
 * Remembers requests by their idempotency keys. What a request made carries its key; where a waiting job answered it,
 * the job's history does, since a job may answer many requests.
 */
@Injectable()
export class AnsweredRequests {
  constructor(private readonly database: Database) {}

  /**
   * Finds what an earlier request with a key made.
   * @param tenant whose request it was
   * @param table what it was for
   * @param key the key
   * @returns what it led to; undefined for a new key
   */
  async find(
    { schema }: TenantRef,
    table: 'batch_jobs' | 'marketplace_jobs',
    key: string,
  ): Promise<KeyedRequest | undefined> {
    const answered = `
      union all
      select job_id, details ->> 'request_hash' from ${schema}.job_events
      where type = 'answered' and details ->> 'idempotency_key' = $1`;
    const [row] = await this.database.query<KeyedRequest>(
      `select id, request_hash as "requestHash" from ${schema}.${table} where idempotency_key = $1
       ${table === 'marketplace_jobs' ? answered : ''} limit 1`,
      [key],
    );
    return row;
  }

  /**
   * Records that a waiting job answered a request. A key that is recorded already stays as it is.
   * @param sql the transaction of the request
   * @param tenant whose job
   * @param jobId the job
   * @param request who asked, with which key
   */
  async record(
    sql: Sql,
    { schema }: TenantRef,
    jobId: number,
    request: { readonly actor: string; readonly idempotencyKey: string; readonly requestHash: string },
  ): Promise<void> {
    await sql.query(
      `insert into ${schema}.job_events (job_id, batch_job_id, type, to_status, actor, reason, details)
       select id, batch_job_id, 'answered', status, $2, 'The same was asked for again.',
              jsonb_build_object('idempotency_key', $3::text, 'request_hash', $4::text)
       from ${schema}.marketplace_jobs where id = $1
       on conflict ((details ->> 'idempotency_key')) where type = 'answered' do nothing`,
      [jobId, request.actor, request.idempotencyKey, request.requestHash],
    );
  }
}
