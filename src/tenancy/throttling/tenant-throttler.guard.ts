import { Injectable } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { ThrottlerRequest } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import { networkOf } from '../../common/http/network-of.ts';
import { DomainError } from '../../domain/errors.ts';
import { authenticationOf } from '../auth/authentication.ts';
import { rateLimitHeaders } from './rate-limit-headers.ts';

/** Counts requests per tenant over all routes, and per address where there is no tenant; every answer says what is left. */
@Injectable()
export class TenantThrottlerGuard extends ThrottlerGuard {
  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(context.getType() !== 'http');
  }

  protected override async handleRequest(counted: ThrottlerRequest): Promise<boolean> {
    const { context, limit, ttl, blockDuration } = counted;
    const http = context.switchToHttp();
    const { totalHits, timeToExpire, isBlocked } = await this.storageService.increment(
      trackerOf(http.getRequest<Request>()),
      ttl,
      limit,
      blockDuration,
      'requests',
    );
    http.getResponse<Response>().set(
      rateLimitHeaders({
        limit,
        windowSeconds: Math.ceil(ttl / 1000),
        hits: totalHits,
        secondsLeft: timeToExpire,
        isRefused: isBlocked,
      }),
    );
    if (!isBlocked) return true;
    throw new DomainError(
      'request.rate_limited',
      'rate_limited',
      'Too many requests; see the Retry-After header.',
    );
  }
}

/** Whose requests are counted together. */
function trackerOf(request: Request): string {
  const principal = authenticationOf(request)?.principal;
  if (principal?.tenant !== undefined) return `tenant:${principal.tenant.id}`;
  return principal === undefined ? `address:${networkOf(request.ip ?? '')}` : `subject:${principal.subject}`;
}
