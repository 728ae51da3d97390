import { ApiProperty } from '@nestjs/swagger';

/** A consent that has begun. */
export class ConsentResponse {
  @ApiProperty({ type: Number, example: 9 })
  readonly id!: number;
  @ApiProperty({
    type: String,
    format: 'uri',
    example: 'https://auth.example/oauth2/authorize?client_id=…',
    description: 'where the seller’s browser has to go',
  })
  readonly authorization_url!: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'until when it has to be back' })
  readonly expires_at!: Date;
}
