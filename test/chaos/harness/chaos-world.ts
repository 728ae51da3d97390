import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeededRandom } from '../../../src/sandbox/random/seeded-random.ts';
import { TEST_JWT_SECRET } from '../../support/tokens.ts';
import { ApiClient } from './api-client.ts';
import { ChaosDatabase } from './chaos-database.ts';
import { Berth, Fleet } from './fleet.ts';
import { Markets } from './markets.ts';
import type { ChaosOptions } from './options.ts';
import { Seller } from './seller.ts';

/** They have the same ids of accounts, products and jobs. */
const TENANTS = 2;
const TIME_SCALE = 0.1;
/** 2 s at the scale of the servers. */
const LEASE_SECONDS = 20;
const HOUR_MS = 3_600_000;
/** By place: one server is an hour late, one an hour early. */
const CLOCK_OFFSETS = [-HOUR_MS, HOUR_MS];

/** Marketplaces, database, servers and sellers of a run. */
export class ChaosWorld {
  private readonly undo: (() => Promise<void> | void)[] = [];
  readonly sellers: Seller[] = [];

  private constructor(
    readonly markets: Markets,
    readonly database: ChaosDatabase,
    readonly fleet: Fleet,
  ) {}

  /** @returns how many tenants there are, with the ids 1 to n */
  get tenants(): number {
    return TENANTS;
  }

  /**
   * Starts everything; nothing fails meanwhile.
   * @param options of the run
   * @param worlds gets the world at once, so that what was started is ended even if the rest does not start
   * @returns the world, with sellers who have asked for nothing yet
   */
  static async start(options: ChaosOptions, worlds: ChaosWorld[]): Promise<ChaosWorld> {
    const markets = await Markets.start();
    const database = await ChaosDatabase.start(TENANTS);
    const fleet = new Fleet(berthsOf(options, markets, database));
    const world = new ChaosWorld(markets, database, fleet);
    world.undo.push(
      () => markets.stop(),
      () => database.stop(),
      () => fleet.end(),
    );
    worlds.push(world);
    await fleet.start();
    await world.openSellers(options);
    return world;
  }

  /** Ends everything, the last thing first. */
  async stop(): Promise<void> {
    for (const undo of this.undo.splice(0).reverse()) await undo();
  }

  private async openSellers(options: ChaosOptions): Promise<void> {
    const { fleet, markets, database, sellers } = this;
    const folder = await mkdtemp(join(tmpdir(), 'stoflow-chaos-'));
    this.undo.push(
      () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
      () => {
        for (const seller of sellers) seller.close();
      },
    );
    let turn = 0;
    const anyServer = (): number | undefined => {
      const url = fleet.up[(turn += 1) % Math.max(1, fleet.up.length)]?.server?.url;
      return url === undefined ? undefined : Number(new URL(url).port);
    };
    for (let tenant = 1; tenant <= TENANTS; tenant += 1) {
      const { seed } = options;
      const seller = await Seller.open({
        tenant,
        api: new ApiClient(fleet, tenant),
        markets,
        database,
        random: new SeededRandom(`seller ${tenant}/${seed}`),
        folder,
        seed,
        products: options.products,
        anyServer,
      });
      sellers.push(seller);
    }
  }
}

function berthsOf(options: ChaosOptions, markets: Markets, database: ChaosDatabase): readonly Berth[] {
  const env = {
    ...markets.environment(),
    DATABASE_URL: database.url,
    DB_POOL_MAX: '8',
    JWT_SECRET: TEST_JWT_SECRET,
    CREDENTIALS_KEYS: `test:${Buffer.alloc(32).toString('base64')}`,
    TIME_SCALE: String(TIME_SCALE),
    LEASE_SECONDS: String(LEASE_SECONDS),
    LOG_LEVEL: 'warn',
    UNSAFE_SKIP_RECONCILE: String(!options.reconcile),
  };
  return Array.from({ length: options.servers }, (_, index) => new Berth(env, CLOCK_OFFSETS[index] ?? 0));
}
