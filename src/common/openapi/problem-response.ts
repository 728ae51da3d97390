import { STATUS_CODES } from 'node:http';
import { getSchemaPath } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { PROBLEM_KINDS, PROBLEM_MEDIA_TYPE, ProblemDetails } from '../http/problem-details.ts';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
/** What an operation answers with one status: a response, or a reference to one. */
export type Answer = NonNullable<Operation['responses'][string]>;
type Response = Exclude<Answer, { $ref: string }>;

/** Errors of one status: the sentence a person reads, by stable code. */
export type Problems = Readonly<Record<string, string>>;

/** What every example says that is not a route's own: any path, and an id as the logs have them. */
const ANY_PATH = '/api/products/7';
const REQUEST_ID = '0b5d1f6e-3f0a-4c39-9f0e-7a5b1e6c2d11';

/**
 * @param status the HTTP status
 * @param problems sentence by code
 * @param path of the request in the examples
 * @returns the OpenAPI response of those errors, with an example of each
 */
export function problemResponse(status: number, problems: Problems, path: string = ANY_PATH): Response {
  const examples = Object.entries(problems).map(([code, detail]) => [
    code,
    {
      value: {
        type: `urn:stoflow:problem:${code}`,
        title: titleOf(status),
        status,
        detail,
        code,
        instance: path,
        request_id: REQUEST_ID,
      },
    },
  ]);
  return {
    description: Object.keys(problems)
      .map((code) => `\`${code}\``)
      .join(', '),
    content: {
      [PROBLEM_MEDIA_TYPE]: {
        schema: { $ref: getSchemaPath(ProblemDetails) },
        examples: Object.fromEntries(examples) as Record<string, { value: object }>,
      },
    },
  };
}

/**
 * Reads a response back that {@link problemResponse} made.
 * @param answer a response of an operation
 * @returns its errors; none for any other response
 */
export function problemsIn(answer: Answer | undefined): Problems {
  if (answer === undefined || '$ref' in answer) return {};
  const examples = Object.entries(answer.content?.[PROBLEM_MEDIA_TYPE]?.examples ?? {});
  return Object.fromEntries(
    examples.flatMap(([code, example]) =>
      'value' in example ? [[code, (example.value as { readonly detail: string }).detail]] : [],
    ),
  );
}

function titleOf(status: number): string {
  const known = Object.values(PROBLEM_KINDS).find(([kind]) => kind === status);
  return known?.[1] ?? STATUS_CODES[status] ?? '';
}
