import { IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { ACCOUNT_STATES } from './vocabulary.ts';
import type { AccountState } from './vocabulary.ts';

/** Which account on which marketplace, in the marketplace's own words. */
export class AccountRef {
  /** Name of the marketplace, as the catalogue spells it. */
  @IsString()
  @Length(1, 50)
  marketplace!: string;

  /** The marketplace's id of its user; the account's `external_id` in the REST API. */
  @IsString()
  @Length(1, 100)
  user_id!: string;
}

/** An account that a browser has, and how it stands there. */
export class AnnouncedAccount extends AccountRef {
  /** The name the marketplace shows. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  login?: string;

  @IsIn(ACCOUNT_STATES)
  state!: AccountState;
}
