import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** Most entries a page. */
export const MAX_PAGE = 200;

/** Query parameters of every list. */
export class PageQuery {
  @ApiPropertyOptional({
    type: Number,
    minimum: 1,
    maximum: MAX_PAGE,
    default: 50,
    description: 'entries a page',
  })
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE)
  @Type(() => Number)
  readonly limit: number = 50;

  @ApiPropertyOptional({ type: String, example: 'WzQyXQ', description: '`next_cursor` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(1024)
  readonly cursor?: string;
}
