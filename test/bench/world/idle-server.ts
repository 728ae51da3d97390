import 'reflect-metadata';
import { createApp } from '../../../src/app.ts';
import { loadConfig } from '../../../src/config/app-config.ts';
import { IdleMarketplaceModule, behaviour } from './idle-marketplace.ts';

// The whole program in a process of its own, with the idle marketplace as its only one. Forked; it ends with its parent.
const { BENCH_WAIT_MS = '0', BENCH_FAULTS = '0', ...env } = process.env;
behaviour.waitMs = Number(BENCH_WAIT_MS);
behaviour.faults = Number(BENCH_FAULTS);
const app = await createApp(loadConfig(env), { marketplaces: [IdleMarketplaceModule] });
await app.listen(0, '127.0.0.1');
process.on('message', () => {
  process.send?.({ rss: process.memoryUsage.rss(), cpu: process.cpuUsage() });
});
process.once('disconnect', () => {
  void app.close().then(() => process.exit(0));
});
process.send?.({ url: await app.getUrl() });
