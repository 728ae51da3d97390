import { setTimeout as sleep } from 'node:timers/promises';
import type { MigrationTransaction } from './migration-database.ts';

/**
 * Milliseconds a statement of a migration waits for a lock. Everybody who comes after it waits behind it, however
 * little they need, so this is how long traffic may be held up by one long transaction of somebody else.
 */
const LOCK_WAIT_MS = 500;
/** Tries of one migration: about a minute in all. */
const TRIES = 60;
/** Traffic flows between two tries for at least as long as it was held up. */
const PAUSE_MS = 500;

/** SQLSTATE of a lock that was not had in time, and of a deadlock, after which a migration may simply run again. */
const REPEATABLE = new Set(['55P03', '40P01']);

/**
 * Lets the rest of a transaction wait for no lock for long. It comes after the advisory lock, for which another
 * instance's whole migration is waited.
 * @param tx the transaction
 */
export async function limitLockWait(tx: MigrationTransaction): Promise<void> {
  await tx.execute(`set local lock_timeout = ${LOCK_WAIT_MS}`);
}

/**
 * Runs a migration until it gets its locks: each try gives up early, so that nobody queues up behind it for long.
 * @param migrate one try, in a transaction of its own
 * @returns what it returns
 * @throws whatever it throws, a lock that was not had in the end included
 */
export async function withoutQueueing<T>(migrate: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await migrate();
    } catch (error: unknown) {
      if (attempt >= TRIES || !isRepeatable(error)) throw error;
      // Spread, so that tenants that met the same transaction do not come back together.
      await sleep(PAUSE_MS * (1 + Math.random()));
    }
  }
}

function isRepeatable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && REPEATABLE.has(String(error.code));
}
