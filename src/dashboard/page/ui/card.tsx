import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

/** A part of a view with a heading. */
export function Card(props: {
  readonly title: string;
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly isFlush?: boolean;
  /** By which something else leads here: the card can have the focus then. */
  readonly anchor?: string;
}): JSX.Element {
  const id = useId();
  return (
    <section
      id={props.anchor}
      tabIndex={props.anchor === undefined ? undefined : -1}
      class={props.isFlush === true ? 'card card-flush' : 'card'}
      aria-labelledby={id}
    >
      <header class="card-head">
        <h2 id={id}>{props.title}</h2>
        {props.aside}
      </header>
      {props.children}
    </section>
  );
}
