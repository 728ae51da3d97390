import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import { SCOPE_EXTENSION } from '../../common/openapi/common-problems.ts';
import type { Scope } from './principal.ts';

/** Metadata key of {@link Public}. */
export const PUBLIC_ROUTE = 'stoflow:public';
/** Metadata key of {@link RequireScope}. */
export const REQUIRED_SCOPE = 'stoflow:scope';
/** The name of bearer authentication in the OpenAPI document. */
export const BEARER = 'bearer';

/**
 * Opens a route or controller to everybody. Without it a route needs a token with scope `tenant`.
 * @returns the decorator
 */
export function Public(): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(PUBLIC_ROUTE, true), ApiExtension(SCOPE_EXTENSION, 'none'));
}

/**
 * Says which scope a route or controller needs instead of `tenant`.
 * @param scope the scope
 * @returns the decorator
 */
export function RequireScope(scope: Scope): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(REQUIRED_SCOPE, scope),
    ApiBearerAuth(BEARER),
    ApiExtension(SCOPE_EXTENSION, scope),
  );
}
