import { Global, Module } from '@nestjs/common';
import { ActiveJobs } from './active-jobs.ts';
import { Ageing } from './ageing.ts';
import { Claim } from './claim.ts';
import { Enqueue } from './enqueue.ts';
import { Executors } from './executors.ts';
import { Expiring } from './expiring.ts';
import { Hurry } from './hurry.ts';
import { InstanceLease } from './instance-lease.ts';
import { Instances } from './instances.ts';
import { LaneList } from './lane-list.ts';
import { LaneReader } from './lane-reader.ts';
import { Lanes } from './lanes.ts';
import { OpenBatches } from './open-batches.ts';
import { Orphans } from './orphans.ts';
import { Promote } from './promote.ts';
import { QueueGauges } from './queue-gauges.ts';
import { QueueOverview } from './queue-overview.ts';
import { RateBuckets } from './rate-buckets.ts';
import { Reachability } from './reachability.ts';
import { Recurring } from './recurring.ts';
import { Settle } from './settle.ts';
import { Sweep } from './sweep.ts';
import { Switches } from './switches.ts';
import { Wake } from './wake.ts';
import { Withdraw } from './withdraw.ts';

const PARTS = [
  ActiveJobs,
  Ageing,
  Claim,
  Enqueue,
  Executors,
  Expiring,
  Hurry,
  InstanceLease,
  Instances,
  LaneList,
  LaneReader,
  Lanes,
  OpenBatches,
  Orphans,
  Promote,
  QueueGauges,
  QueueOverview,
  RateBuckets,
  Reachability,
  Recurring,
  Settle,
  Sweep,
  Switches,
  Wake,
  Withdraw,
];

/** The queue: lanes and pointers of all tenants, and every statement that touches them. */
@Global()
@Module({ providers: PARTS, exports: PARTS })
export class QueueModule {}
