import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { Counter, Histogram } from 'prom-client';
import { DATABASE_WORKED } from '../../common/database/database-signals.ts';
import { MARKETPLACE_CALLED } from '../../handlers/http/http-signals.ts';
import { JOB_ENDED } from '../../ledger/ledger-signals.ts';
import { JOB_WAITS, LIMIT_MET, RUN_ENDED, STEP_TURNED } from '../../processing/processing-signals.ts';
import { ProgramMetrics } from './program-metrics.ts';

/** From a local answer to the longest call of a step, in seconds. */
const CALL_BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
/** From a commit into a cache to one that waits for a lock, in seconds. */
const DATABASE_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/**
 * Counts what runs on this instance. Labels are marketplaces, actions and words of the vocabulary: never a tenant, an account, a
 * job or a product, which would be data about sellers, and more series than Prometheus can hold.
 */
@Injectable()
export class RunMetrics implements OnModuleDestroy {
  private readonly ends: readonly (() => void)[];

  constructor({ registry }: ProgramMetrics) {
    const registers = [registry];
    const jobs = new Counter({
      registers,
      name: 'stoflow_jobs_ended_total',
      help: 'Jobs that a run ended, by how they ended.',
      labelNames: ['marketplace', 'action', 'status'],
    });
    const waits = new Counter({
      registers,
      name: 'stoflow_job_waits_total',
      help: 'Times that a run put its job back to waiting, by the reason; backoff is a retry.',
      labelNames: ['marketplace', 'action', 'reason'],
    });
    const steps = new Histogram({
      registers,
      name: 'stoflow_step_seconds',
      help: 'Time that steps were executed, or looked up, by how that ended; unknown is an answer that was lost.',
      labelNames: ['marketplace', 'action', 'what', 'outcome'],
      buckets: CALL_BUCKETS,
    });
    const runs = new Histogram({
      registers,
      name: 'stoflow_run_seconds',
      help: 'Time between the start of a run and its end, by what became of the place in the queue.',
      labelNames: ['marketplace', 'action', 'settlement'],
      buckets: CALL_BUCKETS,
    });
    const limits = new Counter({
      registers,
      name: 'stoflow_limits_met_total',
      help: 'Times that a marketplace asked to slow down, by what it closed.',
      labelNames: ['marketplace', 'closes'],
    });
    const calls = new Histogram({
      registers,
      name: 'stoflow_marketplace_call_seconds',
      help: 'Time that requests to marketplaces took, by host and status; 429 is a limit, none a lost answer.',
      labelNames: ['host', 'method', 'status'],
      buckets: CALL_BUCKETS,
    });
    const database = new Histogram({
      registers,
      name: 'stoflow_database_seconds',
      help: 'Time of commits, and of statements on their own with their commit.',
      labelNames: ['what'],
      buckets: DATABASE_BUCKETS,
    });
    this.ends = [
      JOB_ENDED.listen(({ marketplace, actionCode, status }) => {
        jobs.inc({ marketplace, action: actionCode, status });
      }),
      JOB_WAITS.listen(({ marketplace, actionCode, reason }) => {
        waits.inc({ marketplace, action: actionCode, reason: reason ?? 'handed_back' });
      }),
      STEP_TURNED.listen(({ run: { job }, what, ending, seconds }) => {
        const outcome = ending === 'again' ? (what === 'execute' ? 'unknown' : 'undecided') : ending;
        steps.observe({ marketplace: job.marketplace, action: job.actionCode, what, outcome }, seconds);
      }),
      RUN_ENDED.listen(({ run: { job }, settlement, seconds }) => {
        runs.observe({ marketplace: job.marketplace, action: job.actionCode, settlement }, seconds);
      }),
      LIMIT_MET.listen(({ marketplace, closes }) => {
        limits.inc({ marketplace, closes });
      }),
      MARKETPLACE_CALLED.listen(({ host, method, status, seconds }) => {
        calls.observe({ host, method, status }, seconds);
      }),
      DATABASE_WORKED.listen(({ what, seconds }) => {
        database.observe({ what }, seconds);
      }),
    ];
  }

  /** Stops listening. */
  onModuleDestroy(): void {
    for (const end of this.ends) end();
  }
}
