import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { authenticationOf } from './authentication.ts';
import { MissingTokenError } from './auth-errors.ts';
import type { Principal } from './principal.ts';

/** Parameter: who makes the request, as a {@link Principal}. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const principal = authenticationOf(context.switchToHttp().getRequest<Request>())?.principal;
  if (principal === undefined) throw new MissingTokenError();
  return principal;
});

/** Parameter: whose request it is, as a {@link TenantRef}. */
export const CurrentTenant = createParamDecorator((_: unknown, context: ExecutionContext): TenantRef => {
  const tenant = authenticationOf(context.switchToHttp().getRequest<Request>())?.principal?.tenant;
  if (tenant === undefined) throw new MissingTokenError();
  return tenant;
});
