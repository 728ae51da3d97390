import { MikroORM } from '@mikro-orm/postgresql';
import { AccountTokens } from '../../../../src/accounts/account-tokens.ts';
import { credentialsToText } from '../../../../src/accounts/credentials.ts';
import type { Credentials } from '../../../../src/accounts/credentials.ts';
import { TokenStore } from '../../../../src/accounts/token-store.ts';
import { SystemClock } from '../../../../src/common/clock.ts';
import { Database } from '../../../../src/common/database/database.ts';
import { Encryption } from '../../../../src/common/encryption/encryption.ts';
import { loadConfig } from '../../../../src/config/app-config.ts';
import type { TenantRef } from '../../../../src/domain/tenant-ref.ts';
import { ormOptions } from '../../../../src/mikro-orm.config.ts';
import { Lanes } from '../../../../src/queue/lanes.ts';

/** One instance of the program, as far as tokens need it: a pool and a process memory of its own. */
export interface Instance {
  readonly db: Database;
  readonly store: TokenStore;
  readonly tokens: AccountTokens;
  readonly encryption: Encryption;
  close(): Promise<void>;
}

/** The key of instances that are told no other. */
export const USUAL_KEY = `k1:${Buffer.alloc(32, 7).toString('base64')}`;

/**
 * @param url of the test's database
 * @param keys as CREDENTIALS_KEYS has them
 * @returns an instance that shares nothing with another one but the database
 */
export function startInstance(url: string, keys: readonly string[] = [USUAL_KEY]): Instance {
  // The smallest time scale makes a lease last the two seconds below which it never goes.
  const config = loadConfig({
    DATABASE_URL: url,
    TIME_SCALE: '0.001',
    DB_POOL_MAX: '5',
    CREDENTIALS_KEYS: keys.join(),
  });
  const orm = new MikroORM(ormOptions(config));
  const db = new Database(orm);
  const encryption = new Encryption(config);
  const store = new TokenStore(db, encryption, new Lanes());
  const tokens = new AccountTokens(store, new SystemClock(), config);
  return { db, store, tokens, encryption, close: () => orm.close() };
}

/**
 * Stores an account with its lane.
 * @param instance any instance
 * @param tenant whose account
 * @param credentials what it holds
 * @returns its id
 */
export async function insertAccount(
  instance: Instance,
  tenant: TenantRef,
  credentials: Credentials | null,
): Promise<number> {
  const [row] = await instance.db.query<{ id: number }>(
    `insert into ${tenant.schema}.marketplace_accounts (marketplace, name, external_id)
     values ('etsy', 'Shop', gen_random_uuid()::text) returning id`,
  );
  const accountId = row?.id ?? 0;
  await new Lanes().open(instance.db, { tenantId: tenant.id, accountId, marketplace: 'etsy', maxRunning: 2 });
  if (credentials !== null) await storeCredentials(instance, tenant, accountId, credentials);
  return accountId;
}

/**
 * Replaces an account's credentials as a seller who connects it again does.
 * @param instance any instance
 * @param tenant whose account
 * @param accountId the account
 * @param credentials the new ones
 */
export async function storeCredentials(
  instance: Instance,
  tenant: TenantRef,
  accountId: number,
  credentials: Credentials,
): Promise<void> {
  const sealed = instance.encryption.encrypt(credentialsToText(credentials), {
    tenantId: tenant.id,
    accountId,
  });
  await instance.db.query(
    `update ${tenant.schema}.marketplace_accounts
     set credentials = $2, refresh_owner = null, refresh_until = null where id = $1`,
    [accountId, sealed],
  );
}
