import { DatabaseError, escapeIdentifier } from 'pg';
import type { Client } from 'pg';
import type { SentStatement } from './statement-tap.ts';

/** What one scan of a statement's plan read. */
export interface ScannedRows {
  readonly relation: string;
  readonly node: string;
  readonly rows: number;
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

const UNIQUE_VIOLATION = '23505';
const CHECK_VIOLATION = '23514';
/** The second statement of a claim, which finds what the first has locked in settings of the transaction. */
const READS_LOCKED_LANES = /'stoflow\.locked_tenants'/;
const LOCK_SOME_LANES = `
  select set_config('stoflow.locked_tenants', array_agg(tenant_id)::text, true),
         set_config('stoflow.locked_accounts', array_agg(account_id)::text, true),
         set_config('stoflow.free_slots', array_agg(max_running)::text, true)
  from (select * from public.lanes order by tenant_id, account_id limit 64) lane`;
const EXPLAINABLE = /^\s*(select|insert|update|delete|with)\b/i;

/**
 * Runs a statement once more, explained, and takes it back.
 * @param client a connection of the test
 * @param statement as the program sent it
 * @returns what each scan of a table read; empty for what has no plan, such as `notify`
 */
export async function scannedRows(client: Client, statement: SentStatement): Promise<readonly ScannedRows[]> {
  if (!EXPLAINABLE.test(statement.text)) return [];
  return scannedWithout(client, statement, []);
}

/**
 * As above, with some conditions of tables taken away meanwhile: what was sent once may lead nowhere a second time
 * (a lane's count of running jobs below zero, for example), and has a plan all the same.
 */
async function scannedWithout(
  client: Client,
  statement: SentStatement,
  checks: readonly Check[],
): Promise<readonly ScannedRows[]> {
  await client.query('begin');
  try {
    if (READS_LOCKED_LANES.test(statement.text)) await client.query(LOCK_SOME_LANES);
    for (const { table, constraint } of checks) {
      await client.query(`alter table ${table} drop constraint ${escapeIdentifier(constraint)}`);
    }
    const { rows } = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>(
      `explain (analyze, timing off, format json) ${statement.text}`,
      [...statement.values],
    );
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
    return plan === undefined ? [] : scansOf(plan);
  } catch (error: unknown) {
    if (!(error instanceof DatabaseError)) throw error;
    // A row that is already there cannot be inserted again; its plan has nothing to read.
    if (error.code === UNIQUE_VIOLATION) return [];
    const check = violated(error);
    if (check === undefined || checks.some(({ constraint }) => constraint === check.constraint)) throw error;
    await client.query('rollback');
    return await scannedWithout(client, statement, [...checks, check]);
  } finally {
    await client.query('rollback');
  }
}

interface Check {
  readonly table: string;
  readonly constraint: string;
}

function violated(error: DatabaseError): Check | undefined {
  const { code, schema, table, constraint } = error;
  if (code !== CHECK_VIOLATION || !schema || !table || !constraint) return undefined;
  return { table: `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`, constraint };
}

function scansOf(node: PlanNode): readonly ScannedRows[] {
  const relation = node['Relation Name'];
  const read = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
  const own =
    relation === undefined || !node['Node Type'].includes('Scan')
      ? []
      : [{ relation, node: node['Node Type'], rows: Math.round(read) }];
  return [...own, ...(node.Plans ?? []).flatMap(scansOf)];
}
