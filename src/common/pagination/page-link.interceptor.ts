import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { tap } from 'rxjs';
import type { Observable } from 'rxjs';
import { Page } from './page.ts';

/** Gives the answer of every list a `Link` header with the address of the next page (RFC 8288). */
@Injectable()
export class PageLinkInterceptor implements NestInterceptor {
  /**
   * @param context the request
   * @param next the route
   * @returns the route's answer, unchanged
   */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const http = context.switchToHttp();
    return next.handle().pipe(
      tap((body: unknown) => {
        if (!(body instanceof Page) || body.next_cursor === null) return;
        const [path, query] = http.getRequest<Request>().originalUrl.split('?', 2);
        const parameters = new URLSearchParams(query);
        parameters.set('cursor', body.next_cursor);
        http.getResponse<Response>().setHeader('Link', `<${path}?${parameters.toString()}>; rel="next"`);
      }),
    );
  }
}
