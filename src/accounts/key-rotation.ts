import type { Database } from '../common/database/database.ts';
import { describeFailure } from '../common/database/describe-failure.ts';
import { DecryptionError } from '../common/encryption/decryption-error.ts';
import type { Encryption, SecretOwner } from '../common/encryption/encryption.ts';
import { envelopePrefix } from '../common/encryption/envelope.ts';
import type { Told } from '../common/told.ts';
import { tenantRef } from '../domain/tenant-ref.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { UNKNOWN_FORM, sumOf } from './key-rotation-report.ts';
import type {
  FailedTenant,
  KeysReport,
  KeyUse,
  RotationReport,
  TenantRotation,
  UnreadableCredentials,
} from './key-rotation-report.ts';
import { ACCOUNT_CREDENTIALS } from './sealed-place.ts';
import type { SealedPlace } from './sealed-place.ts';

/** Rows read, and written in one commit. */
const BATCH_SIZE = 200;
/** Looks at a tenant whose credentials change while they are sealed anew; what is left then is reported. */
const PASSES = 5;

interface SealedRow {
  readonly id: number;
  readonly sealed: string;
}

/**
 * Seals every stored credential with the first of `CREDENTIALS_KEYS`, while jobs and refreshes go on. A row is written
 * only if it still holds what was read, and its refresh lease stays as it is, so no fresh pair of tokens is lost
 * (`TokenStore.replace`). What is done is done: a run that was ended goes on where nothing has the new key yet.
 */
export class KeyRotation {
  /**
   * @param db the database
   * @param encryption knows the keys
   * @param batchSize rows in one commit
   * @param places where sealed secrets are
   */
  constructor(
    private readonly db: Database,
    private readonly encryption: Encryption,
    private readonly batchSize: number = BATCH_SIZE,
    private readonly places: readonly SealedPlace[] = [ACCOUNT_CREDENTIALS],
  ) {}

  /**
   * Counts, and changes nothing.
   * @param told after each tenant
   * @returns which keys are in use
   */
  async status(told?: Told): Promise<KeysReport> {
    const uses: KeyUse[] = [];
    const failed = await this.eachTenant(async (tenant) => void uses.push(await this.keysOf(tenant)), told);
    return this.report(uses, failed);
  }

  /**
   * Seals anew whatever has another key. What cannot be read stays and is reported; a tenant that fails neither stops
   * nor hides the others.
   * @param told after each tenant
   * @returns what was done, and which keys are in use now
   */
  async rotate(told?: Told): Promise<RotationReport> {
    const done: TenantRotation[] = [];
    const failed = await this.eachTenant(
      async (tenant) => void done.push(await this.rotateTenant(tenant)),
      told,
    );
    const uses = done.map(({ keys }) => keys);
    const tenants = done.filter(
      ({ resealed, keys }) => resealed > 0 || Object.keys(keys).some((key) => key !== this.sealingKey),
    );
    return { ...this.report(uses, failed), tenants, untouched: done.length - tenants.length };
  }

  private get sealingKey(): string {
    return this.encryption.sealingKeyId;
  }

  private report(uses: readonly KeyUse[], failed: readonly FailedTenant[]): KeysReport {
    const keysInUse = sumOf(uses);
    const others = Object.keys(keysInUse).filter((key) => key !== this.sealingKey);
    return {
      sealingKey: this.sealingKey,
      keysInUse,
      failed,
      complete: failed.length === 0 && others.length === 0,
    };
  }

  private async eachTenant(
    work: (tenant: TenantRef) => Promise<void>,
    told?: Told,
  ): Promise<readonly FailedTenant[]> {
    const tenants = await this.db.query<{ id: number }>('select id from public.tenants order by id');
    const failed: FailedTenant[] = [];
    for (const [place, { id }] of tenants.entries()) {
      try {
        await work(tenantRef(id));
      } catch (error: unknown) {
        failed.push({ tenantId: id, error: describeFailure(error) });
      }
      told?.(place + 1, tenants.length);
    }
    return failed;
  }

  private async rotateTenant(tenant: TenantRef): Promise<TenantRotation> {
    let resealed = 0;
    const unreadable: UnreadableCredentials[] = [];
    for (const place of this.places) {
      let left: readonly UnreadableCredentials[] = [];
      for (let pass = 0; pass < PASSES; pass += 1) {
        const result = await this.pass(tenant, place);
        resealed += result.resealed;
        left = result.unreadable;
        if (result.changedMeanwhile === 0) break;
      }
      unreadable.push(...left);
    }
    return { tenantId: tenant.id, resealed, unreadable, keys: await this.keysOf(tenant) };
  }

  private async pass(
    tenant: TenantRef,
    place: SealedPlace,
  ): Promise<{
    readonly resealed: number;
    readonly changedMeanwhile: number;
    readonly unreadable: readonly UnreadableCredentials[];
  }> {
    const unreadable: UnreadableCredentials[] = [];
    let resealed = 0;
    let readable = 0;
    let after = 0;
    for (;;) {
      const rows = await this.rowsWithAnotherKey(tenant, place, after);
      const fresh = rows.flatMap((row) => {
        const sealed = this.sealAnew(place.ownerOf(tenant.id, row.id), row, unreadable);
        return sealed === undefined ? [] : [{ ...row, fresh: sealed }];
      });
      readable += fresh.length;
      resealed += await this.write(tenant, place, fresh);
      const last = rows.at(-1);
      if (last === undefined || rows.length < this.batchSize) break;
      after = last.id;
    }
    return { resealed, changedMeanwhile: readable - resealed, unreadable };
  }

  private rowsWithAnotherKey(
    { schema }: TenantRef,
    { table, column }: SealedPlace,
    after: number,
  ): Promise<SealedRow[]> {
    return this.db.query<SealedRow>(
      `select id, ${column} as sealed from ${schema}.${table}
       where id > $1 and ${column} is not null and not starts_with(${column}, $2)
       order by id limit $3`,
      [after, envelopePrefix(this.sealingKey), this.batchSize],
    );
  }

  private sealAnew(
    owner: SecretOwner,
    row: SealedRow,
    unreadable: UnreadableCredentials[],
  ): string | undefined {
    try {
      return this.encryption.encrypt(this.encryption.decrypt(row.sealed, owner), owner);
    } catch (error: unknown) {
      if (!(error instanceof DecryptionError)) throw error;
      const { tenantId: _, ...place } = owner;
      unreadable.push({ ...place, code: error.code, message: error.message });
      return undefined;
    }
  }

  /** `updated_at` stays: the account is what it was. */
  private async write(
    { schema }: TenantRef,
    { table, column }: SealedPlace,
    rows: readonly (SealedRow & { readonly fresh: string })[],
  ): Promise<number> {
    if (rows.length === 0) return 0;
    const written = await this.db.transaction((sql) =>
      sql.query(
        `update ${schema}.${table} a set ${column} = n.fresh
         from unnest($1::bigint[], $2::text[], $3::text[]) as n(id, sealed, fresh)
         where a.id = n.id and a.${column} = n.sealed
         returning a.id`,
        [rows.map(({ id }) => id), rows.map(({ sealed }) => sealed), rows.map(({ fresh }) => fresh)],
      ),
    );
    return written.length;
  }

  private async keysOf({ schema }: TenantRef): Promise<KeyUse> {
    const uses: KeyUse[] = [];
    for (const { table, column } of this.places) {
      const rows = await this.db.query<{ key: string; rows: number }>(
        `select coalesce((regexp_match(${column}, '^v1\\.([A-Za-z0-9_-]{1,32})\\.'))[1], $1) as key,
                count(*)::integer as rows
         from ${schema}.${table} where ${column} is not null
         group by 1 order by 1`,
        [UNKNOWN_FORM],
      );
      uses.push(Object.fromEntries(rows.map((row) => [row.key, row.rows])));
    }
    return sumOf(uses);
  }
}
