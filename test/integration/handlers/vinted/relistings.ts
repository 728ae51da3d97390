import { listingsOf, liveProduct } from './deletions.ts';
import type { LiveProduct } from './deletions.ts';
import type { SeenJob, Seller, VintedBench } from './vinted-bench.ts';
import type { StandInPlugin } from '../../../../src/sandbox/plugin/stand-in-plugin.ts';

/** A trouble that a browser meets once, and the command during which it does. */
export type Cell = readonly [command: string, moment: string, fault: string];

/** How a relisting ended, in what must hold of every one. */
export interface Relisted {
  readonly cell: string;
  readonly status: string;
  readonly error: unknown;
  readonly live: number;
  readonly deleted: number;
  readonly writes_in_parallel: number;
  /** Statuses of the listings, newest first. */
  readonly listings: readonly string[];
  /** Whether the one live item is the one that the open listing names, and a new one. */
  readonly is_known: boolean;
  /** The troubles that were met. */
  readonly met: readonly string[];
}

/** What must hold of a relisting that met one trouble. */
export function wellRelisted([command, moment, fault]: Cell): Relisted {
  return {
    cell: `${command} ${moment} ${fault}`,
    status: 'completed',
    error: null,
    live: 1,
    deleted: 1,
    writes_in_parallel: 1,
    listings: ['live', 'ended'],
    is_known: true,
    met: [`${moment} ${fault}`],
  };
}

/** Relists a live product of a new seller while the browser meets one trouble. */
export async function relistMeeting(bench: VintedBench, cell: Cell): Promise<Relisted> {
  const { seller, plugin } = await bench.sellerWithBrowser();
  const product = await liveProduct(bench, seller);
  const [command, moment, fault] = cell;
  plugin.arm({ script: [{ moment, fault, command, times: 1, delay_ms: 50 }] });
  const job = await bench.ended(await bench.relistProduct(seller, product.productId), 60_000);
  const relisted = await described(bench, seller, product, job, plugin);
  plugin.stop();
  return { ...relisted, cell: `${command} ${moment} ${fault}` };
}

/** Describes how a relisting ended. */
export async function described(
  bench: VintedBench,
  seller: Seller,
  { itemId }: LiveProduct,
  { status, error }: SeenJob,
  plugin: StandInPlugin,
): Promise<Omit<Relisted, 'cell'>> {
  const { live_listings: live, deleted_items, writes_in_parallel } = await bench.effects(seller);
  const listings = await listingsOf(bench, seller);
  const known = listings.find((listing) => listing.status === 'live')?.external_ids['item_id'];
  return {
    status,
    error,
    live: live.length,
    deleted: deleted_items,
    writes_in_parallel,
    listings: listings.map((listing) => listing.status),
    is_known: String(live[0]?.item_id) === known && known !== itemId,
    met: Object.keys(plugin.nuisances),
  };
}
