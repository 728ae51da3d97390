import type { BegunRun } from '../ledger-world.ts';

/** What the model knows of a job: enough to say what every command must lead to. */
export interface ModelJob {
  readonly id: number;
  readonly product: number;
  readonly inBatch: boolean;
  status: 'pending' | 'processing' | 'paused' | 'completed' | 'failed' | 'cancelled';
  /** The run that holds it; none where it waits, has ended, or its holder died. */
  run: BegunRun | undefined;
  done: number;
  wish: 'cancel' | 'pause' | undefined;
  /** Its holder died in the step that must not be repeated: it waits beside a newer request, and goes first. */
  unresolved: boolean;
}

/** Steps of every job in the model. */
export const STEPS = 3;
/** How many steps are done when the one under way is that which must not be repeated. */
export const BEFORE_ONCE = 1;
/** Runs that a lane of the model allows at once. */
export const PLACES = 4;

/** All jobs of one lane, as simple as it gets. */
export class JobModel {
  readonly jobs: ModelJob[] = [];
  batchId = 0;

  /** @returns jobs of a kind, of which a number picks one */
  pick(number: number, fits: (job: ModelJob) => boolean): ModelJob | undefined {
    const fitting = this.jobs.filter(fits);
    return fitting[number % Math.max(1, fitting.length)];
  }

  /** @returns the job that waits for a product: there may be one */
  waiting(product: number, besides?: ModelJob): ModelJob | undefined {
    return this.jobs.find(
      (job) =>
        job !== besides &&
        job.product === product &&
        !job.unresolved &&
        ['pending', 'paused'].includes(job.status),
    );
  }

  /** What a job comes to that goes back to waiting. */
  backToWaiting(job: ModelJob): void {
    const superseded = !job.unresolved && this.waiting(job.product, job) !== undefined;
    if (job.wish === 'cancel' || superseded) job.status = 'cancelled';
    else job.status = job.wish === 'pause' ? 'paused' : 'pending';
    // A wish to cancel stays on the row of a job that it ended; a pause is used up.
    if (job.status !== 'cancelled') job.wish = undefined;
  }

  /** @returns how many places of the lane are taken */
  get running(): number {
    return this.jobs.filter(({ run }) => run !== undefined).length;
  }
}
