import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import { JobRunner } from '../../processing/job-runner.ts';
import { Reaper } from '../../processing/recovery/reaper.ts';
import { InstanceLease } from '../../queue/instance-lease.ts';
import { Sweep } from '../../queue/sweep.ts';
import { showCount } from './counted.ts';
import { ProgramMetrics } from './program-metrics.ts';

/** The parts of the queue that count what went wrong. */
@Injectable()
export class QueueHealth {
  constructor(
    readonly lease: InstanceLease,
    readonly sweep: Sweep,
  ) {}
}

/** Shows what had to be put right: by rights most of it stays 0. */
@Injectable()
export class RecoveryMetrics {
  constructor(
    { registry }: ProgramMetrics,
    database: Database,
    runner: JobRunner,
    reaper: Reaper,
    queue: QueueHealth,
  ) {
    showCount(registry, {
      name: 'stoflow_fence_rejections_total',
      help: 'Runs whose write was refused, since their job had been given to somebody else.',
      read: () => runner.fenced,
    });
    showCount(registry, {
      name: 'stoflow_jobs_taken_back_total',
      help: 'Jobs taken back from instances whose lease had run out.',
      read: () => reaper.taken,
    });
    showCount(registry, {
      name: 'stoflow_leases_lost_total',
      help: 'Times that this instance lost its lease.',
      read: () => queue.lease.losses,
    });
    showCount(registry, {
      name: 'stoflow_sweeper_corrections_total',
      help: 'Lanes whose counters were wrong: more than 0 is a bug.',
      read: () => queue.sweep.corrections,
    });
    showCount(registry, {
      name: 'stoflow_deadlocks_total',
      help: 'Transactions that were repeated after a deadlock: more than 0 is a bug.',
      read: () => database.deadlocks,
    });
  }
}
