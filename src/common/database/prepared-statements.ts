import type { PoolClient } from 'pg';

/**
 * Statements one connection may remember: those of some twenty tenants, whose texts name their schemas. The plan of a
 * large one takes hundreds of kilobytes of the backend (`pg_backend_memory_contexts`), so a connection that has
 * prepared so many is replaced by a fresh one.
 */
export const MOST_STATEMENTS = 128;
/** Texts whose names are remembered here; beyond it they are given new names. */
const MOST_NAMES = 20_000;

/**
 * Names of prepared statements. A statement with a name is parsed and planned once per connection instead of at every
 * run, which is most of what a short statement costs.
 */
export class PreparedStatements {
  private readonly names = new Map<string, string>();
  private readonly known = new WeakMap<PoolClient, Set<string>>();
  private given = 0;

  /**
   * @param client the connection it will run on
   * @param text the statement
   * @returns its name there
   */
  nameOn(client: PoolClient, text: string): string {
    const name = this.nameOf(text);
    let names = this.known.get(client);
    if (names === undefined) this.known.set(client, (names = new Set()));
    names.add(name);
    return name;
  }

  /**
   * @param client a connection that is handed back
   * @param most how many statements it may remember
   * @returns whether it remembers so much that it should not be used any longer
   */
  isFull(client: PoolClient, most: number): boolean {
    return (this.known.get(client)?.size ?? 0) > most;
  }

  private nameOf(text: string): string {
    const known = this.names.get(text);
    if (known !== undefined) return known;
    if (this.names.size >= MOST_NAMES) this.names.clear();
    // Never the same name for two texts, not even after forgetting: connections remember longer.
    const name = `s${(this.given += 1)}`;
    this.names.set(text, name);
    return name;
  }
}
