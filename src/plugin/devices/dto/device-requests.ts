import { ApiProperty } from '@nestjs/swagger';
import { MinLength } from 'class-validator';
import { IsStorableText } from '../../../common/http/fields.ts';

/** Asks for a code to pair a browser with. */
export class PairDeviceDto {
  @ApiProperty({
    type: String,
    minLength: 1,
    maxLength: 100,
    example: 'Laptop at the shop',
    description: 'what you call it',
  })
  @MinLength(1)
  @IsStorableText(100)
  readonly name!: string;
}
