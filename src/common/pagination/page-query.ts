import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** Query parameters of every list. */
export class PageQuery {
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 200, default: 50, description: 'entries a page' })
  @IsInt()
  @Min(1)
  @Max(200)
  @Type(() => Number)
  readonly limit: number = 50;

  @ApiPropertyOptional({ type: String, example: 'WzQyXQ', description: '`next_cursor` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(1024)
  readonly cursor?: string;
}
