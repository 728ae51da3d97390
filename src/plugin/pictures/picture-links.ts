import type { TenantRef } from '../../domain/tenant-ref.ts';

/** Makes short-lived signed addresses under which a browser fetches one picture. */
export abstract class PictureLinks {
  abstract path(tenant: TenantRef, url: string): string;
}
