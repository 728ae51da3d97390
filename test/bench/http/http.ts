import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged } from '../frame/figure.ts';
import type { Measured } from '../frame/figure.ts';
import { interleave } from '../frame/interleave.ts';
import { median, spread } from '../frame/statistics.ts';
import { benchDatabase, benchPostgres } from '../world/bench-database.ts';
import { bearer, benchEnvironment } from '../world/bench-environment.ts';
import { ForkedServer, idleServer } from '../world/forked-server.ts';
import { makeProducts } from '../world/make-products.ts';
import { HttpClient } from './http-client.ts';
import { requestRate } from './request-rate.ts';

const AT_ONCE = 16;
const ROUND_MS = 1200;
/** Until V8 has compiled what runs all the time: rates went on growing for three seconds (each program a process of its own). */
const WARM_UP_MS = 3500;
const ACCOUNTS = 16;
/** More than are asked for in all rounds. */
const PRODUCTS = { usual: 80_000, long: 400_000 };

/** What tokens, tenant context, validation and the ORM cost a request, beside routes that have none of them. */
export const http: Benchmark = {
  name: 'http',
  async run({ rounds, long }): Promise<Findings> {
    const postgres = await benchPostgres();
    const servers: ForkedServer[] = [];
    const clients: HttpClient[] = [];
    try {
      const { tenants } = await benchDatabase(postgres.url, { tenants: 1, lanes: ACCOUNTS });
      const [tenant] = tenants;
      if (tenant === undefined) throw new Error('there is no tenant');
      await makeProducts(postgres.url, tenant, long ? PRODUCTS.long : PRODUCTS.usual);
      const ours = await idleServer(
        benchEnvironment(postgres.url, {
          ROLE: 'api',
          THROTTLE_PER_MINUTE: '10000000',
          MAX_ACTIVE_JOBS_PER_TENANT: '1000000',
        }),
      );
      servers.push(ours);
      const script = new URL('bare-server.js', import.meta.url);
      const bare = await ForkedServer.start(script, {
        DATABASE_URL: postgres.url,
        TENANT: String(tenant.id),
      });
      servers.push(bare);
      const authorization = await bearer(tenant.id);
      const client = new HttpClient(ours.url, authorization, AT_ONCE);
      const bareClient = new HttpClient(bare.url, '', AT_ONCE);
      clients.push(client, bareClient);
      let product = 0;
      const usual = long ? 10 * ROUND_MS : ROUND_MS;
      const measure = async (
        send: (n: number) => Promise<unknown>,
        from = 0,
        milliseconds = usual,
      ): Promise<number> => {
        const { rate, requests } = await requestRate(send, { atOnce: AT_ONCE, milliseconds, from });
        if (from > 0) product += requests;
        return rate;
      };
      const body = (n: number) => ({ product_id: n, account_id: 1 + (n % ACCOUNTS) });
      const job = { marketplace: 'idle', action_code: 'publish' };
      await client.send('POST', '/api/marketplace/jobs', 201, { ...job, ...body(1) });
      product = 2;
      const contenders = {
        get: (ms?: number) => measure(() => client.send('GET', '/api/marketplace/jobs/1', 200), 0, ms),
        bareGet: (ms?: number) => measure(() => bareClient.send('GET', '/bare/jobs/1', 200), 0, ms),
        post: (ms?: number) =>
          measure(
            (n) => client.send('POST', '/api/marketplace/jobs', 201, { ...job, ...body(n) }),
            product,
            ms,
          ),
        barePost: (ms?: number) =>
          measure((n) => bareClient.send('POST', '/bare/jobs', 201, body(n)), product, ms),
        nothing: (ms?: number) => measure(() => bareClient.send('GET', '/bare/nothing', 200), 0, ms),
      };
      for (const contender of Object.values(contenders)) await contender(WARM_UP_MS);
      const rates = await interleave(rounds, {
        get: () => contenders.get(),
        bareGet: () => contenders.bareGet(),
        post: () => contenders.post(),
        barePost: () => contenders.barePost(),
        nothing: () => contenders.nothing(),
      });
      const bound = { of: 'ratio', atLeast: 0.6 } as const;
      return {
        lead: judged(
          {
            ...measured(rates.get, 'GET of a job; reference: a bare route with the same read by hand'),
            reference: median(rates.bareGet),
          },
          bound,
        ),
        parts: {
          post_job: judged(
            {
              ...measured(rates.post, 'POST of a job; reference: a bare route with the same writes by hand'),
              reference: median(rates.barePost),
            },
            bound,
          ),
          bare_route: judged(measured(rates.nothing, 'a bare route that touches no database')),
        },
      };
    } finally {
      for (const client of clients) client.close();
      await Promise.all(servers.map((server) => server.stop()));
      await postgres.stop();
    }
  },
};

function measured(rates: readonly number[], what: string): Measured {
  return {
    value: median(rates),
    unit: 'requests/s',
    spread: spread(rates),
    note: `${what}; ${AT_ONCE} connections`,
  };
}
