import { loadConfig } from '../../config/app-config.ts';
import type { AppConfig } from '../../config/app-config.ts';
import { withLocalSecrets } from '../../config/local-secrets.ts';
import { EmbeddedPostgres } from './embedded-postgres/embedded-postgres.ts';

/** A configuration with a database behind it. */
export interface LocalEnvironment extends AsyncDisposable {
  readonly config: AppConfig;
  /** Whether the database is our own, because no `DATABASE_URL` was given. */
  readonly embedded: boolean;
}

/**
 * Reads the configuration and provides what it leaves out: outside production, secrets and a PostgreSQL in `DATA_DIR`.
 * The program and its command line do the same, so they meet in the same database.
 * @param env the variables, usually `process.env`
 * @param log told, in sentences, what a person should know
 * @returns the configuration; disposing of it stops the database unless another process uses it
 * @throws {ConfigurationError} naming every wrong variable
 */
export async function localEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  log: (line: string) => void,
): Promise<LocalEnvironment> {
  const complete = await withLocalSecrets(env);
  const config = loadConfig(complete);
  if (config.DATABASE_URL !== undefined) {
    return { config, embedded: false, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const postgres = await EmbeddedPostgres.start({ dataDir: config.DATA_DIR, persistent: true, log });
  return {
    config: loadConfig({ ...complete, DATABASE_URL: postgres.url }),
    embedded: true,
    [Symbol.asyncDispose]: () => postgres.stop(),
  };
}
