import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Database } from '../../common/database/database.ts';
import { Feeds } from '../../events/feeds.ts';
import { LocalSessions } from '../../plugin/sessions/local-sessions.ts';
import { Dispatcher } from '../../processing/dispatcher.ts';
import { showLevel } from './counted.ts';
import { ProgramMetrics } from './program-metrics.ts';

/** Shows how busy this instance is. */
@Injectable()
export class LoadMetrics {
  constructor(
    { registry }: ProgramMetrics,
    database: Database,
    dispatcher: Dispatcher,
    sessions: LocalSessions,
    feeds: Feeds,
  ) {
    showLevel(registry, {
      name: 'stoflow_jobs_running',
      help: 'Jobs that run on this instance.',
      read: () => dispatcher.runningJobs,
    });
    showLevel(registry, {
      name: 'stoflow_plugin_sessions',
      help: 'Browsers that are connected to this instance.',
      read: () => sessions.size,
    });
    showLevel(registry, {
      name: 'stoflow_event_streams',
      help: 'Readers of events on this instance.',
      read: () => feeds.size,
    });
    new Gauge({
      registers: [registry],
      name: 'stoflow_pool_connections',
      help: 'Connections of the pool, and work that waits for one.',
      labelNames: ['state'],
      async collect() {
        const { open, idle, waiting } = await database.usage();
        this.set({ state: 'open' }, open);
        this.set({ state: 'idle' }, idle);
        this.set({ state: 'waiting' }, waiting);
      },
    });
  }
}
