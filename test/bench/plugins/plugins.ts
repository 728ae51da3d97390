import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { createApp } from '../../../src/app.ts';
import { Database } from '../../../src/common/database/database.ts';
import { loadConfig } from '../../../src/config/app-config.ts';
import type { TenantRef } from '../../../src/domain/tenant-ref.ts';
import { PluginCommands } from '../../../src/plugin/commands/plugin-commands.ts';
import { hashOf } from '../../../src/common/encryption/secret-hash.ts';
import { newCredential } from '../../../src/plugin/devices/device-secrets.ts';
import { LocalSessions } from '../../../src/plugin/sessions/local-sessions.ts';
import { benchDatabase, benchPostgres } from '../world/bench-database.ts';
import { benchEnvironment } from '../world/bench-environment.ts';
import { IdleMarketplaceModule } from '../world/idle-marketplace.ts';
import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { collectGarbage } from '../frame/collect-garbage.ts';
import { judged } from '../frame/figure.ts';
import type { Figure } from '../frame/figure.ts';
import { quantile } from '../frame/statistics.ts';
import { Browsers } from './browsers.ts';
import { plainSockets } from './plain-reference.ts';
import type { ClientOrder } from './plugin-clients.ts';

const MOST = 10_000;
const TENANTS = 10;
/** File descriptors that are not sockets of browsers, with a margin. */
const OTHER_DESCRIPTORS = 500;
/** A whole heartbeat: every browser is pinged once, and answers. */
const IDLE_MS = 20_000;
const ROUND_TRIPS = 1000;
const WARM_UP = 500;
/** As many connect as can within this time, so that the measurement ends within a minute, or as many as there are to be. */
const CONNECT_MS = { usual: 15_000, long: 120_000 };
const TARGET = { kilobytes: 15, percent: 5, p50: 5, p99: 25 };

/** Browsers that are connected and do nothing: what each costs, and how fast one of them answers among all. */
export const plugins: Benchmark = {
  name: 'plugins',
  async run({ long }): Promise<Findings> {
    const withinMs = long ? CONNECT_MS.long : CONNECT_MS.usual;
    const count = Math.min(MOST, descriptors() - OTHER_DESCRIPTORS);
    const postgres = await benchPostgres();
    const { tenants } = await benchDatabase(postgres.url, { tenants: TENANTS, lanes: 1, needsPlugin: true });
    const most = { PLUGIN_MAX_SOCKETS_PER_TENANT: String(MOST) };
    const config = loadConfig(benchEnvironment(postgres.url, most));
    const app = await createApp(config, { marketplaces: [IdleMarketplaceModule] });
    let clients: Browsers | undefined;
    try {
      await app.listen(0, '127.0.0.1');
      const database = app.get(Database);
      const url = `${(await app.getUrl()).replace('http', 'ws')}/plugin`;
      const browsers = await pairedBrowsers(database, tenants, Math.floor(count / TENANTS));
      clients = new Browsers();
      // The first ones warm up what is there once, however many come after.
      const warm = browsers.slice(0, WARM_UP);
      await clients.connect({ url, browsers: warm, withinMs });
      await collectGarbage();
      const before = process.memoryUsage();
      const startedAt = performance.now();
      const rest = browsers.slice(WARM_UP);
      const more = await clients.connect({ url, browsers: rest, withinMs });
      const rate = Math.round(more / ((performance.now() - startedAt) / 1000));
      await collectGarbage();
      const after = process.memoryUsage();
      const sockets = app.get(LocalSessions).size;
      const idle = await idleShare();
      const trips = await roundTrips(app.get(PluginCommands), tenants, sockets);
      const plain = await plainSockets(browsers.slice(0, sockets), WARM_UP, withinMs);
      const memory = (after.rss - before.rss) / 1024 / more;
      const heap = (after.heapUsed + after.external - before.heapUsed - before.external) / 1024 / more;
      const here = `${sockets} sockets of ${TENANTS} tenants, welcomed at ${rate} a second`;
      return {
        lead: judged(
          {
            value: memory,
            unit: 'kB of RSS',
            reference: plain.kilobytes,
            note: `${here}; ${heap.toFixed(1)} kB of it heap; reference: a plain ws server with ${plain.sockets + WARM_UP}`,
          },
          { of: 'value', atMost: TARGET.kilobytes },
        ),
        parts: {
          idle_share: atMost(idle, '% of a core', TARGET.percent, `one heartbeat of ${IDLE_MS / 1000} s`),
          round_trip_p50: atMost(
            quantile(trips, 0.5),
            'ms',
            TARGET.p50,
            `${trips.length} commands one after the other to different browsers; a query for the lane, no task`,
          ),
          round_trip_p99: atMost(quantile(trips, 0.99), 'ms', TARGET.p99, 'the same'),
        },
      };
    } finally {
      await clients?.close();
      await app.close();
      await postgres.stop();
    }
  },
};

function atMost(value: number, unit: string, most: number, note: string): Figure {
  return judged({ value, unit, note }, { of: 'value', atMost: most });
}

/** The limit of this process; the shell's own, since Node does not tell it. */
function descriptors(): number {
  const limit = execFileSync('/bin/sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim();
  return limit === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(limit);
}

async function pairedBrowsers(
  database: Database,
  tenants: readonly TenantRef[],
  each: number,
): Promise<ClientOrder['browsers']> {
  const browsers: { credential: string; userId: string }[][] = [];
  for (const { id, schema } of tenants) {
    const numbers = Array.from({ length: each }, (_unused, index) => index + 1);
    const credentials = numbers.map((device) => newCredential(id, device));
    await database.query(
      `insert into ${schema}.plugin_devices (id, name, status, credential_hash, paired_at)
       select device, 'Bench', 'paired', hash, now() from unnest($1::bigint[], $2::text[]) as d (device, hash)`,
      [numbers, credentials.map(hashOf)],
    );
    await database.query(
      `insert into ${schema}.marketplace_accounts (id, marketplace, name, external_id)
       select n + 1, 'idle', 'Idle', 'seller-' || n from unnest($1::bigint[]) as n`,
      [numbers],
    );
    await database.query(
      `insert into public.lanes (tenant_id, account_id, marketplace, max_running, holds)
       select $2, n + 1, 'idle', 1, '{plugin}' from unnest($1::bigint[]) as n`,
      [numbers, id],
    );
    browsers.push(credentials.map((credential, index) => ({ credential, userId: `seller-${index + 1}` })));
  }
  // By turns, so that every tenant has some of those that connect first.
  return Array.from({ length: each }, (_unused, index) => browsers.flatMap((own) => own[index] ?? [])).flat();
}

async function idleShare(): Promise<number> {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  await delay(IDLE_MS);
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / 1000 / (performance.now() - startedAt)) * 100;
}

async function roundTrips(
  commands: PluginCommands,
  tenants: readonly TenantRef[],
  sockets: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let trip = 0; trip < ROUND_TRIPS; trip += 1) {
    const place = (trip * 37) % sockets;
    const tenant = tenants[place % tenants.length];
    if (tenant === undefined) throw new Error('there is no tenant');
    const number = Math.floor(place / tenants.length) + 1;
    const startedAt = performance.now();
    const answer = await commands.read({
      tenant,
      account: {
        id: number + 1,
        marketplace: 'idle',
        externalId: `seller-${number}`,
        status: 'connected',
        settings: {},
      },
      command: 'idle.session.read',
      version: 1,
      payload: {},
      signal: AbortSignal.timeout(10_000),
    });
    if (answer.status !== 'done') throw new Error(`a browser answered ${answer.status}`);
    times.push(performance.now() - startedAt);
  }
  return times;
}
