import type { KnipConfig } from 'knip';

// Exports count as used when a test uses them: knip cannot tell, short of a second run that would not see the tests at all.
const config: KnipConfig = {
  entry: [
    'src/main.ts',
    'src/mikro-orm.config.ts',
    'src/cli/*.ts',
    // Bundled by `npm run build`.
    'src/dashboard/page/main.tsx',
    'src/sandbox/main.ts',
    'src/sandbox/demo/main.ts',
    'src/sandbox/plugin/main.ts',
    // Loaded with --import into the demo's children.
    'src/sandbox/demo/end-with-parent.ts',
    'src/**/watchdog.ts',
    'migrations/**/*.ts',
    'test/**/*.test.ts',
    'test/bench/main.ts',
    // Forked by the benchmarks.
    'test/bench/plugins/plugin-clients.ts',
    'test/bench/plugins/plain-sockets.ts',
    'test/bench/http/bare-server.ts',
    'test/bench/world/idle-server.ts',
    'test/chaos/harness/main.ts',
    'test/support/global-*.ts',
    'test/support/*.mjs',
    'test/integration/embedded-postgres/start-in-child.ts',
    // Named in the extension's manifest and page.
    'test/support/browser-plugin/extension/{worker,vinted/in-tab,pairing/pairing}.ts',
  ],
  // The engines of the bench have packages of their own, installed on demand.
  project: ['src/**/*.{ts,tsx}', 'migrations/**/*.ts', 'test/**/*.{ts,mjs}', '!test/bench/peers/**'],
  // Used where it is on the PATH.
  ignoreBinaries: ['pgbench'],
  ignoreDependencies: [
    // Only its platform packages are used: the programs of PostgreSQL.
    'embedded-postgres',
    // Run by test/support/check.mjs.
    'markdownlint-cli2',
    // Imported by the program in docs/api_conventions.md, which a test compiles and runs.
    'openapi-fetch',
    // Named in nest-cli.json; @nestjs/cli brings it.
    '@nestjs/schematics',
  ],
  ignoreExportsUsedInFile: true,
};

export default config;
