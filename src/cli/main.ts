import { once } from 'node:events';
import { assembleApp, describeApi, describeMessages } from '../app.ts';
import { HandlerRegistry } from '../handlers/registry/handler-registry.ts';
import { MIGRATIONS } from '../mikro-orm.config.ts';
import type { Terminal } from './progress.ts';
import { runCli } from './run.ts';

// The only file here that knows the assembled program: commands are handed what they need of it.
process.exitCode = await runCli(
  {
    env: process.env,
    migrations: MIGRATIONS,
    describeApi: async (config) => describeApi(await assembleApp(config), config),
    describeMessages: async (config) => describeMessages(await assembleApp(config), config),
    describeHandlers: async (config, product) =>
      (await assembleApp(config)).get(HandlerRegistry).describe(product),
    errorBook: async (config) => (await assembleApp(config)).get(HandlerRegistry).errors,
    write: async (line) => {
      if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
    },
    input: process.stdin,
    print: (text) => void process.stdout.write(`${text}\n`),
    terminal: terminal(),
    note: (text) => void process.stderr.write(`${text}\n`),
  },
  process.argv.slice(2),
);

/** @returns the terminal that standard error is shown on, if it is and can move in a line */
function terminal(): Terminal | undefined {
  const { stderr, stdout, env } = process;
  if (!stderr.isTTY || env['TERM'] === 'dumb') return undefined;
  return {
    // Some terminals do not say.
    columns: stderr.columns > 0 ? stderr.columns : 80,
    showsOutput: stdout.isTTY,
    draw: (text) => void stderr.write(text),
  };
}
