import type { ComponentChildren, JSX } from 'preact';
import type { Resource } from '../live/use-resource.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

/** What is shown where there is nothing to show. */
export function Empty(props: {
  readonly title: string;
  readonly icon?: IconName;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="empty">
      <Icon name={props.icon ?? 'check'} />
      <p class="empty-title">{props.title}</p>
      {props.children !== undefined && <div class="quiet">{props.children}</div>}
    </div>
  );
}

/** Something that went wrong while reading. */
export function ErrorNote(props: { readonly message: string; readonly retry?: () => void }): JSX.Element {
  return (
    <div class="note note-bad" role="alert">
      <Icon name="alert" />
      <span>{props.message}</span>
      {props.retry !== undefined && (
        <button type="button" class="button button-small" onClick={props.retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** Shows a resource: a placeholder before the first answer, what is wrong, and what is known. */
export function Loaded<T>(props: {
  readonly resource: Resource<T>;
  readonly missing?: string;
  readonly children: (data: T) => ComponentChildren;
}): JSX.Element {
  const { data, error, isMissing, refresh } = props.resource;
  if (isMissing) {
    return <Empty icon="search" title={props.missing ?? 'There is no such thing.'} />;
  }
  return (
    <>
      {error !== undefined && <ErrorNote message={error} retry={refresh} />}
      {data === undefined ? error === undefined && <Skeleton /> : props.children(data)}
    </>
  );
}

/** Stands where something is about to be. */
export function Skeleton(): JSX.Element {
  return (
    <div class="skeleton" role="status" aria-label="Loading">
      <span />
      <span />
      <span />
    </div>
  );
}
