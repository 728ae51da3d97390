/** A tenant whose schema could not be brought to the newest version, and why. */
export interface FailedTenant {
  readonly tenantId: number;
  readonly error: string;
}

/** What one run over all tenants did. */
export interface TenantMigrationReport {
  /** Tenants that had the newest version already. */
  readonly current: number;
  /** Ids of the tenants that were upgraded. */
  readonly migrated: readonly number[];
  /** Tenants that failed; their schemas are as they were. */
  readonly failed: readonly FailedTenant[];
}

/** What `migrateEverything` did. */
export interface MigrationReport {
  /** Names of the shared migrations that ran. */
  readonly public: readonly string[];
  readonly tenants: TenantMigrationReport;
}
