import { SetMetadata } from '@nestjs/common';
import type { CustomDecorator } from '@nestjs/common';

/** What a route takes as its body. */
export interface BodyRules {
  /** Bytes. */
  readonly limit: number;
  /** Media types without parameters; JSON is parsed, every other type arrives as text. */
  readonly types: readonly string[];
}

/** What routes take unless they say otherwise: 2 MB of JSON. */
export const DEFAULT_BODY: BodyRules = { limit: 2 * 1024 * 1024, types: ['application/json'] };

/** Metadata key of {@link AcceptBody}. */
export const ACCEPT_BODY = 'stoflow:accept-body';

/**
 * Lets a route take larger bodies or other media types.
 * @param rules what differs from {@link DEFAULT_BODY}
 * @returns the decorator of a route
 * @example `@AcceptBody({ limit: 20 * 1024 * 1024, types: ['application/json', 'text/csv'] })`
 */
export function AcceptBody(rules: Partial<BodyRules>): CustomDecorator {
  return SetMetadata(ACCEPT_BODY, { ...DEFAULT_BODY, ...rules });
}
