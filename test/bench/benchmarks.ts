import { fairness } from './crowd/fairness.ts';
import { tenants } from './crowd/tenants.ts';
import type { Benchmark } from './frame/benchmark.ts';
import { http } from './http/http.ts';
import { reads } from './http/reads.ts';
import { inFlight } from './instances/in-flight.ts';
import { instances } from './instances/instances.ts';
import { batchCreate } from './intake/batch-create.ts';
import { enqueueToStart } from './intake/enqueue-to-start.ts';
import { hotStatements } from './plans/hot-statements.ts';
import { plugins } from './plugins/plugins.ts';
import { soak } from './soak/soak.ts';
import { fiveTaskJobs } from './throughput/five-task-jobs.ts';
import { growingTenant } from './throughput/growing-tenant.ts';
import { manyTenants } from './throughput/many-tenants.ts';
import { peers } from './throughput/peers.ts';

/** Every benchmark, in the order in which they are run. */
export const BENCHMARKS: readonly Benchmark[] = [
  fiveTaskJobs,
  growingTenant,
  manyTenants,
  instances,
  reads,
  http,
  inFlight,
  fairness,
  tenants,
  enqueueToStart,
  batchCreate,
  plugins,
  peers,
  soak,
  hotStatements,
];
