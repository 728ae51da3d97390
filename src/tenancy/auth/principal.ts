import type { TenantRef } from '../../domain/tenant-ref.ts';

/** What a token may allow: a tenant's own routes, or the operator's. */
export const SCOPES = ['tenant', 'admin'] as const;
/** One of {@link SCOPES}. */
export type Scope = (typeof SCOPES)[number];

/** Who makes a request, as the verified token says. */
export interface Principal {
  /** Claim `sub`: a person or a program at the identity provider. */
  readonly subject: string;
  /** Claim `tenant`; absent for an operator who is nobody's tenant. */
  readonly tenant: TenantRef | undefined;
  readonly scopes: ReadonlySet<Scope>;
  /** Claim `exp`: nothing that goes on for long outlasts it. */
  readonly expiresAt: Date;
}
