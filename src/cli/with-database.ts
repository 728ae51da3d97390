import { MikroORM } from '@mikro-orm/postgresql';
import { connectionOptions } from '../common/database/connection-options.ts';
import { Database } from '../common/database/database.ts';
import type { AppConfig } from '../config/app-config.ts';
import { localEnvironment } from '../common/database/local-environment.ts';
import type { Program } from './program.ts';

/**
 * Gives a command the database without the rest of the application.
 * @param program names the environment
 * @param work what to do; also given the configuration
 * @returns what `work` returns
 */
export async function withDatabase<T>(
  program: Program,
  work: (database: Database, config: AppConfig) => Promise<T>,
): Promise<T> {
  await using environment = await localEnvironment(program.env, program.note);
  const orm = await MikroORM.init({
    ...connectionOptions(environment.config.DATABASE_URL, 1, 'stoflow-cli'),
    entities: [],
    ensureDatabase: false,
    discovery: { warnWhenNoEntities: false },
    logger: () => undefined,
  });
  try {
    return await work(new Database(orm), environment.config);
  } finally {
    await orm.close(true);
  }
}
