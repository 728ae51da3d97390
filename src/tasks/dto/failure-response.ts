import { ApiProperty } from '@nestjs/swagger';
import { redactSecrets } from '../../common/logging/redact-secrets.ts';
import type { FieldError } from '../../domain/errors.ts';
import type { Failure } from '../../domain/outcome.ts';
import { ACTORS } from '../../domain/vocabulary.ts';
import type { Actor } from '../../domain/vocabulary.ts';

/** Why something failed, in words a seller understands. */
export class FailureResponse {
  @ApiProperty({
    type: String,
    example: 'ebay.policy_missing',
    description: 'stable; clients may branch on it',
  })
  readonly code: string;
  @ApiProperty({ type: String, example: 'Choose a return policy for eBay France.' })
  readonly message: string;
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: { type: 'string' } },
    example: [{ field: 'brand', code: 'required', message: 'eBay needs a brand.' }],
  })
  readonly fields: readonly FieldError[];
  @ApiProperty({ enum: ACTORS, nullable: true, description: 'who has to act before it can work' })
  readonly actor: Actor | null;
  @ApiProperty({ type: Object, nullable: true, description: "the marketplace's own words", example: null })
  readonly original: unknown;

  /** @param failure as it is stored */
  constructor(failure: Failure) {
    this.code = failure.code;
    this.message = failure.message;
    this.fields = failure.fields ?? [];
    this.actor = failure.actor ?? null;
    this.original = redactSecrets(failure.original ?? null);
  }
}
