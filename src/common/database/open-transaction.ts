import type { PoolClient } from 'pg';
import type { StatementOptions, Transaction } from './sql.ts';

/** Runs a statement on the transaction's connection. */
type Run = <R extends object>(
  text: string,
  values: readonly unknown[],
  options?: StatementOptions,
) => Promise<R[]>;

/** What is left when all statements of a transaction succeeded, and still nothing of it is there. */
class NotCommittedError extends Error {
  constructor() {
    super('the transaction was rolled back at its commit, after one of its statements had failed');
  }
}

/** What followed stood on its own: unlike what a statement's error leaves, it may be there. */
class NotBegunError extends Error {
  constructor(options: ErrorOptions) {
    super('a transaction did not begin', options);
  }
}

/**
 * A transaction whose statements are sent without waiting for the answers of those before them, on a connection in pipeline
 * mode: PostgreSQL carries them out one after the other, each with a snapshot of its own, whatever was read meanwhile. So
 * `begin` travels with the first statement, and `commit` with the last where that is known to be the last.
 */
export class OpenTransaction implements Transaction {
  private readonly unanswered: Promise<unknown>[] = [];
  private committed: Promise<unknown> | undefined;
  private failure: Error | undefined;

  /**
   * Begins a transaction.
   * @param client its connection
   * @param beginning what begins it
   * @param run runs a statement there
   */
  constructor(
    private readonly client: PoolClient,
    beginning: string,
    private readonly run: Run,
  ) {
    const begun = client.query(beginning).catch((error: unknown) => {
      throw new NotBegunError({ cause: error });
    });
    void this.expect(begun);
  }

  /** @inheritdoc */
  query<R extends object>(
    text: string,
    values: readonly unknown[] = [],
    options?: StatementOptions,
  ): Promise<R[]> {
    if (this.committed !== undefined) throw new Error('a statement came after the end of its transaction');
    if (this.failure !== undefined) throw this.failure;
    return this.run<R>(text, values, options);
  }

  /** @inheritdoc */
  send(text: string, values?: readonly unknown[], options?: StatementOptions): Promise<void> {
    void this.expect(this.query(text, values, options));
    return Promise.resolve();
  }

  /** @inheritdoc */
  last<R extends object>(
    text: string,
    values?: readonly unknown[],
    options?: StatementOptions,
  ): Promise<R[]> {
    return this.lastOf(() => this.query<R>(text, values, options));
  }

  /** @inheritdoc */
  lastOf<T>(send: () => Promise<T>): Promise<T> {
    const answers = this.expect(send());
    void this.commit();
    return answers;
  }

  /**
   * Waits until everything that was sent succeeded and the transaction is durable.
   * @returns seconds from the last answer before the commit's until that
   * @throws whatever a statement failed with that nobody waited for
   */
  async end(): Promise<number> {
    const committed = this.commit();
    for (const each of this.unanswered) await each;
    const startedAtMs = performance.now();
    await committed;
    return (performance.now() - startedAtMs) / 1000;
  }

  /** Takes nothing more: a statement after the rollback would be carried out by itself, and stay. */
  abort(): void {
    this.committed ??= Promise.resolve();
  }

  private commit(): Promise<unknown> {
    this.committed ??= this.expectCommit();
    return this.committed;
  }

  private expectCommit(): Promise<unknown> {
    const committed = this.client.query('commit').then(({ command }) => {
      // PostgreSQL answers the commit of a transaction that has failed with success, and rolls it back.
      if (command !== 'COMMIT') throw new NotCommittedError();
    });
    committed.catch(() => undefined);
    return committed;
  }

  /** Keeps a promise for the end, so that its failure is not lost and not unhandled either. */
  private expect<T>(answer: Promise<T>): Promise<T> {
    this.unanswered.push(answer);
    answer.catch((error: unknown) => {
      this.failure ??= error instanceof Error ? error : new Error(String(error));
    });
    return answer;
  }
}
