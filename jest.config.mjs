import { availableParallelism } from 'node:os';

/** Tests are run by kind (test/unit, test/integration, ...); a real PostgreSQL is started by test/support/global-setup.ts. */
export default {
  rootDir: '.',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // Sources name their imports with .ts, as Node itself wants them; nothing is left to guess.
  transform: {
    '^.+\\.ts$': [
      '<rootDir>/test/support/swc-transform.mjs',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2024',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: true,
      },
    ],
  },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  setupFiles: ['<rootDir>/test/support/load-nest.ts'],
  reporters: ['default', '<rootDir>/test/support/kinds-reporter.mjs'],
  // Counts statements. With v8 every line of a module counts, types and comments too, and most of them as covered.
  coverageProvider: 'babel',
  // All of it: what only ever runs as a process of its own (main.ts, watchdog.ts) counts as not covered, although
  // test/chaos, test/e2e/demo and test/integration/embedded-postgres run it. But not what runs in a browser.
  collectCoverageFrom: ['src/**/*.ts', '!src/dashboard/page/**', '!src/dashboard/bundle-page.ts'],
  coverageReporters: ['json'],
  // Tests wait for a server or a process half of the time: one worker more than there are cores keeps these busy, and more
  // would only crowd the one database server.
  maxWorkers: Math.min(4, availableParallelism() + 1),
  // Modules of a test file are never given back under --experimental-vm-modules: without this a worker ends at the heap's
  // limit after some 150 files, and spends most of its time collecting garbage long before.
  workerIdleMemoryLimit: '1GB',
  testSequencer: '<rootDir>/test/support/slow-first-sequencer.mjs',
  // Tells of a test that hangs, not of one that is slow: the same machine may answer five times slower an hour later.
  testTimeout: 120_000,
};
