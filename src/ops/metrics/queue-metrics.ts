import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Clock } from '../../common/clock.ts';
import { QueueGauges } from '../../queue/queue-gauges.ts';
import { ProgramMetrics } from './program-metrics.ts';

/** A look counts every pointer: scrapes that come sooner are answered from the last one. */
const FRESH_MS = 5000;

interface Look {
  readonly atMs: number;
  readonly pointers: ReturnType<QueueGauges['pointers']>;
  readonly lanes: ReturnType<QueueGauges['lanes']>;
  readonly held: ReturnType<QueueGauges['held']>;
}

/** Shows the queue of all instances; every instance shows the same, so an evaluation takes the maximum and not the sum. */
@Injectable()
export class QueueMetrics {
  private last: Look | undefined;

  constructor(
    { registry }: ProgramMetrics,
    private readonly gauges: QueueGauges,
    private readonly clock: Clock,
  ) {
    const look = (): Look => this.look();
    const registers = [registry];
    new Gauge({
      registers,
      name: 'stoflow_queue_jobs',
      help: 'Jobs in the queue of all instances, by the state of their place in it.',
      labelNames: ['marketplace', 'state'],
      async collect() {
        this.reset();
        for (const { marketplace, state, jobs } of await look().pointers)
          this.set({ marketplace, state }, jobs);
      },
    });
    new Gauge({
      registers,
      name: 'stoflow_queue_age_seconds',
      help: 'How long the oldest job of a lane that is not held has been due.',
      labelNames: ['marketplace'],
      async collect() {
        this.reset();
        for (const { marketplace, ageSeconds } of await look().lanes) this.set({ marketplace }, ageSeconds);
      },
    });
    new Gauge({
      registers,
      name: 'stoflow_lanes',
      help: 'Accounts with a queue: all, those that may be served now, and those on which something runs.',
      labelNames: ['marketplace', 'state'],
      async collect() {
        this.reset();
        for (const { marketplace, all, ready, working } of await look().lanes) {
          for (const [state, lanes] of Object.entries({ all, ready, working }))
            this.set({ marketplace, state }, lanes);
        }
      },
    });
    new Gauge({
      registers,
      name: 'stoflow_held_jobs',
      help: 'Jobs that wait for what holds their account, by the reason; a job counts once for each reason.',
      labelNames: ['marketplace', 'reason'],
      async collect() {
        this.reset();
        for (const { marketplace, reason, jobs } of await look().held)
          this.set({ marketplace, reason }, jobs);
      },
    });
  }

  private look(): Look {
    const now = this.clock.monotonicMs();
    if (this.last === undefined || now - this.last.atMs > FRESH_MS) {
      const { gauges } = this;
      this.last = { atMs: now, pointers: gauges.pointers(), lanes: gauges.lanes(), held: gauges.held() };
    }
    return this.last;
  }
}
