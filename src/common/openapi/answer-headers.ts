import type { OpenAPIObject } from '@nestjs/swagger';
import type { Answer } from './problem-response.ts';

type Headers = NonNullable<NonNullable<OpenAPIObject['components']>['headers']>;

/** Headers that the layer around the routes sets, by name. */
export const ANSWER_HEADERS: Headers = {
  'X-Request-Id': {
    description:
      'Names the request in our logs: the one that was sent, where it is harmless, else a new one.',
    schema: { type: 'string' },
    example: '0b5d1f6e-3f0a-4c39-9f0e-7a5b1e6c2d11',
  },
  'RateLimit-Policy': {
    description:
      'Requests (`q`) a tenant may make in a window of `w` seconds, which begins with the first, over all routes.',
    schema: { type: 'string' },
    example: '"requests";q=600;w=60',
  },
  RateLimit: {
    description: 'Requests that are left in this window (`r`), and seconds until it ends (`t`).',
    schema: { type: 'string' },
    example: '"requests";r=599;t=42',
  },
  'Retry-After': {
    description: 'Seconds until another request is answered.',
    schema: { type: 'integer' },
    example: 17,
  },
  'WWW-Authenticate': {
    description: 'Says that a bearer token is needed.',
    schema: { type: 'string' },
    example: 'Bearer realm="stoflow"',
  },
  Link: {
    description: 'The address of the next page, with `rel="next"` (RFC 8288); absent on the last one.',
    schema: { type: 'string' },
    example: '</api/products?limit=50&cursor=WzQyXQ>; rel="next"',
  },
};

/**
 * Names the headers of an answer that its route does not set itself.
 * @param answer the answer; one that is a reference stays as it is
 * @param status its HTTP status
 * @param isThrottled whether the route's requests are counted
 * @returns the answer with its headers
 */
export function withHeaders(answer: Answer, status: number, isThrottled: boolean): Answer {
  if ('$ref' in answer) return answer;
  const names = [
    'X-Request-Id',
    ...(isThrottled && (status < 400 || status === 429) ? ['RateLimit-Policy', 'RateLimit'] : []),
    ...(status === 429 ? ['Retry-After'] : []),
    ...(status === 401 ? ['WWW-Authenticate'] : []),
    ...(isPage(answer) ? ['Link'] : []),
  ];
  const common = names.map((name) => [name, { $ref: `#/components/headers/${name}` }]);
  return { ...answer, headers: { ...answer.headers, ...(Object.fromEntries(common) as Headers) } };
}

function isPage({ content }: Exclude<Answer, { $ref: string }>): boolean {
  const schema = content?.['application/json']?.schema;
  return schema !== undefined && 'properties' in schema && schema.properties?.['next_cursor'] !== undefined;
}
