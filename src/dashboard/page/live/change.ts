/** Something that may have changed on the server. What is shown of it is read again from the other routes. */
export type Change =
  | { readonly kind: 'anything' }
  | { readonly kind: 'accounts' }
  | { readonly kind: 'work'; readonly batch: number | null; readonly jobs: readonly number[] };

/** How the page learns of changes. */
export type FeedState = 'connecting' | 'live' | 'polling' | 'offline';

/**
 * @param event name of a server-sent event
 * @param data its data
 * @returns what it says has changed; undefined for an event that changes nothing
 */
export function changeOf(event: string, data: unknown): Change | undefined {
  const body = data as {
    readonly batch?: { readonly id: number };
    readonly jobs?: readonly { readonly id: number }[];
    readonly job?: { readonly id: number };
    readonly resumed?: boolean;
  };
  switch (event) {
    case 'batch':
      return { kind: 'work', batch: body.batch?.id ?? null, jobs: (body.jobs ?? []).map(({ id }) => id) };
    case 'job':
      return { kind: 'work', batch: null, jobs: body.job === undefined ? [] : [body.job.id] };
    case 'accounts':
      return { kind: 'accounts' };
    case 'ready':
      return body.resumed === true ? undefined : { kind: 'anything' };
    case 'reset':
      return { kind: 'anything' };
    default:
      return undefined;
  }
}
