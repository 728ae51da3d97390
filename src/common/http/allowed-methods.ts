import { METHODS } from 'node:http';
import type { Request } from 'express';

/** What Express knows of a route and its types do not tell. */
interface RouteLayer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/**
 * Looks for other methods at the address of a request that no route takes.
 * @param request the request
 * @returns the methods that its address takes, for `Allow` (RFC 9110 §15.5.6); none where there is nothing
 */
export function allowedMethods({ app, path }: Request): readonly string[] {
  const layers = app.router.stack as unknown as readonly RouteLayer[];
  const methods = layers
    .filter((layer) => isOwn(layer) && layer.match(path))
    .flatMap(({ route }) => Object.keys(route?.methods ?? {}))
    .map((method) => method.toUpperCase());
  // Express answers these two wherever there is something to get, and wherever there is anything.
  if (methods.includes('GET')) methods.push('HEAD');
  if (methods.length > 0) methods.push('OPTIONS');
  return [...new Set(methods)].sort();
}

/** What takes every method that there is only looks at requests on their way. */
function isOwn({ route }: RouteLayer): boolean {
  return route !== undefined && Object.keys(route.methods).length < METHODS.length;
}
