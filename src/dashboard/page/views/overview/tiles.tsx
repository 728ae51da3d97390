import type { JSX } from 'preact';
import type { Activity, Lane } from '../../api/jobs.ts';
import { hrefOf } from '../../router.ts';
import { useNow } from '../../ui/use-now.ts';
import { longText } from '../../words/time.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** The four numbers that say whether all is well. */
export function Tiles(props: {
  readonly lanes: readonly Lane[] | undefined;
  readonly activity: Activity | undefined;
}): JSX.Element {
  const now = useNow();
  const lanes = props.lanes ?? [];
  const intervals = (props.activity?.marketplaces ?? []).flatMap(({ intervals: each }) => each);
  const oldest = lanes
    .flatMap(({ oldest_due_at: at }) => (at === null ? [] : [Date.parse(at)]))
    .sort((a, b) => a - b)[0];
  const later = sum(lanes.map(({ jobs }) => jobs.scheduled));
  const paused = sum(lanes.map(({ jobs }) => jobs.paused));
  const waitingWords = [
    ...(oldest === undefined ? [] : [`oldest ${longText(now.getTime() - oldest)}`]),
    ...(later === 0 ? [] : [`${later.toLocaleString('en')} for later`]),
    ...(paused === 0 ? [] : [`${paused.toLocaleString('en')} paused`]),
  ];
  const isKnown = props.lanes !== undefined;
  return (
    <div class="tiles">
      <Tile
        name="Running"
        tone="running"
        value={isKnown ? sum(lanes.map(({ jobs }) => jobs.running)) : undefined}
        detail={`of ${sum(lanes.map(({ max_running: most }) => most))} at once`}
        href={hrefOf('jobs', { status: 'processing' })}
      />
      <Tile
        name="Waiting"
        tone="waiting"
        value={isKnown ? sum(lanes.map(({ jobs }) => jobs.due + jobs.scheduled + jobs.paused)) : undefined}
        detail={waitingWords.length === 0 ? 'the queue is empty' : waitingWords.join(', ')}
        href={hrefOf('jobs', { status: 'pending' })}
      />
      <Tile
        name="Done"
        tone="good"
        value={props.activity && sum(intervals.map(({ completed }) => completed))}
        detail="in the last hour"
        href={hrefOf('jobs', { status: 'completed' })}
      />
      <Tile
        name="Failed"
        tone="bad"
        value={props.activity && sum(intervals.map(({ failed }) => failed))}
        detail="in the last hour"
        href={hrefOf('jobs', { status: 'failed' })}
      />
    </div>
  );
}

function Tile(props: {
  readonly name: string;
  readonly tone: string;
  readonly value: number | undefined;
  readonly detail: string;
  readonly href: string;
}): JSX.Element {
  return (
    <a class={`tile tone-${props.tone}`} href={props.href}>
      <span class="tile-name">{props.name}</span>
      <span class="tile-value tabular">{props.value?.toLocaleString('en') ?? '…'}</span>
      <span class="tile-detail">{props.detail}</span>
    </a>
  );
}
