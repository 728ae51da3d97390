import { Injectable } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { Request } from 'express';
import { DomainError } from '../../domain/errors.ts';
import { authenticationOf } from '../auth/authentication.ts';

/** Counts requests per tenant over all routes, and per address where there is no tenant. */
@Injectable()
export class TenantThrottlerGuard extends ThrottlerGuard {
  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(context.getType() !== 'http');
  }

  protected override async getTracker(request: Request): Promise<string> {
    const principal = authenticationOf(request)?.principal;
    if (principal?.tenant !== undefined) return Promise.resolve(`tenant:${principal.tenant.id}`);
    return Promise.resolve(
      principal === undefined ? `address:${request.ip}` : `subject:${principal.subject}`,
    );
  }

  protected override generateKey(_context: ExecutionContext, tracker: string): string {
    return tracker;
  }

  protected override async throwThrottlingException(): Promise<void> {
    return Promise.reject(
      new DomainError(
        'request.rate_limited',
        'rate_limited',
        'Too many requests; see the Retry-After header.',
      ),
    );
  }
}
