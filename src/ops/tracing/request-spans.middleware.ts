import { Injectable } from '@nestjs/common';
import type { NestMiddleware } from '@nestjs/common';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { NextFunction, Request, Response } from 'express';
import { wallClock } from '../../common/clock.ts';
import { requestId } from '../../common/http/request-id.ts';
import { withTraceparent } from '../../common/tracing/traceparent.ts';
import { authenticationOf } from '../../tenancy/auth/authentication.ts';
import { contextOf, traceparentFor } from './span-parents.ts';
import { Tracing } from './tracing.ts';

/** Makes a span of each request, part of the caller's trace where it sends one along; jobs that are made in it remember it. */
@Injectable()
export class RequestSpansMiddleware implements NestMiddleware {
  constructor(private readonly tracing: Tracing) {}

  /**
   * @param request the request
   * @param response tells when it is answered
   * @param next the rest of the request
   */
  use(request: Request, response: Response, next: NextFunction): void {
    const { tracer } = this.tracing;
    if (tracer === undefined) {
      next();
      return;
    }
    const tenant = authenticationOf(request)?.principal?.tenant;
    const span = tracer.startSpan(
      request.method,
      {
        kind: SpanKind.SERVER,
        startTime: wallClock(),
        attributes: {
          'http.request.method': request.method,
          'stoflow.request': requestId(request),
          ...(tenant !== undefined && { 'stoflow.tenant': tenant.id }),
        },
      },
      contextOf(request.headers.traceparent),
    );
    response.once('close', () => {
      const route = (request.route as { readonly path?: unknown } | undefined)?.path;
      if (typeof route === 'string') {
        // The pattern, not the path: that has ids, and signatures of pictures.
        span.updateName(`${request.method} ${route}`).setAttribute('http.route', route);
      }
      span.setAttribute('http.response.status_code', response.statusCode);
      if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(wallClock());
    });
    withTraceparent(traceparentFor(span), next);
  }
}
