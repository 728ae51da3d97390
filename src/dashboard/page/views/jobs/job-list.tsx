import type { JSX } from 'preact';
import { JOB_STATUSES } from '../../api/jobs.ts';
import type { Job } from '../../api/jobs.ts';
import { go, hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { useTitles } from '../../titles.ts';
import { Pager, usePages } from '../../ui/pager.tsx';
import { SelectFilter } from '../../ui/select-filter.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { actionName } from '../../words/names.ts';
import { statusOf } from '../../words/statuses.ts';
import { JobTable } from './job-table.tsx';

const FILTERS = ['status', 'marketplace', 'action_code', 'account_id', 'product_id'] as const;

/** Every job of the seller, newest first. */
export function JobList(props: { readonly query: Readonly<Record<string, string>> }): JSX.Element {
  const { accounts, actions } = useSellerData();
  const titleOf = useTitles();
  const query = Object.fromEntries(FILTERS.map((name) => [name, props.query[name]]));
  const list = usePages<Job>('/api/marketplace/jobs', { ...query, limit: 50 });
  const set = (name: string) => (value: string | undefined) =>
    go(hrefOf('jobs', { ...query, [name]: value }), { replace: true });
  const marketplaces = [...new Set(accounts.map(({ marketplace }) => marketplace))].sort();
  const codes = [...new Set(actions.filter(({ supported }) => supported).map(({ code }) => code))].sort();
  return (
    <>
      <header class="head">
        <h1>Jobs</h1>
        <div class="filters">
          <SelectFilter
            label="Status"
            any="Any status"
            value={query['status']}
            choices={JOB_STATUSES.map((status) => ({ value: status, label: statusOf(status).label }))}
            onChange={set('status')}
          />
          <SelectFilter
            label="Marketplace"
            any="All marketplaces"
            value={query['marketplace']}
            choices={marketplaces.map((name) => ({ value: name, label: titleOf(name) }))}
            onChange={set('marketplace')}
          />
          <SelectFilter
            label="Action"
            any="All actions"
            value={query['action_code']}
            choices={codes.map((code) => ({ value: code, label: actionName(code) }))}
            onChange={set('action_code')}
          />
        </div>
      </header>
      <section class="card card-flush" aria-label="Jobs">
        <Loaded resource={list.resource}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty icon="jobs" title="No job fits.">
                Jobs are made when you publish, change or delist <a href={hrefOf('products')}>products</a>.
              </Empty>
            ) : (
              <JobTable jobs={data} caption="Jobs, newest first" />
            )
          }
        </Loaded>
        <Pager list={list} name="jobs" />
      </section>
    </>
  );
}
