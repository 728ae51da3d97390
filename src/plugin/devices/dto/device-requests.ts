import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

/** Asks for a code to pair a browser with. */
export class PairDeviceDto {
  @ApiProperty({
    type: String,
    minLength: 1,
    maxLength: 100,
    example: 'Laptop at the shop',
    description: 'what you call it',
  })
  @IsString()
  @Length(1, 100)
  readonly name!: string;
}
