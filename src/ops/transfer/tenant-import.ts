import type { Readable } from 'node:stream';
import { describeFailure } from '../../common/database/describe-failure.ts';
import type { Told } from '../../common/told.ts';
import type { Encryption } from '../../common/encryption/encryption.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { MigrationTransaction } from '../../tenancy/migrations/migration-database.ts';
import type { TenantMigrator } from '../../tenancy/migrations/tenant-migrator.ts';
import { TENANT_TABLES, TransferRefusedError } from './format.ts';
import type { TransferHeader } from './format.ts';
import { SHARED_INSERTS, conclusions, disconnected, insertRows, supersede } from './import-statements.ts';
import { TransferReader } from './transfer-reader.ts';
import { TransferSeal } from './transfer-seal.ts';

/** What an import needs beside the file. */
export interface ImportOptions {
  /** The id it gets; the one it had where undefined. */
  readonly tenantId: number | undefined;
  readonly schemaVersion: string;
  readonly keys: Encryption;
  /** What the credentials were sealed with. */
  readonly passphrase: string | undefined;
}

interface Accounts {
  /** Accounts whose credentials stayed behind. */
  readonly left: number[];
}

/**
 * Makes a tenant of a file, in one transaction: it is there whole or not at all. All its jobs are paused until an
 * operator lets them go on.
 */
export class TenantImport {
  /**
   * @param migrator makes the schema
   * @param options what it needs beside the file
   */
  constructor(
    private readonly migrator: TenantMigrator,
    private readonly options: ImportOptions,
  ) {}

  /**
   * @param input the file
   * @param told after each lot of rows
   * @returns the new tenant
   * @throws {TransferRefusedError} when the file cannot be imported here
   */
  async run(input: Readable, told?: Told): Promise<TenantRef> {
    const reader = new TransferReader(input, told);
    const header = await reader.header();
    if (header.schema_version !== this.options.schemaVersion) {
      throw new TransferRefusedError(
        'schema_differs',
        `The file was written with schema ${header.schema_version} and this program has ${this.options.schemaVersion}.`,
      );
    }
    const seal =
      header.credentials_salt === null
        ? undefined
        : TransferSeal.of(this.options.passphrase, header.credentials_salt);
    const id = this.options.tenantId ?? header.tenant.id;
    try {
      return await this.migrator.provisionAs(id, header.tenant, (tx, tenant) =>
        this.fill(tx, tenant, reader, header, seal),
      );
    } catch (error: unknown) {
      if (!isAboutRows(error)) throw error;
      throw new TransferRefusedError('not_whole', `Rows do not fit each other: ${describeFailure(error)}`);
    }
  }

  private async fill(
    tx: MigrationTransaction,
    tenant: TenantRef,
    reader: TransferReader,
    header: TransferHeader,
    seal: TransferSeal | undefined,
  ): Promise<void> {
    const columns = await columnsOf(tx, tenant);
    const actions = await actionsHere(tx, header);
    const accounts: Accounts = { left: [] };
    const superseded: string[] = [];
    for await (const { table, rows } of reader.lots()) {
      const json = `[${rows.join(',')}]`;
      const shared = SHARED_INSERTS[table];
      if (shared !== undefined) {
        await tx.execute(shared, [tenant.id, json]);
        continue;
      }
      const of = columns.get(table);
      if (of === undefined)
        throw new TransferRefusedError('table_unknown', `There is no table ${table} here.`);
      const values = table === 'marketplace_jobs' ? [JSON.stringify(actions), json] : [json];
      await tx.execute(insertRows(tenant, table, of), values);
      if (table === 'listings') superseded.push(...rows.filter(isSuperseded));
      if (table === 'marketplace_accounts') await this.accounts(tx, tenant, rows, seal, accounts);
    }
    if (superseded.length > 0) await tx.execute(supersede(tenant), [`[${superseded.join(',')}]`]);
    await assertActionsKnown(tx, tenant);
    for (const statement of conclusions(tenant)) await tx.execute(statement);
    for (const statement of disconnected(tenant))
      await tx.execute(statement, [JSON.stringify(accounts.left)]);
    await continueSequences(tx, tenant, header);
  }

  private async accounts(
    tx: MigrationTransaction,
    tenant: TenantRef,
    rows: readonly string[],
    seal: TransferSeal | undefined,
    { left }: Accounts,
  ): Promise<void> {
    for (const row of rows) {
      const account = JSON.parse(row) as { id: number; had_credentials: boolean; sealed?: string };
      if (!account.had_credentials) continue;
      if (account.sealed === undefined || seal === undefined) {
        left.push(account.id);
        continue;
      }
      const plaintext = seal.open(account.sealed, account.id);
      const owner = { tenantId: tenant.id, accountId: account.id };
      await tx.execute(`update ${tenant.schema}.marketplace_accounts set credentials = ? where id = ?`, [
        this.options.keys.encrypt(plaintext, owner),
        account.id,
      ]);
    }
  }
}

/** SQLSTATE classes of values that cannot be, and of references that lead nowhere: lines are missing or were altered. */
function isAboutRows(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code));
}

function isSuperseded(row: string): boolean {
  return (JSON.parse(row) as { superseded_by: number | null }).superseded_by !== null;
}

async function columnsOf(
  tx: MigrationTransaction,
  { schema }: TenantRef,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.execute<{ table_name: string; columns: string[] }>(
    `select table_name, array_agg(column_name::text order by ordinal_position) as columns
     from information_schema.columns where table_schema = ? and is_generated = 'NEVER' group by table_name`,
    [schema],
  );
  const known = new Set(TENANT_TABLES.map(([table]) => table));
  return new Map(rows.filter((row) => known.has(row.table_name)).map((row) => [row.table_name, row.columns]));
}

/** Ids of actions here, by their ids there. */
async function actionsHere(
  tx: MigrationTransaction,
  header: TransferHeader,
): Promise<Readonly<Record<string, number>>> {
  const rows = await tx.execute<{ id: number; name: string }>(
    `select id, marketplace || '/' || code as name from public.marketplace_action_types`,
  );
  const here = new Map(rows.map(({ id, name }) => [name, id]));
  return Object.fromEntries(
    Object.entries(header.action_types).flatMap(([id, name]) => {
      const found = here.get(name);
      return found === undefined ? [] : [[id, found] as const];
    }),
  );
}

async function assertActionsKnown(tx: MigrationTransaction, { schema }: TenantRef): Promise<void> {
  const [row] = await tx.execute<{ marketplace: string; action_code: string }>(
    `select marketplace, action_code from ${schema}.marketplace_jobs where action_type_id = -1 limit 1`,
  );
  if (row === undefined) return;
  const message = `The catalogue here has no action ${row.action_code} of ${row.marketplace}.`;
  throw new TransferRefusedError('action_unknown', message);
}

async function continueSequences(
  tx: MigrationTransaction,
  { schema }: TenantRef,
  header: TransferHeader,
): Promise<void> {
  const known = new Set(TENANT_TABLES.map(([table]) => table));
  for (const [table, last] of Object.entries(header.sequences)) {
    if (!known.has(table)) continue;
    await tx.execute(`select setval(pg_get_serial_sequence(?, 'id'), ?::bigint)`, [
      `${schema}.${table}`,
      last,
    ]);
  }
}
