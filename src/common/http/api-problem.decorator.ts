import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse } from '@nestjs/swagger';
import { problemResponse } from '../openapi/problem-response.ts';
import type { Problems } from '../openapi/problem-response.ts';
import { ProblemDetails } from './problem-details.ts';

const PROBLEMS = 'stoflow:problems';

type Target = object;

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
    const known = (Reflect.getMetadata(`${PROBLEMS}:${status}`, place) ?? {}) as Problems;
    const all = { ...known, [code]: detail };
    Reflect.defineMetadata(`${PROBLEMS}:${status}`, all, place);
    const decorate = applyDecorators(
      ApiExtraModels(ProblemDetails),
      ApiResponse({ status, ...problemResponse(status, all) }),
    );
    (decorate as (...args: unknown[]) => void)(target, key, descriptor);
  };
}
