import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { ACCEPT_BODY, DEFAULT_BODY } from './accept-body.decorator.ts';
import type { BodyRules } from './accept-body.decorator.ts';
import { readBody } from './read-body.ts';

/**
 * Reads the body as the route allows. It is a guard because it needs to know the route, and stands after those that
 * know whose request it is.
 */
@Injectable()
export class BodyGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  /**
   * @param context the request
   * @returns true; the body lies on the request
   * @throws {DomainError} as {@link readBody} does
   */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const rules = this.reflector.getAllAndOverride<BodyRules | undefined>(ACCEPT_BODY, [
      context.getHandler(),
      context.getClass(),
    ]);
    const request = context.switchToHttp().getRequest<Request>();
    request.body = await readBody(request, rules ?? DEFAULT_BODY);
    return true;
  }
}
