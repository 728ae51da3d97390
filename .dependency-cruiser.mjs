/** The folders of src in their total order: each imports only from those before it. ARCHITECTURE.md tells why. */
export const ORDER = [
  'domain',
  'config',
  'common',
  'queue',
  'tenancy',
  'products',
  'accounts',
  'listings',
  'ledger',
  'tasks',
  'jobs',
  'batches',
  'sales',
  'plugin',
  'handlers',
  'intake',
  'processing',
  'events',
  'webhooks',
  'ops',
  'dashboard',
  'sandbox',
  'cli',
];
const TOP_FILES = '(main|app|app\\.module|mikro-orm\\.config)\\.ts$';

const upward = ORDER.map((folder, place) => ({
  name: `${folder}-imports-earlier-folders-only`,
  severity: 'error',
  // The command line's entry is a way to start the program, like main.ts, and the only file there that knows it.
  from: { path: `^src/${folder}/`, pathNot: '^src/cli/main\\.ts$' },
  to: { path: `^src/(${[...ORDER.slice(place + 1).map((later) => `${later}/`), TOP_FILES].join('|')})` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...upward,
    {
      name: 'every-folder-has-a-place-in-the-order',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: `^src/(${ORDER.join('|')})/` },
    },
    {
      name: 'stand-ins-share-no-code-with-what-they-stand-in-for',
      comment: 'Whoever writes both sides must not share a misunderstanding through code.',
      severity: 'error',
      from: { path: '^src/sandbox/' },
      to: { path: '^src/', pathNot: '^src/(sandbox|domain|config|common|plugin/protocol)/' },
    },
    {
      name: 'the-page-knows-the-program-by-http-only',
      comment: 'It runs in a browser, and shows that the API is enough for a page.',
      severity: 'error',
      from: { path: '^src/dashboard/page/' },
      to: { path: '^src/', pathNot: '^src/dashboard/page/' },
    },
    {
      name: 'nobody-imports-the-page',
      severity: 'error',
      from: { pathNot: '^src/dashboard/page/' },
      to: { path: '^src/dashboard/page/', pathNot: '\\.ts$' },
    },
    {
      name: 'the-reference-extension-is-a-reading-of-the-protocol',
      comment: 'It knows the document, and no code of the program or of its tests.',
      severity: 'error',
      from: { path: '^test/support/browser-plugin/extension/' },
      to: { pathNot: '^test/support/browser-plugin/extension/' },
    },
    {
      name: 'marketplaces-do-not-know-each-other',
      severity: 'error',
      comment: 'What more than one of them needs is in a folder of its own, which knows none of them.',
      from: { path: '^src/handlers/([^/]+)/' },
      to: {
        path: '^src/handlers/[^/]+/',
        pathNot: '^src/handlers/($1|contract|http|inventory|mapping|plugin|registry)/',
      },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: [
          '^src/(main|mikro-orm\\.config)\\.ts$',
          '^src/dashboard/bundle-page\\.ts$',
          '^src/(cli|config)/',
          '/watchdog\\.ts$',
        ],
      },
      to: {},
    },
    { name: 'no-barrels', severity: 'error', from: {}, to: { path: '^src/.*(^|/)index\\.ts$' } },
    {
      name: 'src-does-not-know-its-tests',
      severity: 'error',
      from: { path: '^(src|migrations)/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-development-dependencies-in-src',
      severity: 'error',
      // Part of the build, and not of what is built.
      from: { path: '^(src|migrations)/', pathNot: '^src/dashboard/bundle-page\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'imports-resolve', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The engines of the bench have packages of their own, installed on demand.
    exclude: { path: '^(dist|coverage|test/bench/peers/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
    skipAnalysisNotInRules: true,
  },
};
