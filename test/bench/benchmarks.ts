import type { Benchmark } from './frame/benchmark.ts';
import { batchCreate } from './intake/batch-create.ts';
import { enqueueToStart } from './intake/enqueue-to-start.ts';
import { peers } from './throughput/peers.ts';
import { plugins } from './plugins/plugins.ts';
import { http } from './http/http.ts';
import { reads } from './http/reads.ts';
import { instances } from './instances/instances.ts';
import { fiveTaskJobs } from './throughput/five-task-jobs.ts';

/** Every benchmark, in the order in which they are run. */
export const BENCHMARKS: readonly Benchmark[] = [
  fiveTaskJobs,
  instances,
  reads,
  http,
  enqueueToStart,
  batchCreate,
  plugins,
  peers,
];
