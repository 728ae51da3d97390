import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sentenceOf } from '../api/problem.ts';
import { useApp } from '../app-context.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

/** A button that changes something on the server, says how that went, and cannot be pressed twice meanwhile. */
export function ActionButton(props: {
  readonly run: () => Promise<string | undefined>;
  readonly children: ComponentChildren;
  readonly icon?: IconName;
  readonly kind?: 'primary' | 'danger';
  readonly label?: string;
  readonly isSmall?: boolean;
  readonly disabled?: boolean;
}): JSX.Element {
  const { say } = useApp();
  const [isBusy, setBusy] = useState(false);
  const press = async (): Promise<void> => {
    setBusy(true);
    try {
      const said = await props.run();
      if (said !== undefined) say(said);
    } catch (error: unknown) {
      say(sentenceOf(error), 'bad');
    } finally {
      setBusy(false);
    }
  };
  const kind = props.kind === undefined ? '' : ` button-${props.kind}`;
  const size = props.isSmall === true ? ' button-small' : '';
  return (
    <button
      type="button"
      class={`button${kind}${size}`}
      // Not `disabled` while it runs: that would throw away the keyboard's focus.
      aria-disabled={isBusy}
      aria-busy={isBusy}
      disabled={props.disabled === true}
      aria-label={props.label}
      onClick={() => {
        if (!isBusy) void press();
      }}
    >
      {props.icon !== undefined && <Icon name={props.icon} />}
      {props.children}
    </button>
  );
}
