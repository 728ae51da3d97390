import { wallClock } from '../common/clock.ts';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { decodeCursor } from '../common/pagination/cursor.ts';
import { Page } from '../common/pagination/page.ts';
import type { PageQuery } from '../common/pagination/page-query.ts';
import { DomainError } from '../domain/errors.ts';
import { KnownTenants } from './known-tenants.ts';
import { TenantMigrator } from './migrations/tenant-migrator.ts';
import type { NewTenant } from './migrations/tenant-migrator.ts';
import type { PauseWish } from '../queue/switches.ts';
import { TenantPause } from './tenant-pause.ts';
import { TenantSuspension } from './tenant-suspension.ts';
import { Tenant } from './tenant.entity.ts';

/** There is no tenant with that id. Only operators ever see this. */
export class TenantNotFoundError extends DomainError {
  /** @param id the id that was asked for */
  constructor(id: number | string) {
    super('tenant.not_found', 'not_found', `There is no tenant ${id}.`);
  }
}

/** What an operator does with tenants. */
@Injectable()
export class TenantsService {
  constructor(
    private readonly em: EntityManager,
    private readonly migrator: TenantMigrator,
    private readonly suspension: TenantSuspension,
    private readonly pauses: TenantPause,
    private readonly known: KnownTenants,
  ) {}

  /**
   * Creates a tenant with its schema.
   * @param tenant its name, tier and weight
   * @returns the tenant
   */
  async provision(tenant: NewTenant): Promise<Tenant> {
    const { id } = await this.migrator.provision(tenant);
    // Somebody may have come with a token before there was a tenant.
    this.known.forget(id);
    return this.get(id);
  }

  /**
   * @param query which page
   * @returns tenants, oldest first
   */
  async list(query: PageQuery): Promise<Page<Tenant>> {
    const after = decodeCursor(query.cursor, ['integer']);
    const rows = await this.em.find(Tenant, after === undefined ? {} : { id: { $gt: after[0] } }, {
      orderBy: { id: 'asc' },
      limit: query.limit + 1,
      disableIdentityMap: true,
    });
    return Page.of(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /**
   * @param id the tenant's id
   * @returns the tenant
   * @throws {TenantNotFoundError} when nobody has that id
   */
  async get(id: number): Promise<Tenant> {
    const tenant = await this.em.findOne(Tenant, { id }, { disableIdentityMap: true });
    if (tenant === null) throw new TenantNotFoundError(id);
    return tenant;
  }

  /**
   * Keeps a tenant from using the product; other instances notice within two seconds. Harmless when repeated.
   * @param id the tenant's id
   * @returns the tenant
   * @throws {TenantNotFoundError} when nobody has that id
   */
  async suspend(id: number): Promise<Tenant> {
    return this.setStatus(id, 'suspended');
  }

  /**
   * Lets a suspended tenant work again. Harmless when repeated.
   * @param id the tenant's id
   * @returns the tenant
   * @throws {TenantNotFoundError} when nobody has that id
   */
  async resume(id: number): Promise<Tenant> {
    return this.setStatus(id, 'active');
  }

  /**
   * Pauses all jobs of a tenant, or lets them go on; it may go on making requests. Harmless when repeated.
   * @param id the tenant's id
   * @param pause who wants it and why; undefined to let them go on
   * @returns the tenant
   * @throws {TenantNotFoundError} when nobody has that id
   */
  async pauseJobs(id: number, pause: PauseWish | undefined): Promise<Tenant> {
    if (!(await this.pauses.set(id, pause))) throw new TenantNotFoundError(id);
    return this.get(id);
  }

  /**
   * Sets how long a tenant's ended jobs and their history are kept.
   * @param id the tenant's id
   * @param days of each; null for the program's own setting
   * @returns the tenant
   * @throws {TenantNotFoundError} when nobody has that id
   */
  async keep(
    id: number,
    days: { readonly jobs: number | null; readonly events: number | null },
  ): Promise<Tenant> {
    await this.em.nativeUpdate(
      Tenant,
      { id },
      { keepJobsDays: days.jobs, keepEventsDays: days.events, updatedAt: wallClock() },
    );
    return this.get(id);
  }

  private async setStatus(id: number, status: Tenant['status']): Promise<Tenant> {
    if (!(await this.suspension.set(id, status))) throw new TenantNotFoundError(id);
    this.known.forget(id);
    return this.get(id);
  }
}
