import type { Socket } from 'node:net';
import { patientSocket } from './patient-socket.ts';

/** Seconds after which a connection is replaced in pools that are opened for a piece of work and closed after it. */
const MAX_LIFETIME_SECONDS = 1800;

/**
 * Milliseconds after which PostgreSQL ends a connection that sits in an open transaction. No transaction of ours waits
 * for anything but the database, so one that does belongs to a program that was stopped, and its locks on lanes would
 * keep every other instance waiting for as long as it is stopped.
 */
const IDLE_IN_TRANSACTION_MS = 5000;

/** No statement of a request or a job takes a tenth of this; only those of migrations may, which have a pool of their own. */
const SILENCE_MS = 30_000;

/** The part of the ORM's options that says where the database is and how many connections may be open. */
export interface ConnectionOptions {
  readonly clientUrl: string;
  readonly driverOptions: {
    readonly connectionString: string;
    readonly max: number;
    readonly maxLifetimeSeconds: number;
    readonly application_name: string;
    readonly idle_in_transaction_session_timeout: number;
    /** Statements are sent without waiting for the answers of those before them. */
    readonly pipeline: boolean;
    readonly stream?: () => Socket;
  };
  readonly pool: { readonly min: number; readonly max: number };
}

/**
 * @param options of a pool whose statements are all short
 * @returns the same for a pool that gives up connections on which nobody answers
 */
export function withPatience(options: ConnectionOptions): ConnectionOptions {
  return { ...options, driverOptions: { ...options.driverOptions, stream: () => patientSocket(SILENCE_MS) } };
}

/**
 * @param url `postgres://…`; its query part (`?sslmode=require`) is obeyed
 * @param max connections the pool may open
 * @param applicationName what `pg_stat_activity` shows
 * @param maxLifetimeSeconds age at which a connection that has just been used is replaced
 * @returns the connection part of the ORM's options
 * @throws {Error} when there is no url
 */
export function connectionOptions(
  url: string | undefined,
  max: number,
  applicationName: string,
  maxLifetimeSeconds: number = MAX_LIFETIME_SECONDS,
): ConnectionOptions {
  if (url === undefined) throw new Error('DATABASE_URL is not set, and no embedded database was started');
  return {
    clientUrl: url,
    driverOptions: {
      connectionString: url,
      max,
      maxLifetimeSeconds,
      application_name: applicationName,
      pipeline: true,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    },
    pool: { min: 0, max },
  };
}
