/**
 * Names the columns of one table of a hand-written join, so that tables with columns of the same name can be read in
 * one row.
 * @param columns the table's columns
 * @param alias the table's alias in the statement
 * @param prefix put before each column's name in the row
 * @returns `p.id as p_id, p.sku as p_sku, …`
 */
export function selectList(columns: readonly string[], alias: string, prefix = ''): string {
  return columns.map((column) => `${alias}.${column} as ${prefix}${column}`).join(', ');
}

/**
 * Takes one table's columns out of a row that {@link selectList} shaped.
 * @param row the joined row
 * @param prefix the prefix of that table
 * @returns its columns without the prefix
 */
export function withoutPrefix(
  row: Readonly<Record<string, unknown>>,
  prefix: string,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}
