import { ApiProperty } from '@nestjs/swagger';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import { ERROR_CLASSES } from '../../domain/error-entry.ts';
import type { ErrorCatalogue, ErrorClass } from '../../domain/error-entry.ts';
import { ACTORS } from '../../domain/vocabulary.ts';
import type { Actor, Marketplace } from '../../domain/vocabulary.ts';
import type { ErrorBook } from '../../handlers/registry/error-book.ts';

/** What one error code means. */
export class ErrorEntryResponse {
  @ApiProperty({ type: String, example: `${ANY_MARKETPLACE}.setting_missing` })
  readonly code!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: ANY_MARKETPLACE,
    description: 'whose code it is; null for codes that all marketplaces share',
  })
  readonly marketplace!: Marketplace | null;
  @ApiProperty({
    enum: ERROR_CLASSES,
    description:
      'what becomes of the job: `refused` it fails · `retry` it tries again by itself · `unknown` its effect is ' +
      'looked up first · `waits` it waits at no cost until somebody acts · `attention` it ended well, and a person ' +
      'is asked to look',
  })
  readonly class!: ErrorClass;
  @ApiProperty({ type: String, example: 'A setting of the account is missing.' })
  readonly happened!: string;
  @ApiProperty({ type: String, example: 'Verify the account, and choose what is named.' })
  readonly todo!: string;
  @ApiProperty({ enum: ACTORS, description: 'who has to act' })
  readonly actor!: Actor;
}

/**
 * Lists what every error code means.
 * @param book all catalogues
 * @returns codes that all marketplaces share, then those of each
 */
export function errorEntries({ neutral, marketplaces }: ErrorBook): readonly ErrorEntryResponse[] {
  return [
    ...entriesOf(null, neutral),
    ...[...marketplaces].flatMap(([marketplace, errors]) => entriesOf(marketplace, errors)),
  ];
}

function entriesOf(marketplace: Marketplace | null, errors: ErrorCatalogue): readonly ErrorEntryResponse[] {
  return Object.entries(errors)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, entry]) => ({ code, marketplace, ...entry }));
}
