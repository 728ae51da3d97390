import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import { hashOf, matches } from '../../common/encryption/secret-hash.ts';
import { DomainError } from '../../domain/errors.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { KnownTenants } from '../../tenancy/known-tenants.ts';
import { PluginRefusal } from '../connection/plugin-refusal.ts';
import { deviceOfCode, newCredential, newPairingCode, normalizeCode } from './device-secrets.ts';

const CODE_MINUTES = 10;
/** Codes of one tenant that may wait to be typed at once. */
const MAX_CODES = 20;

/** A tenant has asked for more codes than anybody types. */
export class TooManyCodesError extends DomainError {
  constructor() {
    super(
      'device.too_many_codes',
      'rate_limited',
      `${MAX_CODES} pairing codes are waiting already. Use one of them, or wait until they are too old.`,
    );
  }
}

/** A device that waits to be paired. */
export interface PairingStart {
  readonly deviceId: number;
  readonly code: string;
  readonly expiresAt: Date;
}

/** What a browser says of itself. */
export interface BrowserFacts {
  readonly pluginVersion: string;
  readonly browser: string | null;
}

/** Brings a browser to a tenant: a code is shown to the seller, typed into the extension, and good once. */
@Injectable()
export class Pairing {
  constructor(
    private readonly database: Database,
    private readonly tenants: KnownTenants,
  ) {}

  /**
   * Makes a device and its code.
   * @param tenant whose
   * @param name what the seller calls it
   * @returns the code, which is shown this once
   * @throws {TooManyCodesError} when as many wait already as anybody needs
   */
  async begin(tenant: TenantRef, name: string): Promise<PairingStart> {
    return this.database.transaction(async (sql) => {
      // Requests of the same moment are counted one after the other.
      await sql.query('select from public.tenants where id = $1 for no key update', [tenant.id]);
      await sql.query(
        `delete from ${tenant.schema}.plugin_devices
         where status = 'pairing' and pairing_expires_at < now() - interval '1 day'`,
      );
      const [{ waiting } = { waiting: 0 }] = await sql.query<{ waiting: number }>(
        `select count(*)::int as waiting from ${tenant.schema}.plugin_devices
         where status = 'pairing' and pairing_expires_at > now()`,
      );
      if (waiting >= MAX_CODES) throw new TooManyCodesError();
      const [device] = await sql.query<{ id: number; expiresAt: Date }>(
        `insert into ${tenant.schema}.plugin_devices (name, pairing_expires_at)
         values ($1, now() + interval '${CODE_MINUTES} minutes')
         returning id, pairing_expires_at as "expiresAt"`,
        [name],
      );
      if (device === undefined) throw new Error('a device was inserted and not returned');
      const code = newPairingCode(tenant.id, device.id);
      await sql.query(`update ${tenant.schema}.plugin_devices set pairing_hash = $2 where id = $1`, [
        device.id,
        hashOf(code),
      ]);
      return { deviceId: device.id, code, expiresAt: device.expiresAt };
    });
  }

  /**
   * Exchanges a code for a credential.
   * @param typed what the seller typed
   * @param facts what the browser says of itself
   * @returns the device and its credential, which is shown this once
   * @throws {PluginRefusal} `pairing_failed`, whatever is wrong with the code
   */
  async finish(typed: string, facts: BrowserFacts): Promise<{ deviceId: number; credential: string }> {
    const code = normalizeCode(typed);
    const claimed = deviceOfCode(code);
    if (claimed === undefined) throw failed();
    const { tenant, deviceId } = claimed;
    await this.tenants.assertUsable(tenant).catch((error: unknown) => {
      // Trouble of our own must not look like a wrong code, which is never tried again.
      throw error instanceof DomainError ? failed() : error;
    });
    const [device] = await this.database.query<{ hash: string | null }>(
      `select pairing_hash as hash from ${tenant.schema}.plugin_devices where id = $1`,
      [deviceId],
    );
    // A wrong code has locked and changed nothing: it is no concern of the device that it names.
    if (device === undefined || !matches(code, device.hash)) throw failed();
    const credential = newCredential(tenant.id, deviceId);
    const [paired] = await this.database.query<{ id: number }>(
      `update ${tenant.schema}.plugin_devices
       set status = 'paired', credential_hash = $3, pairing_hash = null, paired_at = now(), plugin_version = $4,
           browser = $5, updated_at = now()
       where id = $1 and pairing_hash = $2 and status = 'pairing' and pairing_expires_at > now()
       returning id`,
      [deviceId, device.hash, hashOf(credential), facts.pluginVersion, facts.browser],
    );
    if (paired === undefined) throw failed();
    return { deviceId, credential };
  }
}

/** The same words for every reason: whoever guesses learns nothing. */
function failed(): PluginRefusal {
  return new PluginRefusal(
    'pairing_failed',
    'This pairing code is wrong, used or too old. Ask for another one.',
  );
}
