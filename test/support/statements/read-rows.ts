import { DatabaseError } from 'pg';
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
const EXPLAINABLE = /^\s*(select|insert|update|delete|with)\b/i;

/**
 * Runs a statement once more, explained, and takes it back.
 * @param client a connection of the test
 * @param statement as the program sent it
 * @returns what each scan of a table read; empty for what has no plan, such as `notify`
 */
export async function scannedRows(client: Client, statement: SentStatement): Promise<readonly ScannedRows[]> {
  if (!EXPLAINABLE.test(statement.text)) return [];
  await client.query('begin');
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>(
      `explain (analyze, timing off, format json) ${statement.text}`,
      [...statement.values],
    );
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
    return plan === undefined ? [] : scansOf(plan);
  } catch (error: unknown) {
    // A row that is already there cannot be inserted again; its plan has nothing to read.
    if (error instanceof DatabaseError && error.code === UNIQUE_VIOLATION) return [];
    throw error;
  } finally {
    await client.query('rollback');
  }
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
