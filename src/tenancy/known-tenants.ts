import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.ts';
import { Database } from '../common/database/database.ts';
import { SchemaNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { TenantNotMigratedError, TenantSuspendedError } from './auth/auth-errors.ts';
import { MigrationLists } from './migrations/migration-lists.ts';
import { isOutdated } from './migrations/schema-version.ts';
import type { TenantStatus } from './tenant.entity.ts';

/** Milliseconds after which a tenant is looked up again: so long may a suspension on another instance go unnoticed. */
const TTL_MS = 2000;
const MAX_ENTRIES = 10_000;

interface TenantState {
  readonly status: TenantStatus;
  readonly schema_version: string | null;
  readonly schema_error: string | null;
  readonly provisioned: boolean;
}

/** Answers on every request whether its tenant may work, from a memory of two seconds. */
@Injectable()
export class KnownTenants {
  private readonly entries = new Map<
    number,
    { readonly until: number; readonly state: Promise<TenantState | undefined> }
  >();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly lists: MigrationLists,
  ) {}

  /**
   * @param tenant whose request it is
   * @throws {SchemaNotFoundError} for a tenant that was never provisioned, or whose schema is gone
   * @throws {TenantSuspendedError | TenantNotMigratedError} for one that may not work for now
   */
  async assertUsable(tenant: TenantRef): Promise<void> {
    const state = await this.state(tenant);
    if (state === undefined || !state.provisioned) throw new SchemaNotFoundError(tenant.schema);
    if (state.status === 'suspended') throw new TenantSuspendedError();
    if (state.schema_error !== null || isOutdated(state.schema_version, this.lists.tenant))
      throw new TenantNotMigratedError();
  }

  /**
   * Forgets a tenant that has just changed.
   * @param tenantId its id
   */
  forget(tenantId: number): void {
    this.entries.delete(tenantId);
  }

  private state(tenant: TenantRef): Promise<TenantState | undefined> {
    const now = this.clock.monotonicMs();
    const entry = this.entries.get(tenant.id);
    if (entry !== undefined && entry.until > now) return entry.state;
    const state = this.read(tenant);
    // Ids come from tokens, so the memory is bounded; the oldest entry goes first.
    this.entries.delete(tenant.id);
    this.entries.set(tenant.id, { until: now + TTL_MS, state });
    const [oldest] = this.entries.keys();
    if (this.entries.size > MAX_ENTRIES && oldest !== undefined) this.entries.delete(oldest);
    state.catch(() => this.forget(tenant.id));
    return state;
  }

  private async read(tenant: TenantRef): Promise<TenantState | undefined> {
    const [row] = await this.database.query<TenantState>(
      `select status, schema_version, schema_error,
              schema_version is not null and to_regnamespace(schema_name) is not null as provisioned
       from public.tenants where id = $1`,
      [tenant.id],
    );
    return row;
  }
}
