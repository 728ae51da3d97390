import { wallClock } from '../../common/clock.ts';
import { createHash } from 'node:crypto';
import type { Database } from '../../common/database/database.ts';
import type { Sql } from '../../common/database/sql.ts';
import type { Told } from '../../common/told.ts';
import type { Encryption } from '../../common/encryption/encryption.ts';
import { tenantRef } from '../../domain/tenant-ref.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { TenantNotFoundError } from '../../tenancy/tenants.service.ts';
import { exportStatements } from './export-statements.ts';
import { FORMAT, FORMAT_VERSION } from './format.ts';
import type { TransferHeader } from './format.ts';
import type { TransferSeal } from './transfer-seal.ts';

/** Rows in memory at once. */
const LOT = 500;

/** Takes one line of the file; resolves when there is room for the next. */
export type LineWriter = (line: string) => Promise<void>;

/** How a tenant is exported. */
export interface ExportOptions {
  /** The credentials' keys here and the seal for the way; undefined to leave credentials out. */
  readonly credentials?: { readonly keys: Encryption; readonly seal: TransferSeal } | undefined;
  readonly handedOver: boolean;
}

interface ExportedRow {
  readonly row: string;
  readonly accountId: number | null;
  readonly credentials: string | null;
}

/**
 * Writes everything a tenant has as lines of JSON, in one snapshot: rows are as they were at one moment, whatever runs
 * meanwhile. Rows travel as the database's own JSON text and are not read here, so that no digit of a price is lost.
 */
export class TenantExport {
  private readonly hash = createHash('sha256');
  private rows = 0;

  /**
   * @param database where the tenant is
   * @param write takes the lines
   * @param told after each lot of rows
   */
  constructor(
    private readonly database: Database,
    private readonly write: LineWriter,
    private readonly told: Told = () => undefined,
  ) {}

  /**
   * @param tenantId the tenant
   * @param options what goes with it
   * @returns how many rows were written
   * @throws {TenantNotFoundError} when nobody has that id
   */
  async run(tenantId: number, options: ExportOptions): Promise<number> {
    const tenant = tenantRef(tenantId);
    await this.database.transaction(async (sql) => {
      await sql.query('set transaction isolation level repeatable read, read only');
      // Times are written in the session's zone: two exports of the same rows are the same.
      await sql.query(`set local time zone 'UTC'`);
      await this.line(JSON.stringify(await this.header(sql, tenant, options)));
      const statements = exportStatements(tenant);
      for (const [place, { table, text }] of statements.entries()) {
        await sql.query(`declare exported no scroll cursor for ${text}`);
        await this.table(sql, tenant, table, options, () => {
          this.told(place, statements.length, `${this.rows} rows`);
        });
        await sql.query('close exported');
      }
    });
    await this.write(JSON.stringify({ end: true, rows: this.rows, sha256: this.hash.digest('hex') }));
    return this.rows;
  }

  private async header(sql: Sql, { id, schema }: TenantRef, options: ExportOptions): Promise<TransferHeader> {
    const [row] = await sql.query<{ version: string; tenant: TransferHeader['tenant'] }>(
      `select schema_version as version,
              jsonb_build_object('id', id, 'name', name, 'tier', tier, 'weight', weight,
                'unreachable_policy', unreachable_policy, 'unreachable_after_seconds', unreachable_after_seconds,
                'keep_jobs_days', keep_jobs_days, 'keep_events_days', keep_events_days) as tenant
       from public.tenants where id = $1`,
      [id],
    );
    if (row === undefined) throw new TenantNotFoundError(id);
    const [facts] = await sql.query<Pick<TransferHeader, 'action_types' | 'sequences'>>(
      `select (select coalesce(jsonb_object_agg(id, marketplace || '/' || code), '{}')
               from public.marketplace_action_types) as action_types,
              (select coalesce(jsonb_object_agg(replace(sequencename, '_id_seq', ''), last_value), '{}')
               from pg_sequences where schemaname = $1 and last_value is not null and sequencename not like 'mikro%') as sequences`,
      [schema],
    );
    return {
      format: FORMAT,
      version: FORMAT_VERSION,
      schema_version: row.version,
      exported_at: wallClock().toISOString(),
      handed_over: options.handedOver,
      credentials_salt: options.credentials?.seal.salt ?? null,
      tenant: row.tenant,
      action_types: facts?.action_types ?? {},
      sequences: facts?.sequences ?? {},
    };
  }

  private async table(
    sql: Sql,
    tenant: TenantRef,
    table: string,
    options: ExportOptions,
    told: () => void,
  ): Promise<void> {
    for (;;) {
      const lot = await sql.query<ExportedRow>(`fetch ${LOT} from exported`);
      for (const each of lot) {
        await this.line(`{"table":"${table}","row":${withCredentials(tenant, each, options)}}`);
      }
      this.rows += lot.length;
      told();
      if (lot.length < LOT) return;
    }
  }

  private async line(text: string): Promise<void> {
    this.hash.update(`${text}\n`);
    await this.write(text);
  }
}

function withCredentials(
  tenant: TenantRef,
  { row, accountId, credentials }: ExportedRow,
  options: ExportOptions,
): string {
  if (accountId === null || credentials === null || options.credentials === undefined) return row;
  const { keys, seal } = options.credentials;
  const plaintext = keys.decrypt(credentials, { tenantId: tenant.id, accountId });
  return `${row.slice(0, -1)}, "sealed": ${JSON.stringify(seal.seal(plaintext, accountId))}}`;
}
