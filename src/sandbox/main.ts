import { parseArgs } from 'node:util';
import { EbayStandIn } from './ebay/ebay-stand-in.ts';
import { VintedStandIn } from './vinted/vinted-stand-in.ts';

/**
 * Runs the stand-ins as a process of its own: `node dist/src/sandbox/main.js [--port N]`, the port being eBay's. Prints
 * one line of JSON with their addresses when they listen, and stops on SIGTERM, SIGINT, or when its standard input
 * closes, so that it never outlives the program that started it.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new RangeError(`no such port: ${values.port}`);
  const ebay = new EbayStandIn();
  const vinted = new VintedStandIn();
  const url = await ebay.start(port);
  const urls = { ebay: url, pictures: url, vinted: await vinted.start() };
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
    process.stdin.once('close', resolve);
    process.stdin.once('end', resolve);
  });
  // Without a reader the end of standard input is never noticed.
  process.stdin.resume();
  process.stdout.write(`${JSON.stringify(urls)}\n`);
  await stopped;
  await ebay.stop();
  await vinted.stop();
  process.stdin.destroy();
}

await main();
