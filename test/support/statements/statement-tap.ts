import { AsyncLocalStorage } from 'node:async_hooks';
import { sep } from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Database } from '../../../src/common/database/database.ts';

/** One statement as it was sent. */
export interface SentStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Statements that one connection sent between `begin` and `commit`, or a single one outside. */
export interface SentTransaction {
  /** The source file that asked for the transaction, from `src/` on; empty for the ORM's own and for single statements. */
  readonly origin: string;
  readonly statements: readonly SentStatement[];
}

interface OpenTransaction {
  readonly origin: string;
  readonly statements: SentStatement[];
}

const BEGINS = /^\s*(begin|start transaction)\b/i;
const ENDS = /^\s*(commit|rollback)\s*;?\s*$/i;

interface Connection {
  query: (...args: never[]) => unknown;
}

/** Listens to everything that an application sends to PostgreSQL over its pool; it changes nothing of it. */
export class StatementTap {
  readonly sent: SentTransaction[] = [];
  private readonly open = new Map<Connection, OpenTransaction>();
  private readonly origins = new AsyncLocalStorage<string>();

  private constructor(private readonly database: Database) {
    const { origins } = this;
    const plain = database.transaction.bind(database);
    database.transaction = (...asked) => {
      const origin = origins.getStore() ?? callerIn(new Error().stack ?? '');
      return origins.run(origin, () => plain(...asked));
    };
  }

  /**
   * Begins to listen.
   * @param orm whose connections
   * @param database through which transactions are asked for
   * @returns what is sent from now on
   */
  static async on(orm: MikroORM, database: Database): Promise<StatementTap> {
    const tap = new StatementTap(database);
    const pool = await orm.em.getDriver().getConnection().getNativeClient();
    const tapped = new WeakSet<object>();
    pool.on('acquire', (client) => {
      if (tapped.has(client)) return;
      tapped.add(client);
      tap.listen(client);
    });
    return tap;
  }

  /** Notes no origins any more. */
  stop(): void {
    Reflect.deleteProperty(this.database, 'transaction');
  }

  private listen(connection: Connection): void {
    const plainQuery = connection.query;
    connection.query = (...args) => {
      this.note(connection, statementOf(args));
      return Reflect.apply(plainQuery, connection, args);
    };
  }

  private note(connection: Connection, statement: SentStatement): void {
    const { text } = statement;
    const current = this.open.get(connection);
    if (BEGINS.test(text)) {
      this.open.set(connection, { origin: this.origins.getStore() ?? '', statements: [] });
    } else if (ENDS.test(text)) {
      if (current !== undefined) this.sent.push(current);
      this.open.delete(connection);
    } else if (current === undefined) {
      this.sent.push({ origin: '', statements: [statement] });
    } else {
      current.statements.push(statement);
    }
  }
}

/** What `pg` takes as a query: a text and values, or one object that has both. */
function statementOf([query, values]: readonly unknown[]): SentStatement {
  const config = typeof query === 'object' && query !== null ? query : { text: query, values };
  const text = 'text' in config && typeof config.text === 'string' ? config.text : '';
  return { text, values: 'values' in config && Array.isArray(config.values) ? config.values : [] };
}

/** The first file of `src/` on a call stack, beside the database class itself. */
function callerIn(stack: string): string {
  for (const line of stack.split('\n')) {
    const file = line.split(`${sep}src${sep}`)[1]?.replace(/:.*$/, '');
    if (file !== undefined && !file.startsWith('common')) return file;
  }
  return '';
}
