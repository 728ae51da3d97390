import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import type { AppOptions } from '../../src/app.module.ts';
import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/app-config.ts';
import type { AppConfig } from '../../src/config/app-config.ts';
import { createTestDatabase } from './test-database.ts';
import type { TestDatabase, TestDatabaseOptions } from './test-database.ts';
import { TEST_JWT_SECRET } from './tokens.ts';

/** The real application on a database of its own, answering HTTP on a free port. */
export interface TestApp {
  readonly app: NestExpressApplication;
  readonly config: AppConfig;
  readonly database: TestDatabase;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Lines of JSON the application has logged. */
  readonly logs: readonly string[];
  /** Closes the application and removes its database. */
  close(): Promise<void>;
}

/** How a test's application differs from the real one. */
export interface TestAppOptions extends TestDatabaseOptions {
  /** Environment variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** An existing database, which then stays. */
  readonly database?: TestDatabase;
  /** Further modules, such as routes that fail on purpose. */
  readonly modules?: AppOptions['modules'];
}

/**
 * @param env variables that differ from a test's usual ones
 * @returns a validated configuration for tests
 */
export function testConfig(env: Readonly<Record<string, string>>): AppConfig {
  return loadConfig({
    NODE_ENV: 'test',
    HTTP_PORT: '0',
    ROLE: 'api',
    DB_POOL_MAX: '5',
    JWT_SECRET: TEST_JWT_SECRET,
    // A key for tests only: 32 zero bytes.
    CREDENTIALS_KEYS: `test:${Buffer.alloc(32).toString('base64')}`,
    LOG_LEVEL: 'info',
    ...env,
  });
}

/**
 * Starts the application.
 * @param options what differs
 * @returns the running application
 */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await createTestDatabase(options));
  const config = testConfig({ DATABASE_URL: database.url, ...options.env });
  const logs: string[] = [];
  const app = await createApp(config, {
    logs: { write: (line) => void logs.push(line) },
    modules: options.modules ?? [],
  });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    app,
    config,
    database,
    logs,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await app.close();
      if (options.database === undefined) await database.drop();
    },
  };
}
