import { Injectable } from '@nestjs/common';
import type { NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { DomainError } from '../domain/errors.ts';
import { MissingTokenError } from './auth/auth-errors.ts';
import { rememberAuthentication } from './auth/authentication.ts';
import type { Authentication } from './auth/authentication.ts';
import { TokenVerifier } from './auth/token-verifier.ts';
import { TenantContext } from './tenant-context.ts';

/**
 * Finds out who makes a request and runs the rest of it as that tenant. It refuses nobody: only the guard behind it
 * knows whether the route is public. A middleware it is because only that can enclose the whole request.
 */
@Injectable()
export class TenancyMiddleware implements NestMiddleware {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly context: TenantContext,
  ) {}

  /**
   * @param request the request
   * @param _response not used
   * @param next the rest of the request
   */
  async use(request: Request & { log?: Logger }, _response: Response, next: NextFunction): Promise<void> {
    const authentication = await this.authenticate(request.headers.authorization);
    rememberAuthentication(request, authentication);
    const tenant = authentication.principal?.tenant;
    if (tenant === undefined) {
      this.context.runShared(next);
      return;
    }
    request.log?.setBindings({ tenant: tenant.id });
    this.context.run(tenant, next);
  }

  private async authenticate(header: string | undefined): Promise<Authentication> {
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(header ?? '')?.[1];
    if (token === undefined) return { error: new MissingTokenError() };
    try {
      return { principal: await this.verifier.verify(token) };
    } catch (error: unknown) {
      if (error instanceof DomainError) return { error };
      throw error;
    }
  }
}
