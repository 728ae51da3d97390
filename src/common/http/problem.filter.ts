import { Catch, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { DomainError } from '../../domain/errors.ts';
import { allowedMethods } from './allowed-methods.ts';
import { MethodNotAllowedError } from './method-not-allowed.error.ts';
import { PROBLEM_KINDS, PROBLEM_MEDIA_TYPE } from './problem-details.ts';
import type { ProblemDetails } from './problem-details.ts';
import { toDomainError } from './to-domain-error.ts';
import { requestId } from './request-id.ts';

/** Turns every error into problem details (RFC 9457). An unexpected one says nothing of itself but its request id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  /**
   * @param error what was thrown
   * @param host the request it was thrown in
   */
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const known = explained(error, request);
    if (known === undefined || known.kind === 'unavailable') {
      this.logger.error({ err: error }, 'A request failed');
    }
    if (response.headersSent) {
      // A stream that broke in the middle can only be cut off, so that nobody takes it for complete.
      response.destroy();
      return;
    }
    const problem = problemOf(known, request);
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="stoflow"');
    if (known instanceof MethodNotAllowedError) response.setHeader('Allow', known.allowed.join(', '));
    response
      .status(problem.status)
      .setHeader('Content-Type', PROBLEM_MEDIA_TYPE)
      .end(JSON.stringify(problem));
  }
}

/** That no route takes a request may be due to its method alone. */
function explained(error: unknown, request: Request): DomainError | undefined {
  const known = toDomainError(error);
  if (known?.code !== 'route.not_found') return known;
  const allowed = allowedMethods(request);
  return allowed.length === 0 ? known : new MethodNotAllowedError(request.method, allowed);
}

function problemOf(error: DomainError | undefined, request: Request): ProblemDetails {
  const [status, title] = error === undefined ? [500, 'Internal error'] : PROBLEM_KINDS[error.kind];
  const code = error?.code ?? 'internal';
  return {
    ...error?.details.extra,
    type: `urn:stoflow:problem:${code}`,
    title,
    status,
    detail: error?.message ?? 'Something went wrong here. The request id helps to find out what.',
    code,
    ...(error?.details.fields === undefined ? {} : { fields: error.details.fields }),
    instance: request.originalUrl.split('?', 1)[0] ?? '/',
    request_id: requestId(request),
  };
}
