import { parseArgs } from 'node:util';
import { EbayStandIn } from './ebay/ebay-stand-in.ts';
import { EtsyStandIn } from './etsy/etsy-stand-in.ts';
import { VintedStandIn } from './vinted/vinted-stand-in.ts';

/**
 * Runs the stand-ins as a process of its own: `node dist/src/sandbox/main.js [--port N] [--etsy-port N] [--vinted-port N]`,
 * the first port being eBay's. Prints one line of JSON, `{"ebay", "etsy", "vinted", "pictures"}`, with their addresses
 * when they listen, and stops on SIGTERM, SIGINT, or when its standard input closes, so that it never outlives the
 * program that started it.
 */
async function main(): Promise<void> {
  const port = { type: 'string', default: '0' } as const;
  const { values } = parseArgs({ options: { port, 'etsy-port': port, 'vinted-port': port } });
  const ebay = new EbayStandIn();
  const etsy = new EtsyStandIn();
  const vinted = new VintedStandIn();
  const url = await ebay.start(portOf(values.port));
  const etsyUrl = await etsy.start(portOf(values['etsy-port']));
  const vintedUrl = await vinted.start(portOf(values['vinted-port']));
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
    process.stdin.once('close', resolve);
    process.stdin.once('end', resolve);
  });
  // Without a reader the end of standard input is never noticed.
  process.stdin.resume();
  process.stdout.write(`${JSON.stringify({ ebay: url, etsy: etsyUrl, vinted: vintedUrl, pictures: url })}\n`);
  await stopped;
  await Promise.all([ebay.stop(), etsy.stop(), vinted.stop()]);
  process.stdin.destroy();
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError(`no such port: ${text}`);
  return port;
}

await main();
