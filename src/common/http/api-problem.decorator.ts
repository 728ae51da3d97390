import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { PROBLEM_MEDIA_TYPE, ProblemDetails } from './problem-details.ts';

const PROBLEMS = 'stoflow:problems';

type Target = object;
type ProblemExamples = Readonly<Record<string, string>>;

/**
 * Documents one error of a route, with an example. Several of the same status add up.
 * @param status the HTTP status
 * @param code the stable code
 * @param detail the sentence a person reads, as an example
 * @returns the decorator of a route or a controller
 * @example `@ApiProblem(404, 'job.not_found', 'There is no job 7.')`
 */
export function ApiProblem(status: number, code: string, detail: string): MethodDecorator & ClassDecorator {
  return (target: Target, key?: string | symbol, descriptor?: PropertyDescriptor): void => {
    const place = (descriptor?.value as Target | undefined) ?? target;
    const known = (Reflect.getMetadata(`${PROBLEMS}:${status}`, place) ?? {}) as ProblemExamples;
    const all = { ...known, [code]: detail };
    Reflect.defineMetadata(`${PROBLEMS}:${status}`, all, place);
    const decorate = applyDecorators(
      ApiExtraModels(ProblemDetails),
      ApiResponse({ status, ...problemResponse(status, all) }),
    );
    (decorate as (...args: unknown[]) => void)(target, key, descriptor);
  };
}

/**
 * @param status the HTTP status
 * @param problems sentence by code
 * @returns the OpenAPI response of those errors
 */
export function problemResponse(
  status: number,
  problems: ProblemExamples,
): {
  description: string;
  content: Record<string, { schema: { $ref: string }; examples: Record<string, { value: object }> }>;
} {
  const examples = Object.entries(problems).map(([code, detail]) => [
    code,
    { value: { type: `urn:stoflow:problem:${code}`, status, detail, code } },
  ]);
  return {
    description: Object.keys(problems).join(', '),
    content: {
      [PROBLEM_MEDIA_TYPE]: {
        schema: { $ref: getSchemaPath(ProblemDetails) },
        examples: Object.fromEntries(examples) as Record<string, { value: object }>,
      },
    },
  };
}
