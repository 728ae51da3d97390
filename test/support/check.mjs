import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

// `npm run check`: everything that can be said about the sources without running them. Long checks first, so that two
// workers end at about the same time. The document check asks the built program for its OpenAPI document.
const CHECKS = [
  { name: 'lint', command: 'eslint .' },
  { name: 'build', command: 'npm run -s build' },
  { name: 'types', command: 'tsc --noEmit --incremental --tsBuildInfoFile dist/.check.tsbuildinfo' },
  // As `npm run docs:api`, but for what takes most of its time: types are checked above, and nothing is written.
  {
    name: 'api docs',
    command: 'typedoc --options test/support/typedoc.json --emit none --skipErrorChecking',
  },
  { name: 'page types', command: 'tsc -p src/dashboard/page' },
  { name: 'extension', command: 'tsc -p test/support/browser-plugin/extension/tsconfig.json' },
  { name: 'format', command: 'prettier --check --log-level warn --cache .' },
  { name: 'folders', command: 'depcruise --config .dependency-cruiser.mjs src migrations test' },
  { name: 'unused', command: 'knip' },
  { name: 'packages', command: 'node test/support/check-supply-chain.mjs' },
  { name: 'markdown', command: 'markdownlint-cli2' },
  { name: 'docs', command: 'node test/support/check-docs.mjs', after: 'build' },
  { name: 'deploy', command: 'node test/support/check-deploy.mjs' },
  { name: 'openapi', command: 'node test/support/check-openapi.mjs', after: 'build' },
];

const env = {
  ...process.env,
  PATH: `${join(import.meta.dirname, '../../node_modules/.bin')}:${process.env.PATH}`,
};

/** @returns whether the check passed; what it says is shown only if it did not */
function run({ name, command }) {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    child.stdout.on('data', (chunk) => said.push(chunk));
    child.stderr.on('data', (chunk) => said.push(chunk));
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${seconds.padStart(6)} s`);
      if (code !== 0) console.log(`$ ${command}\n${Buffer.concat(said).toString().trimEnd()}\n`);
      resolve(code === 0);
    });
  });
}

const waiting = [...CHECKS];
const results = new Map();
async function work() {
  for (;;) {
    const next = waiting.findIndex((check) => check.after === undefined || results.has(check.after));
    if (next === -1) {
      if (waiting.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    const [check] = waiting.splice(next, 1);
    results.set(check.name, await run(check));
  }
}

await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
const failed = [...results].filter(([, passed]) => !passed).map(([name]) => name);
if (failed.length > 0) {
  console.log(`failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
