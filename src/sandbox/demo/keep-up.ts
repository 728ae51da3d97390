import type { DemoAddresses } from './demo-world.ts';
import { Interruption } from './interruption.ts';
import type { Screen } from './screen.ts';
import type { Seller } from './seller.ts';

/** What stays up, and for whom. */
export interface KeptWorld {
  readonly addresses: DemoAddresses;
  readonly sellers: readonly Seller[];
  readonly screen: Screen;
  readonly signal: AbortSignal;
}

/**
 * Tells a person how to look around, and waits until they have.
 * @param world see {@link KeptWorld}
 * @throws {Error} when a part of it ends by itself
 */
export async function keepUp({ addresses, sellers, screen, signal }: KeptWorld): Promise<void> {
  const { server, standIns, logFile } = addresses;
  screen.print('');
  screen.print(['Everything stays up until Ctrl-C.', 'bold']);
  screen.print('  the page; it asks for a token     ', [server, 'cyan']);
  screen.print('  API, to be tried in the browser   ', [`${server}/docs`, 'cyan']);
  for (const name of ['vinted', 'ebay', 'etsy'] as const) {
    screen.print(`  what ${name} counts`.padEnd(36), [`${standIns[name]}/_control/effects`, 'cyan']);
  }
  screen.print(`  log of all programs               ${logFile}`);
  for (const { profile, tenantId, token } of sellers) {
    screen.print('');
    screen.print([`  ${profile.name}, tenant ${tenantId}`, 'bold']);
    screen.print(`    TOKEN=${token}`);
    screen.print(`    curl -H "Authorization: Bearer $TOKEN" '${server}/api/listings?limit=3'`);
  }
  screen.print('');
  // An event listener alone keeps no program alive.
  const alive = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  clearInterval(alive);
  if (!(signal.reason instanceof Interruption)) throw signal.reason;
  screen.print('Taking everything down …');
}
