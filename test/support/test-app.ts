import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import type { AppOptions } from '../../src/app.module.ts';
import { createApp } from '../../src/app.ts';
import type { AppConfig } from '../../src/config/app-config.ts';
import { createTestDatabase } from './test-database.ts';
import type { TestDatabase, TestDatabaseOptions } from './test-database.ts';
import { testConfig } from './test-config.ts';

export { testConfig } from './test-config.ts';

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
  /** The marketplaces; the real ones by default. */
  readonly marketplaces?: AppOptions['marketplaces'];
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
    ...(options.marketplaces && { marketplaces: options.marketplaces }),
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
