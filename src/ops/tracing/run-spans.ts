import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Context, Span, Tracer } from '@opentelemetry/api';
import { wallClock } from '../../common/clock.ts';
import type { JobRun } from '../../processing/job-run.ts';
import { RUN_BEGUN, RUN_ENDED, STEP_TURNED } from '../../processing/processing-signals.ts';
import type { StepTurn } from '../../processing/processing-signals.ts';
import { contextOf } from './span-parents.ts';

interface TracedRun {
  readonly span: Span;
  /** That of the run's span, for its steps. */
  readonly context: Context;
}

/** Ends that an operator wants to find among all others. */
const BAD: readonly StepTurn['ending'][] = ['refused', 'broken'];

/**
 * Makes a span for each run of a job, which belongs to the request that made the job, however long ago and wherever that was; and
 * in it one for each execution of a step, and each look at one.
 */
export class RunSpans {
  private readonly runs = new WeakMap<JobRun, TracedRun>();
  private readonly ends: readonly (() => void)[];

  /** @param tracer makes the spans */
  constructor(private readonly tracer: Tracer) {
    this.ends = [
      RUN_BEGUN.listen((run) => {
        this.begin(run);
      }),
      STEP_TURNED.listen((turn) => {
        this.step(turn);
      }),
      RUN_ENDED.listen(({ run, settlement }) => {
        const { span } = this.runs.get(run) ?? {};
        span?.setAttribute('stoflow.settlement', settlement);
        if (settlement === 'broken') span?.setStatus({ code: SpanStatusCode.ERROR });
        span?.end(wallClock());
      }),
    ];
  }

  /** Stops listening. */
  end(): void {
    for (const end of this.ends) end();
  }

  private begin(run: JobRun): void {
    const { job, fence } = run;
    const parent = contextOf(job.traceparent);
    const span = this.tracer.startSpan(
      `job ${job.marketplace} ${job.actionCode}`,
      {
        kind: SpanKind.CONSUMER,
        startTime: wallClock(),
        attributes: {
          'stoflow.tenant': fence.tenant.id,
          'stoflow.job': job.id,
          ...(job.batchJobId !== null && { 'stoflow.batch': job.batchJobId }),
          'stoflow.marketplace': job.marketplace,
          'stoflow.action': job.actionCode,
          'stoflow.epoch': fence.epoch,
        },
      },
      parent,
    );
    this.runs.set(run, { span, context: trace.setSpan(parent, span) });
  }

  private step({ run, task, what, ending, seconds }: StepTurn): void {
    const end = wallClock();
    const span = this.tracer.startSpan(
      `${what === 'look' ? 'look up' : 'task'} ${task.step}`,
      {
        kind: SpanKind.INTERNAL,
        startTime: new Date(end.getTime() - seconds * 1000),
        attributes: {
          'stoflow.tenant': run.fence.tenant.id,
          'stoflow.job': run.job.id,
          'stoflow.task': task.id,
          'stoflow.step': task.step,
          'stoflow.effect': task.effect,
          'stoflow.ending': ending,
        },
      },
      this.runs.get(run)?.context,
    );
    if (BAD.includes(ending)) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(end);
  }
}
