import { ApiProperty } from '@nestjs/swagger';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import { redactSecrets } from '../../common/logging/redact-secrets.ts';
import type { FieldError } from '../../domain/errors.ts';
import type { Failure } from '../../domain/outcome.ts';
import { ACTORS } from '../../domain/vocabulary.ts';
import type { Actor } from '../../domain/vocabulary.ts';

/** Why something failed, in words a seller understands. */
export class FailureResponse {
  @ApiProperty({
    type: String,
    example: `${ANY_MARKETPLACE}.policy_missing`,
    description: 'stable; clients may branch on it',
  })
  readonly code: string;
  @ApiProperty({ type: String, example: 'The return policy does not fit.' })
  readonly message: string;
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: { type: 'string' } },
    example: [
      {
        field: 'account.settings.return_policy_id',
        code: `${ANY_MARKETPLACE}.policy_missing`,
        message: 'The return policy does not fit.',
      },
    ],
  })
  readonly fields: readonly FieldError[];
  @ApiProperty({ enum: ACTORS, nullable: true, description: 'who has to act before it can work' })
  readonly actor: Actor | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Verify the account, and choose what is named.',
    description: 'what to do about it; every code is explained at `/api/marketplace/errors`',
  })
  readonly todo: string | null;
  @ApiProperty({ type: Object, nullable: true, description: "the marketplace's own words", example: null })
  readonly original: unknown;

  /** @param failure as it is stored */
  constructor(failure: Failure) {
    this.code = failure.code;
    this.message = failure.message;
    this.fields = failure.fields ?? [];
    this.actor = failure.actor ?? null;
    this.todo = failure.todo ?? null;
    this.original = redactSecrets(failure.original ?? null);
  }
}
