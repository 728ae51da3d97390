import type { JSX } from 'preact';
import type { Page } from '../../api/client.ts';
import type { Batch } from '../../api/batches.ts';
import type { Activity, Job, Lane } from '../../api/jobs.ts';
import type { Listing } from '../../api/stock.ts';
import { useResource } from '../../live/use-resource.ts';
import { hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { Card } from '../../ui/card.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { BatchRow } from '../batches/batch-row.tsx';
import { JobTable } from '../jobs/job-table.tsx';
import { Attention } from './attention.tsx';
import { Failures } from './failures.tsx';
import { FirstSteps } from './first-steps.tsx';
import { LaneTable } from './lane-table.tsx';
import { Throughput } from './throughput.tsx';
import { Tiles } from './tiles.tsx';

/** How far back the pictures go. */
const MINUTES = 60;
/** These read a row for each job that waits, and for each that ended within the hour: not to be asked for with every change. */
const LANES_EVERY_MS = 2000;
const ACTIVITY_EVERY_MS = 10_000;
const always = (): boolean => true;

/** What runs, what waits and for what, what failed, and who has to do something. */
export function OverviewView(): JSX.Element {
  const lanes = useResource(
    'lanes',
    (api, signal) => api.get<Page<Lane>>('/api/marketplace/lanes', { limit: 200 }, signal),
    always,
    LANES_EVERY_MS,
  );
  const activity = useResource(
    'activity',
    (api, signal) => api.get<Activity>('/api/marketplace/activity', { minutes: MINUTES }, signal),
    always,
    ACTIVITY_EVERY_MS,
  );
  const running = useResource('running', (api, signal) =>
    api.get<Page<Job>>('/api/marketplace/jobs', { status: 'processing', limit: 10 }, signal),
  );
  const batches = useResource('latest', (api, signal) =>
    api.get<Page<Batch>>('/api/batch-jobs', { limit: 4 }, signal),
  );
  const { accounts } = useSellerData();
  if (useIsUntouched(batches.data)) {
    return (
      <>
        <header class="head">
          <h1>Overview</h1>
        </header>
        {accounts.length > 0 && <Attention lanes={lanes.data?.data ?? []} />}
        <FirstSteps />
        {accounts.length > 0 && <LaneTable lanes={lanes.data?.data ?? []} refresh={lanes.refresh} />}
      </>
    );
  }
  return (
    <>
      <header class="head">
        <h1>Overview</h1>
      </header>
      <Attention lanes={lanes.data?.data ?? []} />
      <Tiles lanes={lanes.data?.data} activity={activity.data} />
      <Loaded resource={lanes}>{({ data }) => <LaneTable lanes={data} refresh={lanes.refresh} />}</Loaded>
      <div class="columns columns-even">
        <Card title="Last hour, by marketplace">
          <Loaded resource={activity}>{(data) => <Throughput activity={data} />}</Loaded>
        </Card>
        <Card
          title="What failed in the last hour"
          aside={<a href={hrefOf('jobs', { status: 'failed' })}>All failed jobs</a>}
        >
          <Loaded resource={activity}>{({ failures }) => <Failures failures={failures} />}</Loaded>
        </Card>
      </div>
      <Card
        title="Running now"
        isFlush
        aside={<a href={hrefOf('jobs', { status: 'processing' })}>All running jobs</a>}
      >
        <Loaded resource={running}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty icon="jobs" title="Nothing is running." />
            ) : (
              <JobTable jobs={data} caption="Running jobs, newest first" />
            )
          }
        </Loaded>
      </Card>
      <Card title="Latest batches" isFlush aside={<a href={hrefOf('batches')}>All batches</a>}>
        <Loaded resource={batches}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty icon="batches" title="No batch yet.">
                Choose <a href={hrefOf('products')}>products</a> and publish them.
              </Empty>
            ) : (
              <ul class="rows">
                {data.map((batch) => (
                  <BatchRow key={batch.id} batch={batch} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Card>
    </>
  );
}

/** Whether nobody has asked for anything yet. Jobs do not tell: orders, for instance, are read without being asked for. */
function useIsUntouched(batches: Page<Batch> | undefined): boolean {
  const hasNoBatch = batches?.data.length === 0;
  const listings = useResource(`any-listing/${hasNoBatch}`, (api, signal) =>
    hasNoBatch
      ? api.get<Page<Listing>>('/api/listings', { limit: 1 }, signal)
      : Promise.resolve<Page<Listing> | undefined>(undefined),
  );
  return hasNoBatch && listings.data?.data.length === 0;
}
