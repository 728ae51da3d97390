import type { JSX } from 'preact';
import type { Activity, ActivityInterval } from '../../api/jobs.ts';
import { useTitles } from '../../titles.ts';
import { Marketplace } from '../../ui/marketplace.tsx';
import { Empty } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';
import { durationText } from '../../words/time.ts';

const HEIGHT = 40;
const BAR = 6;
const GAP = 2;

/** What ended minute by minute, a picture for each marketplace, and how long jobs had waited. */
export function Throughput(props: { readonly activity: Activity }): JSX.Element {
  const { activity } = props;
  const marketplaces = activity.marketplaces.filter(({ intervals }) =>
    intervals.some(({ completed, failed }) => completed + failed > 0),
  );
  if (marketplaces.length === 0) return <Empty icon="overview" title="No job ended in the last hour." />;
  const most = Math.max(
    1,
    ...marketplaces.flatMap(({ intervals }) => intervals.map(({ completed, failed }) => completed + failed)),
  );
  return (
    <div class="charts">
      {marketplaces.map(({ marketplace, intervals }) => (
        <Chart
          key={marketplace}
          marketplace={marketplace}
          intervals={intervals}
          activity={activity}
          most={most}
        />
      ))}
    </div>
  );
}

function Chart(props: {
  readonly marketplace: string;
  readonly intervals: readonly ActivityInterval[];
  readonly activity: Activity;
  readonly most: number;
}): JSX.Element {
  const { marketplace, intervals, activity, most } = props;
  const now = useNow();
  const titleOf = useTitles();
  const stepMs = activity.interval_minutes * 60_000;
  const places = Math.ceil(activity.minutes / activity.interval_minutes);
  const last = Math.floor(now.getTime() / stepMs);
  const done = intervals.reduce((sum, { completed }) => sum + completed, 0);
  const failed = intervals.reduce((sum, each) => sum + each.failed, 0);
  const waited = intervals.at(-1)?.waited_p95_seconds ?? null;
  const width = places * (BAR + GAP);
  return (
    <figure class="chart">
      <figcaption>
        <Marketplace name={marketplace} />
        <span class="quiet tabular">
          {done} done, {failed} failed
          {waited !== null && ` · waited up to ${durationText(waited * 1000)}`}
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${titleOf(marketplace)}: ${done} jobs done and ${failed} failed in the last hour`}
      >
        <line class="chart-base" x1="0" x2={width} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
        {intervals.map((interval) => {
          const place = places - 1 - (last - Math.floor(Date.parse(interval.at) / stepMs));
          if (place < 0) return null;
          const x = place * (BAR + GAP);
          const good = (HEIGHT * interval.completed) / most;
          const bad = (HEIGHT * interval.failed) / most;
          return (
            <g key={interval.at}>
              <rect class="chart-good" x={x} width={BAR} y={HEIGHT - good} height={good} />
              <rect class="chart-bad" x={x} width={BAR} y={HEIGHT - good - bad} height={bad} />
            </g>
          );
        })}
      </svg>
      <span class="chart-axis quiet tabular" aria-hidden="true">
        <span>{activity.minutes} min ago</span>
        <span>now</span>
      </span>
    </figure>
  );
}
