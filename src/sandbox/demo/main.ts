import { constants } from 'node:os';

/** The oldest Node.js that runs the program. */
const OLDEST_NODE = 24;

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  process.stderr.write(
    `The demo needs Node.js ${OLDEST_NODE}, this is ${process.versions.node}: "npm run demo" brings its own.\n`,
  );
  process.exitCode = 1;
} else process.exitCode = await start(process.argv.slice(2));

/** Runs the demo until it is over or a signal ends it; either way nothing of it is left. */
async function start(args: readonly string[]): Promise<number> {
  // Imported only now: an older Node.js would fail on these, with a message that helps nobody.
  const [{ parseDemoOptions, USAGE, UsageError }, { Interruption, interruption }, { runDemo }] =
    await Promise.all([import('./demo-options.ts'), import('./interruption.ts'), import('./run-demo.ts')]);
  try {
    const options = parseDemoOptions(args);
    if (options === 'help') {
      process.stdout.write(USAGE);
      return 0;
    }
    return await runDemo(options, interruption());
  } catch (error: unknown) {
    if (error instanceof Interruption) return 128 + constants.signals[error.signalName];
    process.stderr.write(`${error instanceof UsageError ? error.message : String(error)}\n`);
    return 1;
  }
}
