import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import { PREPARED } from '../../common/database/sql.ts';
import { matches } from '../../common/encryption/secret-hash.ts';
import { DomainError } from '../../domain/errors.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { KnownTenants } from '../../tenancy/known-tenants.ts';
import { PluginRefusal } from '../connection/plugin-refusal.ts';
import type { HelloMessage } from '../protocol/client-messages.ts';
import { deviceOfCredential } from './device-secrets.ts';
import type { ClaimedDevice } from './device-secrets.ts';

/** Recognises paired browsers by the credential in their hello. */
@Injectable()
export class DeviceAuthentication {
  constructor(
    private readonly database: Database,
    private readonly tenants: KnownTenants,
  ) {}

  /**
   * @param hello what the browser says of itself
   * @returns the device
   * @throws {PluginRefusal} when it is not paired, was removed, or its tenant may not work now
   */
  async recognise(hello: HelloMessage): Promise<ClaimedDevice> {
    const claimed = deviceOfCredential(hello.credential);
    if (claimed === undefined) throw unknownCredential();
    await this.assertUsable(claimed.tenant);
    const { tenant, deviceId } = claimed;
    const [device] = await this.database.query<{ hash: string | null; status: string }>(
      `select credential_hash as hash, status from ${tenant.schema}.plugin_devices where id = $1`,
      [deviceId],
      PREPARED,
    );
    if (device === undefined || !matches(hello.credential, device.hash)) throw unknownCredential();
    if (device.status === 'revoked') {
      throw new PluginRefusal('revoked', 'This browser was removed from StoFlow. Pair it again.');
    }
    await this.database.query(
      `update ${tenant.schema}.plugin_devices
       set plugin_version = $2, browser = $3, capabilities = $4, last_seen_at = now(), updated_at = now()
       where id = $1`,
      [deviceId, hello.plugin_version, hello.browser ?? null, hello.capabilities],
      PREPARED,
    );
    return claimed;
  }

  private async assertUsable(tenant: TenantRef): Promise<void> {
    try {
      await this.tenants.assertUsable(tenant);
    } catch (error: unknown) {
      if (!(error instanceof DomainError)) throw error;
      if (error.kind === 'forbidden') throw new PluginRefusal('tenant_suspended', error.message);
      throw error.kind === 'not_found'
        ? unknownCredential()
        : new PluginRefusal('unavailable', error.message);
    }
  }
}

function unknownCredential(): PluginRefusal {
  return new PluginRefusal('invalid_credential', 'This browser is not paired with StoFlow. Pair it first.');
}
