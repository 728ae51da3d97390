import type { JSX } from 'preact';
import type { BatchDetail } from '../../api/batches.ts';
import { JOB_STATUSES } from '../../api/jobs.ts';
import type { Job } from '../../api/jobs.ts';
import type { Change } from '../../live/change.ts';
import { go, hrefOf } from '../../router.ts';
import { useTitles } from '../../titles.ts';
import { Card } from '../../ui/card.tsx';
import { Pager, usePages } from '../../ui/pager.tsx';
import { SelectFilter } from '../../ui/select-filter.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { codeText } from '../../words/problems.ts';
import { statusOf } from '../../words/statuses.ts';
import { JobTable } from '../jobs/job-table.tsx';

/** Where somebody is led who wants to see the jobs with one error. */
export const BATCH_JOBS_ID = 'batch-jobs';

/** The jobs of a batch, filtered by status, marketplace and error. */
export function BatchJobs(props: {
  readonly batch: BatchDetail;
  readonly query: Readonly<Record<string, string>>;
  readonly concerns: (change: Change) => boolean;
}): JSX.Element {
  const { batch } = props;
  const titleOf = useTitles();
  const { status, marketplace, error_code: errorCode } = props.query;
  const filters = { status, marketplace, error_code: errorCode };
  const list = usePages<Job>(`/api/batch-jobs/${batch.id}/jobs`, { ...filters, limit: 50 }, props.concerns);
  const set = (name: keyof typeof filters) => (value: string | undefined) =>
    go(hrefOf(`batches/${batch.id}`, { ...filters, [name]: value }), { replace: true });
  const { counts } = batch.progress;
  const codes = [...new Set(batch.summary.errors.map(({ code }) => code))];
  return (
    <Card
      title="Jobs"
      isFlush
      anchor={BATCH_JOBS_ID}
      aside={
        <div class="filters">
          <SelectFilter
            label="Status"
            any="Any status"
            value={status}
            choices={JOB_STATUSES.filter((each) => counts[each] > 0 || each === status).map((each) => ({
              value: each,
              label: `${statusOf(each).label} (${counts[each]})`,
            }))}
            onChange={set('status')}
          />
          {batch.marketplaces.length > 1 && (
            <SelectFilter
              label="Marketplace"
              any="All marketplaces"
              value={marketplace}
              choices={batch.marketplaces.map((name) => ({ value: name, label: titleOf(name) }))}
              onChange={set('marketplace')}
            />
          )}
          {(codes.length > 0 || errorCode !== undefined) && (
            <SelectFilter
              label="Error"
              any="With or without error"
              value={errorCode}
              choices={[...new Set([...codes, ...(errorCode === undefined ? [] : [errorCode])])].map(
                (code) => ({
                  value: code,
                  label: codeText(code),
                }),
              )}
              onChange={set('error_code')}
            />
          )}
        </div>
      }
    >
      <Loaded resource={list.resource}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty icon="jobs" title="No job of this batch fits." />
          ) : (
            <JobTable jobs={data} caption={`Jobs of batch ${batch.id}, newest first`} />
          )
        }
      </Loaded>
      <Pager list={list} name="the batch’s jobs" />
    </Card>
  );
}
