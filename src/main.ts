import type { AddressInfo } from 'node:net';
import { nodeVersionProblem } from './common/node-version.ts';
import type { AppConfig } from './config/app-config.ts';
import type { MigrationReport } from './tenancy/migrations/migration-report.ts';

const problem = nodeVersionProblem(process.versions.node);
if (problem === undefined) await start(process.env);
else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}

/** Runs the program until it is told to stop: database, migrations, HTTP. */
async function start(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  // Imported only now: an older Node.js would fail on these, with a message that helps nobody.
  const { ConfigurationError } = await import('./config/read-environment.ts');
  try {
    await run(env);
  } catch (error: unknown) {
    // Whoever started it with a wrong setting needs the sentence, not where it was thrown.
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${error instanceof ConfigurationError ? error.message : stack}\n`);
    process.exitCode = 1;
  }
}

async function load() {
  return {
    ...(await import('./common/database/local-environment.ts')),
    ...(await import('./tenancy/migrations/migrate-everything.ts')),
    ...(await import('./mikro-orm.config.ts')),
    ...(await import('./app.ts')),
    ...(await import('./common/http/shut-down-on-signal.ts')),
    ...(await import('./common/shutdown.ts')),
    ...(await import('./common/http/waiting-room.ts')),
  };
}

async function run(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  // Apart from what follows: TypeScript does not rewrite the names of files in a function that has `await using`.
  const {
    localEnvironment,
    migrateEverything,
    MIGRATIONS,
    createApp,
    shutDownOnSignal,
    Shutdown,
    WaitingRoom,
  } = await load();
  await using environment = await localEnvironment(env, say);
  const { config, embedded } = environment;
  const room = await WaitingRoom.open(config.HTTP_PORT, config.HTTP_HOST);
  const prepare = async () => {
    reportMigrations(await migrateEverything(config, MIGRATIONS));
    return createApp(config);
  };
  const app = await prepare().finally(() => room.close());
  const shutdown = app.get(Shutdown);
  const stopped = shutDownOnSignal(app, {
    drainMs: config.DRAIN_SECONDS * 1000,
    begin: () => {
      shutdown.begin();
    },
  });
  await app.listen(room.port, config.HTTP_HOST);
  announce(config, (app.getHttpServer().address() as AddressInfo).port, embedded);
  await stopped;
}

function reportMigrations(report: MigrationReport): void {
  if (report.public.length + report.tenants.migrated.length > 0) {
    say(`Migrated: ${report.public.length} shared steps, ${report.tenants.migrated.length} tenants.`);
  }
  for (const { tenantId, error } of report.tenants.failed) {
    say(`Tenant ${tenantId} could not be migrated and is refused until it is: ${error}`);
  }
}

function announce(config: AppConfig, port: number, embedded: boolean): void {
  const url = `http://${config.HTTP_HOST}:${port}`;
  say(`StoFlow answers at ${url}, described at ${url}/docs`);
  if (embedded) say(`Its data are in ${config.DATA_DIR}; set DATABASE_URL for a database of your own.`);
  if (config.JWT_JWKS_URL === undefined) {
    say('A first tenant:    npm run -s cli -- tenants provision --name "My shop"');
    say('A token for it:    npm run -s cli -- tokens issue --tenant 1 --scope tenant');
  }
  say(`The page to look at it, which asks for such a token:    ${url}/`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
