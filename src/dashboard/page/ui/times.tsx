import type { JSX } from 'preact';
import type { Waiting } from '../api/jobs.ts';
import { durationText, fullMomentText, longText, momentText } from '../words/time.ts';
import { waitingSentence, waitingTime } from '../words/waiting.ts';
import type { Waiter } from '../words/waiting.ts';
import { useNow } from './use-now.ts';

/** A moment: its time, and all of it when pointed at. */
export function Moment(props: { readonly at: string | null }): JSX.Element {
  const now = useNow();
  if (props.at === null) return <span class="quiet">–</span>;
  return (
    <time dateTime={props.at} title={fullMomentText(props.at)} class="tabular">
      {momentText(props.at, now)}
    </time>
  );
}

/** How long ago something was. */
export function Ago(props: { readonly at: string }): JSX.Element {
  const now = useNow();
  return (
    <time dateTime={props.at} title={fullMomentText(props.at)} class="tabular">
      {longText(now.getTime() - new Date(props.at).getTime())} ago
    </time>
  );
}

/** How long something took, or has taken up to now. */
export function Took(props: { readonly from: string | null; readonly to: string | null }): JSX.Element {
  const now = useNow();
  if (props.from === null) return <span class="quiet">–</span>;
  const from = new Date(props.from).getTime();
  if (props.to !== null)
    return <span class="tabular">{durationText(new Date(props.to).getTime() - from)}</span>;
  return <span class="tabular">{longText(now.getTime() - from)}</span>;
}

/** What is waited for, and since or until when. */
export function WaitingText(props: { readonly waiter: Waiter; readonly waiting: Waiting }): JSX.Element {
  const now = useNow();
  const time = waitingTime(props.waiting, now);
  return (
    <span class="waiting-text">
      {waitingSentence(props.waiter, props.waiting)}
      {time !== '' && <span class="tabular quiet">, {time}</span>}
    </span>
  );
}
