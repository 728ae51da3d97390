import { applyDecorators } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { ApiProblem } from '../http/api-problem.decorator.ts';

/**
 * Documents a route that returns a `Page`.
 * @param entry DTO of one entry
 * @returns the decorator of a route
 */
export function ApiPage(entry: Type<unknown>): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiExtraModels(entry),
    ApiOkResponse({
      description: 'One page. Where there is a next one, the `Link` header has its address.',
      schema: {
        type: 'object',
        required: ['data', 'next_cursor'],
        properties: {
          data: { type: 'array', items: { $ref: getSchemaPath(entry) } },
          next_cursor: {
            type: 'string',
            nullable: true,
            example: 'WzQyXQ',
            description: 'null on the last page',
          },
        },
      },
    }),
    ApiProblem(400, 'request.bad_cursor', 'The cursor is not one that this list gave out.'),
  );
}
