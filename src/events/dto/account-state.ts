import { ApiProperty } from '@nestjs/swagger';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import { ACCOUNT_STATUSES } from '../../domain/vocabulary.ts';
import type { AccountStatus } from '../../domain/vocabulary.ts';
import { WaitingResponse } from '../../jobs/dto/job-response.ts';
import type { ExecutorState } from '../../queue/executors.ts';

/** How an account stands in the seller's browsers. */
export class BrowserState {
  @ApiProperty({ type: Boolean, example: true, description: 'a browser of the seller is connected' })
  readonly online!: boolean;
  @ApiProperty({
    enum: ['ready', 'logged_out', 'wrong_account', 'challenge', 'no_tab', 'paused'],
    nullable: true,
    example: 'ready',
    description: 'null where no connected browser has the account',
  })
  readonly state!: ExecutorState | null;
}

/** What holds an account as a whole. */
export class AccountState {
  @ApiProperty({ type: Number, example: 3 })
  readonly id!: number;
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace!: string;
  @ApiProperty({ type: String, example: 'Main shop' })
  readonly name!: string;
  @ApiProperty({ enum: ACCOUNT_STATUSES, example: 'connected' })
  readonly status!: AccountStatus;
  @ApiProperty({ type: String, nullable: true, example: null })
  readonly status_reason!: string | null;
  @ApiProperty({
    type: WaitingResponse,
    nullable: true,
    description: 'what every waiting job of the account waits for',
  })
  readonly waiting_for!: WaitingResponse | null;
  @ApiProperty({ type: BrowserState, nullable: true, description: 'null for a marketplace that needs none' })
  readonly browser!: BrowserState | null;
}
