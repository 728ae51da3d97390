import { expect } from '@jest/globals';
import fc from 'fast-check';
import { Wishes } from '../../../src/ledger/wishes.ts';
import { Takeback } from '../../../src/processing/recovery/takeback.ts';
import type { Settlement } from '../../../src/queue/settle.ts';
import type { LedgerWorld } from '../ledger-world.ts';
import { BEFORE_ONCE, PLACES, STEPS } from './job-model.ts';
import type { JobModel, ModelJob } from './job-model.ts';

type Command = fc.AsyncCommand<JobModel, LedgerWorld, true>;
type Done = { readonly job: ModelJob; readonly run: NonNullable<ModelJob['run']> };

/** A command on one of the jobs that it may be given to. */
abstract class OnJob implements Command {
  constructor(private readonly number: number) {}

  protected abstract fits(job: ModelJob): boolean;
  protected abstract act(job: ModelJob, model: JobModel, world: LedgerWorld): Promise<void>;

  async check(model: Readonly<JobModel>): Promise<boolean> {
    return model.pick(this.number, (job) => this.fits(job)) !== undefined;
  }

  async run(model: JobModel, world: LedgerWorld): Promise<void> {
    const job = model.pick(this.number, (each) => this.fits(each));
    if (job === undefined) return;
    await this.act(job, model, world);
    await agree(model, world);
  }

  toString(): string {
    return `${this.constructor.name}(${this.number})`;
  }
}

/** A command of the run that holds a job. */
abstract class OnRun extends OnJob {
  protected override fits(job: ModelJob): boolean {
    return job.run !== undefined;
  }

  protected override async act(job: ModelJob, model: JobModel, world: LedgerWorld): Promise<void> {
    const { run } = job;
    if (run === undefined) return;
    await this.go({ job, run }, model, world);
    if (job.status === 'processing') return;
    job.run = undefined;
    const settlement = SETTLEMENT_OF[job.status];
    const known = settlement.to === 'gone' ? settlement : { ...settlement, unresolved: job.unresolved };
    expect(await world.settle(run.lease, known)).toBe(1);
  }

  protected abstract go(held: Done, model: JobModel, world: LedgerWorld): Promise<void>;
}

const SETTLEMENT_OF: Readonly<Record<ModelJob['status'], Settlement>> = {
  pending: { to: 'ready' },
  processing: { to: 'ready' },
  paused: { to: 'parked' },
  completed: { to: 'gone' },
  failed: { to: 'gone' },
  cancelled: { to: 'gone' },
};

class Ask implements Command {
  constructor(
    private readonly product: number,
    private readonly inBatch: boolean,
  ) {}

  async check(): Promise<boolean> {
    return true;
  }

  async run(model: JobModel, world: LedgerWorld): Promise<void> {
    const batchJobId = this.inBatch ? model.batchId : null;
    const [answer] = await world.request(world.api, [this.product], { batchJobId });
    const waiting = model.waiting(this.product);
    expect(answer).toMatchObject({ created: waiting === undefined, ...(waiting && { jobId: waiting.id }) });
    if (waiting === undefined) {
      model.jobs.push({
        id: answer?.jobId ?? 0,
        product: this.product,
        inBatch: this.inBatch,
        status: 'pending',
        run: undefined,
        done: 0,
        wish: undefined,
        unresolved: false,
      });
    }
    await agree(model, world);
  }

  toString(): string {
    return `Ask(${this.product}, ${this.inBatch})`;
  }
}

class Claim implements Command {
  async check(): Promise<boolean> {
    return true;
  }

  async run(model: JobModel, world: LedgerWorld): Promise<void> {
    await world.promote();
    const [lease] = await world.take(1);
    const free = model.jobs.filter(
      (job) =>
        job.run === undefined &&
        ['pending', 'processing'].includes(job.status) &&
        !model.jobs.some(
          (other) =>
            other !== job &&
            other.product === job.product &&
            (other.run !== undefined ||
              (other.unresolved && !job.unresolved && ['pending', 'processing'].includes(other.status))),
        ),
    );
    if (lease === undefined) {
      // Nothing was to be had: the lane is full, or every product is busy.
      if (model.running < PLACES) expect(free).toEqual([]);
      return;
    }
    const job = free.find(({ id }) => id === lease.jobId);
    expect(job).toBeDefined();
    if (job === undefined) return;
    job.run = await world.begin(lease);
    expect(job.run).toBeDefined();
    if (job.status === 'processing' && job.done === BEFORE_ONCE) job.unresolved = true;
    job.status = 'processing';
    await agree(model, world);
  }

  toString(): string {
    return 'Claim';
  }
}

class Finish extends OnRun {
  protected override async go({ job, run }: Done, model: JobModel, world: LedgerWorld): Promise<void> {
    const status = await world.finish(run, job.done + 1);
    job.done += 1;
    job.unresolved = false;
    if (job.done === STEPS) job.status = 'completed';
    else if (job.wish !== undefined) model.backToWaiting(job);
    expect(status).toBe(job.status);
  }
}

class Refuse extends OnRun {
  protected override async go({ job, run }: Done, _model: JobModel, world: LedgerWorld): Promise<void> {
    await world.fail(run, 'failed', job.done + 1);
    job.status = 'failed';
    job.wish = undefined;
    job.unresolved = false;
  }
}

class Later extends OnRun {
  protected override async go({ job, run }: Done, model: JobModel, world: LedgerWorld): Promise<void> {
    const status = await world.release(run, { position: job.done + 1 });
    model.backToWaiting(job);
    expect(status).toBe(job.status);
  }
}

/** The holder dies, and the reaper finds the job. */
class Die extends OnJob {
  protected override fits(job: ModelJob): boolean {
    return job.run !== undefined && job.wish === undefined;
  }

  protected override async act(job: ModelJob, _model: JobModel, world: LedgerWorld): Promise<void> {
    const { run } = job;
    if (run === undefined) return;
    // The cap on holders that a job may lose has a test of its own.
    const settlement = await world.api.get(Takeback).settlementOf({ ...run.lease, recoveries: 0 });
    expect(await world.settle(run.lease, settlement)).toBe(1);
    job.run = undefined;
  }
}

class Cancel extends OnJob {
  protected override fits(job: ModelJob): boolean {
    return !job.unresolved && (['pending', 'paused'].includes(job.status) || job.run !== undefined);
  }

  protected override async act(job: ModelJob, _model: JobModel, world: LedgerWorld): Promise<void> {
    await world.api.get(Wishes).cancel(world.tenant, [job.id], 'test');
    if (job.run === undefined) job.status = 'cancelled';
    job.wish = 'cancel';
  }
}

class Pause extends OnJob {
  protected override fits(job: ModelJob): boolean {
    const open = job.status === 'pending' || job.run !== undefined;
    return open && !job.unresolved && job.wish === undefined;
  }

  protected override async act(job: ModelJob, _model: JobModel, world: LedgerWorld): Promise<void> {
    await world.api.get(Wishes).pause(world.tenant, [job.id], 'test');
    if (job.run === undefined) job.status = 'paused';
    else job.wish = 'pause';
  }
}

class Resume extends OnJob {
  protected override fits(job: ModelJob): boolean {
    return job.status === 'paused' || (job.run !== undefined && job.wish === 'pause');
  }

  protected override async act(job: ModelJob, _model: JobModel, world: LedgerWorld): Promise<void> {
    await world.api.get(Wishes).resume(world.tenant, [job.id], 'test');
    if (job.status === 'paused') job.status = 'pending';
    job.wish = undefined;
  }
}

class Retry extends OnJob {
  protected override fits(job: ModelJob): boolean {
    return ['failed', 'cancelled'].includes(job.status);
  }

  protected override async act(job: ModelJob, model: JobModel, world: LedgerWorld): Promise<void> {
    const waiting = model.waiting(job.product);
    expect(await world.retry(job.id)).toEqual(
      waiting === undefined
        ? { reopened: [job.id], conflicts: [] }
        : { reopened: [], conflicts: [{ jobId: job.id, activeJobId: waiting.id }] },
    );
    if (waiting !== undefined) return;
    job.status = 'pending';
    job.wish = undefined;
  }
}

/** What is stored is what the model says. */
async function agree(model: JobModel, world: LedgerWorld): Promise<void> {
  const stored = await world.database.query<{ id: number; status: string; done: number }>(
    'select id, status, done_tasks as done from user_1.marketplace_jobs order by id',
  );
  expect(stored).toEqual(
    [...model.jobs].sort((a, b) => a.id - b.id).map(({ id, status, done }) => ({ id, status, done })),
  );
  expect(await world.database.query('select running from public.lanes')).toEqual([
    { running: model.running },
  ]);
}

const number = fc.nat({ max: 20 });

/** Sequences of everything that sellers, runs, crashes and the reaper do to the jobs of three products. */
export const JOB_COMMANDS = fc.commands<JobModel, LedgerWorld, true>(
  [
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.boolean())
      .map(([product, inBatch]) => new Ask(product, inBatch)),
    fc.constant(new Claim()),
    fc.constant(new Claim()),
    number.map((each) => new Finish(each)),
    number.map((each) => new Finish(each)),
    number.map((each) => new Refuse(each)),
    number.map((each) => new Later(each)),
    number.map((each) => new Die(each)),
    number.map((each) => new Cancel(each)),
    number.map((each) => new Pause(each)),
    number.map((each) => new Resume(each)),
    number.map((each) => new Retry(each)),
  ],
  { maxCommands: 60, size: 'max' },
);
