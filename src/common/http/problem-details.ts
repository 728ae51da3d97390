import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ErrorKind, FieldError } from '../../domain/errors.ts';

/** HTTP status and title of each kind of error. The domain knows the kinds, only this table knows HTTP. */
export const PROBLEM_KINDS: Readonly<Record<ErrorKind, readonly [status: number, title: string]>> = {
  invalid: [400, 'Bad request'],
  unauthenticated: [401, 'Unauthorized'],
  forbidden: [403, 'Forbidden'],
  not_found: [404, 'Not found'],
  method_not_allowed: [405, 'Method not allowed'],
  conflict: [409, 'Conflict'],
  precondition_failed: [412, 'Precondition failed'],
  too_large: [413, 'Content too large'],
  unsupported_media: [415, 'Unsupported media type'],
  unprocessable: [422, 'Unprocessable content'],
  rate_limited: [429, 'Too many requests'],
  unavailable: [503, 'Service unavailable'],
};

/** Media type of an error's body (RFC 9457). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** One wrong field of a request, as the API returns it. */
export class ProblemField implements FieldError {
  @ApiProperty({ type: String, example: 'items[0].sku', description: 'path of the field in the request' })
  readonly field!: string;

  @ApiProperty({ type: String, example: 'required', description: 'stable; clients may branch on it' })
  readonly code!: string;

  @ApiProperty({ type: String, example: 'sku must be a string' })
  readonly message!: string;
}

/** Body of every error answer: RFC 9457 problem details with a stable code. */
export class ProblemDetails {
  @ApiProperty({ type: String, example: 'urn:stoflow:problem:job.not_found' })
  readonly type!: string;

  @ApiProperty({ type: String, example: 'Not found', description: 'the same for every error of a status' })
  readonly title!: string;

  @ApiProperty({ type: Number, example: 404 })
  readonly status!: number;

  @ApiProperty({ type: String, example: 'There is no job 7.', description: 'a sentence for a person' })
  readonly detail!: string;

  @ApiProperty({ type: String, example: 'job.not_found', description: 'stable; clients may branch on it' })
  readonly code!: string;

  @ApiProperty({ type: String, example: '/api/marketplace/jobs/7', description: 'path of the request' })
  readonly instance!: string;

  @ApiProperty({
    type: String,
    example: '0b5d1f6e-3f0a-4c39-9f0e-7a5b1e6c2d11',
    description: 'as in the logs',
  })
  readonly request_id!: string;

  @ApiPropertyOptional({ type: [ProblemField], description: 'the wrong fields, where there are some' })
  readonly fields?: readonly ProblemField[];
}
