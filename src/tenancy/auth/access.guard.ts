import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { KnownTenants } from '../known-tenants.ts';
import { MissingScopeError, MissingTokenError } from './auth-errors.ts';
import { authenticationOf } from './authentication.ts';
import type { Scope } from './principal.ts';
import { PUBLIC_ROUTE, REQUIRED_SCOPE } from './route-access.decorators.ts';

/** Lets a request pass whose token allows the route; every route needs scope `tenant` unless it says otherwise. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tenants: KnownTenants,
  ) {}

  /**
   * @param context the request
   * @returns true
   * @throws {DomainError} `auth.*` or `tenant.*`, when the request may not pass
   */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<true | undefined>(PUBLIC_ROUTE, places)) return true;
    const known = authenticationOf(context.switchToHttp().getRequest<Request>());
    if (known?.principal === undefined) throw known?.error ?? new MissingTokenError();
    const { principal } = known;
    const scope = this.reflector.getAllAndOverride<Scope | undefined>(REQUIRED_SCOPE, places) ?? 'tenant';
    if (!principal.scopes.has(scope)) throw new MissingScopeError(scope);
    if (scope === 'tenant' && principal.tenant !== undefined)
      await this.tenants.assertUsable(principal.tenant);
    return true;
  }
}
