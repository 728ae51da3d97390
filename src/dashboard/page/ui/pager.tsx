import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ApiClient, Page, Query } from '../api/client.ts';
import type { Change } from '../live/change.ts';
import { useResource } from '../live/use-resource.ts';
import type { Resource } from '../live/use-resource.ts';
import { Icon } from './icon.tsx';

/** One page of a list, and the way to the others. Pages are found by key, so the thousandth is as quick as the first. */
export interface PagedList<T> {
  readonly resource: Resource<Page<T>>;
  readonly number: number;
  readonly older: (() => void) | undefined;
  readonly newer: (() => void) | undefined;
}

/**
 * Reads a list page by page.
 * @param path the list's route
 * @param query its filters
 * @param concerns whether a change may concern it
 * @returns the page that is shown
 */
export function usePages<T>(
  path: string,
  query: Query = {},
  concerns?: (change: Change) => boolean,
): PagedList<T> {
  const filters = JSON.stringify([path, query]);
  const [trail, setTrail] = useState<{ readonly filters: string; readonly cursors: readonly string[] }>({
    filters,
    cursors: [],
  });
  const cursors = trail.filters === filters ? trail.cursors : [];
  const cursor = cursors.at(-1);
  const load = (api: ApiClient, signal: AbortSignal): Promise<Page<T>> =>
    api.get<Page<T>>(path, { ...query, cursor }, signal);
  const resource = useResource(`${filters}#${cursor ?? ''}`, load, concerns);
  const next = resource.data?.next_cursor ?? undefined;
  return {
    resource,
    number: cursors.length + 1,
    older: next === undefined ? undefined : () => setTrail({ filters, cursors: [...cursors, next] }),
    newer: cursors.length === 0 ? undefined : () => setTrail({ filters, cursors: cursors.slice(0, -1) }),
  };
}

/** The way to newer and older entries. */
export function Pager(props: {
  readonly list: PagedList<unknown>;
  readonly name: string;
}): JSX.Element | null {
  const { older, newer, number } = props.list;
  if (older === undefined && newer === undefined) return null;
  return (
    <nav class="pager" aria-label={`Pages of ${props.name}`}>
      <button type="button" class="button button-small" disabled={newer === undefined} onClick={newer}>
        <Icon name="back" />
        Newer
      </button>
      <span class="quiet tabular">Page {number}</span>
      <button type="button" class="button button-small" disabled={older === undefined} onClick={older}>
        Older
        <Icon name="next" />
      </button>
    </nav>
  );
}
