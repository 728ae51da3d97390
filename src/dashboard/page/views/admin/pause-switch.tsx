import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { capital } from '../../words/names.ts';
import { PauseDialog } from './pause-dialog.tsx';

/** What an operator stops and lets go on. */
export interface Pausable {
  readonly isPaused: boolean;
  /** What is on the buttons: `Pause`, `Pause jobs`. */
  readonly pauseText: string;
  readonly resumeText: string;
  /** What the button means here, where every row has one: `eBay for everybody`. */
  readonly what: string;
  readonly pauseRoute: string;
  readonly resumeRoute: string;
}

/** Stops something for a reason that sellers read, or lets it go on. */
export function PauseSwitch(props: Pausable & { readonly done: () => void }): JSX.Element {
  const { api } = useApp();
  const [isAsking, setAsking] = useState(false);
  const { what } = props;
  const begin = capital(what);
  if (props.isPaused) {
    const resume = async (): Promise<string> => {
      await api.change('POST', props.resumeRoute);
      props.done();
      return `${begin}: work goes on.`;
    };
    return (
      <ActionButton isSmall icon="play" label={`Resume ${what}`} run={resume}>
        {props.resumeText}
      </ActionButton>
    );
  }
  const pause = async (reason: string): Promise<string> => {
    await api.change('POST', props.pauseRoute, { body: { reason } });
    props.done();
    return `${begin}: work is paused.`;
  };
  return (
    <>
      <button
        type="button"
        class="button button-small"
        aria-label={`Pause ${what}`}
        onClick={() => setAsking(true)}
      >
        {props.pauseText}
      </button>
      {isAsking && <PauseDialog title={`Pause ${what}?`} close={() => setAsking(false)} pause={pause} />}
    </>
  );
}
