import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsStorableText, MayBeAbsent } from '../../common/http/fields.ts';

/** Body of a request that makes something stand still. */
export class PauseDto {
  @ApiPropertyOptional({
    type: String,
    maxLength: 500,
    example: 'It answers 500 to everything; see its status page.',
    description: 'in words for whoever waits',
  })
  @MayBeAbsent()
  @IsStorableText(500)
  readonly reason?: string;
}
