import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import type { FeedState } from '../live/change.ts';

const WORDS: Readonly<Record<FeedState, { readonly label: string; readonly explanation: string }>> = {
  connecting: { label: 'Connecting', explanation: 'The stream of events is being opened.' },
  live: { label: 'Live', explanation: 'Changes are shown as they happen.' },
  polling: {
    label: 'Every 2 s',
    explanation: 'There is no stream of events now: what is shown is asked for again and again.',
  },
  offline: { label: 'No answer', explanation: 'StoFlow does not answer. What is shown may be old.' },
};

/** How fresh the page is. */
export function FeedMark(): JSX.Element {
  const { live } = useApp();
  const [state, setState] = useState(live.state);
  useEffect(() => {
    setState(live.state);
    return live.onState(setState);
  }, [live]);
  const { label, explanation } = WORDS[state];
  return (
    <span class={`feed feed-${state}`} role="status" title={explanation}>
      {label}
    </span>
  );
}
