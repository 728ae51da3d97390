import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsMoment } from './moment.ts';
import { AccountRef, AnnouncedAccount } from './account.ts';
import { JOURNAL_STATES, PAUSE_REASONS } from './vocabulary.ts';
import type { JournalState, PauseReason } from './vocabulary.ts';

/** Plugin → server, first message of a browser that is not paired: exchanges a pairing code for a credential. */
export class PairMessage {
  /** The code that the seller was shown, as `POST /api/plugin/devices` returned it. */
  @IsString()
  @Length(8, 60)
  code!: string;

  @IsString()
  @Length(1, 50)
  plugin_version!: string;

  /** The browser's name and version, for the seller's list of devices. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  browser?: string;
}

/** A command of which the plugin's journal holds something. */
export class CommandInFlight {
  @IsUUID()
  command_id!: string;

  @IsIn([...JOURNAL_STATES, 'ended'])
  state!: JournalState | 'ended';
}

/** Plugin → server, first message of every connection of a paired browser. */
export class HelloMessage {
  /** Versions of the protocol the plugin speaks. */
  @IsArray()
  @ArrayMaxSize(20)
  @IsInt({ each: true })
  protocols!: number[];

  /** What pairing returned. */
  @IsString()
  @Length(20, 200)
  credential!: string;

  @IsString()
  @Length(1, 50)
  plugin_version!: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  browser?: string;

  /** Commands it can execute, `<type>@<version>`. A command that is not named here is never sent. */
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  capabilities!: string[];

  /** Every account the browser has. */
  @IsArray()
  @ArrayMaxSize(50)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AnnouncedAccount)
  accounts!: AnnouncedAccount[];

  /**
   * Made together with the journal, and lost with it: by it the server knows whether the journal that it asks is the
   * one that a command was written into.
   */
  @IsUUID()
  journal_id!: string;

  /** Every command in its journal whose result was not acknowledged. */
  @IsArray()
  @ArrayMaxSize(1000)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => CommandInFlight)
  in_flight!: CommandInFlight[];
}

/** Plugin → server: the accounts of the browser have changed. Replaces the whole earlier list. */
export class AccountsMessage {
  @IsArray()
  @ArrayMaxSize(50)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AnnouncedAccount)
  accounts!: AnnouncedAccount[];
}

/** Plugin → server: a command has arrived and is in the journal. Nothing has been done yet. */
export class AcceptedMessage {
  @IsUUID()
  command_id!: string;

  @IsInt()
  @Min(1)
  @Max(1_000_000)
  attempt!: number;
}

/** Plugin → server, in answer to `resume`: there is no result (yet). */
export class JournalMessage {
  @IsUUID()
  command_id!: string;

  @IsIn(JOURNAL_STATES)
  state!: JournalState;

  /** The journal that says so. */
  @IsUUID()
  journal_id!: string;
}

/** Plugin → server: it does nothing more for an account until it announces it as `ready` again. */
export class PausedMessage {
  @IsObject()
  @ValidateNested()
  @Type(() => AccountRef)
  account!: AccountRef;

  @IsIn(PAUSE_REASONS)
  reason!: PauseReason;

  /** When it may be tried again, where that is known. */
  @IsOptional()
  @IsMoment()
  until?: string;
}

/** Plugin → server: answers a `ping`. */
export class PongMessage {
  /** The time that the ping carried. */
  @IsOptional()
  @IsMoment()
  server_time?: string;
}
