import 'reflect-metadata';
import { deliver } from '../http/exchange.ts';
import { LoopbackServer } from '../http/loopback-server.ts';
import { PluginControl } from './plugin-control.ts';
import { programOptions } from './program-options.ts';
import { StandInPlugin } from './stand-in-plugin.ts';

/** Exit code of a plugin that was told to die; its journal is what it leaves. */
const DIED = 70;

/**
 * Runs a stand-in plugin as a process of its own: `node dist/src/sandbox/plugin/main.js --server ws://… --vinted http://…
 * --session COOKIE --journal FILE --code CODE`. Prints one line of JSON when it is connected, and stops on SIGTERM,
 * SIGINT, or when its standard input closes, so that it never outlives the program that started it.
 */
async function main(): Promise<void> {
  const { settings, faults, controlPort } = programOptions(process.argv.slice(2));
  const plugin = new StandInPlugin({ ...settings, die: () => process.exit(DIED) });
  plugin.arm(faults);
  const control = new PluginControl(plugin);
  const server = new LoopbackServer(async (exchange) => deliver(await control.respond(exchange)));
  const controlUrl = await server.start(controlPort);
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
    process.stdin.once('close', resolve);
    process.stdin.once('end', resolve);
  });
  // Without a reader the end of standard input is never noticed.
  process.stdin.resume();
  const connected = plugin.start().then(() => {
    const { connection, accounts } = plugin;
    process.stdout.write(`${JSON.stringify({ ...connection, control: controlUrl, accounts })}\n`);
  });
  await Promise.race([stopped, connected.then(() => stopped)]);
  plugin.stop();
  await server.stop();
  process.stdin.destroy();
  // A plugin that waits for a server that is not there has nothing left to wait for.
  process.exit(0);
}

await main();
