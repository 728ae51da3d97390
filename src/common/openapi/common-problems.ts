import type { OpenAPIObject } from '@nestjs/swagger';
import type { Problems } from './problem-response.ts';

type PathItem = OpenAPIObject['paths'][string];
/** One method of one path. */
export type Operation = NonNullable<PathItem['get']>;

/** Extension of an operation that says which scope its token needs; `none` where it needs no token. */
export const SCOPE_EXTENSION = 'x-required-scope';

/** Problems by HTTP status. */
export type ProblemsByStatus = Readonly<Record<number, Problems>>;

/** What decides which errors a route has in common with others. */
export interface RouteTraits {
  /** What {@link SCOPE_EXTENSION} says. */
  readonly scope: string;
  /** Its requests are counted. */
  readonly isThrottled: boolean;
  readonly operation: Operation;
}

const AUTHENTICATED: ProblemsByStatus = {
  401: {
    'auth.missing': 'This needs an Authorization header with a bearer token.',
    'auth.invalid': 'The bearer token is not valid here.',
    'auth.expired': 'The bearer token has expired.',
  },
  503: { 'auth.keys_unavailable': 'Tokens cannot be checked right now.' },
};
const OPERATORS: ProblemsByStatus = { 403: { 'auth.scope_missing': 'The token lacks the scope "admin".' } };
const TENANTS: ProblemsByStatus = {
  403: {
    'auth.scope_missing': 'The token lacks the scope "tenant".',
    'tenant.suspended': 'This tenant is suspended.',
  },
  404: { 'tenant.schema_missing': "The tenant's schema user_7 does not exist." },
  503: { 'tenant.not_migrated': "This tenant's data is being repaired after an upgrade." },
};
const THROTTLED: ProblemsByStatus = {
  429: { 'request.rate_limited': 'Too many requests; see the Retry-After header.' },
};
const WITH_ID: ProblemsByStatus = { 400: { 'request.invalid': 'The request is not valid; see the fields.' } };
const WITH_BODY: ProblemsByStatus = {
  400: {
    'request.invalid': 'The request is not valid; see the fields.',
    'request.malformed_json': 'The body is not JSON.',
    'request.malformed_text': 'The body is not UTF-8.',
  },
  413: { 'request.too_large': 'The body may have 2097152 bytes at most.' },
  415: { 'request.unsupported_media_type': 'The body must be application/json, not compressed.' },
};
const ALL: ProblemsByStatus = {
  500: { internal: 'Something went wrong here. The request id helps to find out what.' },
};

/**
 * @param route what it takes, and from whom
 * @returns the errors that it shares with all routes of its kind
 */
export function commonProblems({ scope, isThrottled, operation }: RouteTraits): ProblemsByStatus {
  const ids = (operation.parameters ?? []).some(
    (one) => 'in' in one && one.in === 'path' && one.name === 'id',
  );
  return merged([
    ...(scope === 'none' ? [] : [AUTHENTICATED, scope === 'tenant' ? TENANTS : OPERATORS]),
    ...(isThrottled ? [THROTTLED] : []),
    ...(ids ? [WITH_ID] : []),
    ...(operation.requestBody === undefined ? [] : [WITH_BODY]),
    ALL,
  ]);
}

function merged(parts: readonly ProblemsByStatus[]): ProblemsByStatus {
  const all: Record<number, Problems> = {};
  for (const part of parts) {
    for (const [status, problems] of Object.entries(part)) {
      all[Number(status)] = { ...all[Number(status)], ...problems };
    }
  }
  return all;
}
