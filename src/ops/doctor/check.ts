import type { TenantRef } from '../../domain/tenant-ref.ts';

/** Something that is not as it should be, or that stands still. */
export interface Finding {
  /** Stable: scripts may branch on it. */
  readonly code: string;
  /** What it is about: `tenant 1, account 3`. */
  readonly subject: string;
  /** What is seen, in a sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly todo: string;
}

/** A row that a check's statement returns: one finding. */
export interface FoundRow {
  readonly subject: string;
  readonly message: string;
}

/** A look at what all tenants share. Its statement may have one parameter: a tenant's id, or null for all. */
export interface SharedCheck {
  readonly code: string;
  /** SQL of rows with `subject` and `message`. */
  readonly statement: string;
  readonly todo: string;
}

/** A look at the tables of one tenant. Its statement has one parameter: the tenant's id. */
export interface TenantCheck {
  readonly code: string;
  readonly statement: (tenant: TenantRef) => string;
  readonly todo: string;
}
