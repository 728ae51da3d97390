/** One entry of a stand-in's route table. */
export interface Route<Handler> {
  /** Stable name of the operation; faults and counters use it. */
  readonly operation: string;
  readonly method: string;
  /** Path template, segments in braces are parameters: `/offer/{offerId}`. */
  readonly path: string;
  readonly handler: Handler;
}

/** A route that fits a request, with the decoded values of its path parameters. */
export interface RouteMatch<Handler> {
  readonly route: Route<Handler>;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Finds the first route that fits.
 *
 * @param routes the table, most specific first
 * @param method HTTP method, upper case
 * @param path percent-encoded path
 * @returns the match, or undefined when nothing fits
 */
export function matchRoute<Handler>(
  routes: readonly Route<Handler>[],
  method: string,
  path: string,
): RouteMatch<Handler> | undefined {
  for (const route of routes) {
    if (route.method !== method) continue;
    const params = matchPath(route.path, path);
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

function matchPath(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith('{')) {
      if (value === '') return undefined;
      params[segment.slice(1, -1)] = decode(value);
    } else if (segment !== value) return undefined;
  }
  return params;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
