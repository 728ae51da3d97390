import type { RawUniversalConfig } from '@redocly/openapi-core';

/** What the OpenAPI document must be beyond valid; every rule is the linter's own, and an error. */
export const RULES: RawUniversalConfig = {
  extends: ['recommended-strict'],
  rules: {
    'operation-description': 'error',
    'operation-singular-tag': 'error',
    'operation-tag-defined': 'error',
    'parameter-description': 'error',
    'tag-description': 'error',
    'paths-kebab-case': 'error',
    'no-path-trailing-slash': 'error',
    'no-schema-type-mismatch': 'error',
    'no-required-schema-properties-undefined': 'error',
    'no-invalid-media-type-examples': 'error',
    'no-invalid-schema-examples': 'error',
    'scalar-property-missing-example': 'error',
    'operation-4xx-response': 'error',
  },
};

/** Takes nothing that could be wrong, so there is no 4xx to describe. */
const TAKES_NOTHING = /^#\/paths\/~1health~1/;

/** What the linter found, as far as it is looked at here. */
interface Found {
  readonly ruleId: string;
  readonly location: readonly { readonly pointer?: string | undefined }[];
}

/**
 * @param problem as the linter found it
 * @returns whether the rule means this place
 */
export function concerns({ ruleId, location: [place] }: Found): boolean {
  return ruleId !== 'operation-4xx-response' || !TAKES_NOTHING.test(place?.pointer ?? '');
}
