import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsMoment } from './moment.ts';
import { AccountRef } from './account.ts';
import { REFUSAL_REASONS } from './vocabulary.ts';
import type { RefusalReason } from './vocabulary.ts';

/** `traceparent` of W3C trace context, version 00. */
const TRACE_PARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Server → plugin: the pairing code was right. The credential is shown this once. */
export class PairedMessage {
  @IsInt()
  device_id!: number;

  @IsString()
  credential!: string;
}

/** An announced account, and which account of StoFlow it is. */
export class WelcomedAccount extends AccountRef {
  /** Null where the seller has not connected it to StoFlow; nothing is ever sent for it then. */
  @IsOptional()
  @IsInt()
  account_id!: number | null;
}

/** What shall become of a command in the plugin's journal: say how it stands, or drop it. */
export class InFlightDecision {
  @IsUUID()
  command_id!: string;

  @IsIn(['report', 'forget'])
  action!: 'report' | 'forget';
}

/** What the connection may carry. */
export class ConnectionLimits {
  @IsInt()
  @Min(1)
  max_bytes!: number;

  /** Commands that may be in flight at once for one account. */
  @IsInt()
  @Min(1)
  max_in_flight!: number;
}

/** Server → plugin: the connection stands. */
export class WelcomeMessage {
  /** The version of the protocol that both speak from here on. */
  @IsInt()
  protocol!: number;

  /** Grows with every connection of the device; the newest one wins. */
  @IsInt()
  session!: number;

  /** The server's clock, by which deadlines are meant. */
  @IsMoment()
  server_time!: string;

  @IsInt()
  @Min(1)
  heartbeat_seconds!: number;

  @IsObject()
  @ValidateNested()
  @Type(() => ConnectionLimits)
  limits!: ConnectionLimits;

  @IsArray()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => WelcomedAccount)
  accounts!: WelcomedAccount[];

  @IsArray()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => InFlightDecision)
  in_flight!: InFlightDecision[];
}

/** Server → plugin: the connection ends, and why. */
export class RefusedMessage {
  @IsIn(REFUSAL_REASONS)
  reason!: RefusalReason;

  @IsString()
  message!: string;

  /** Whether connecting again as before can work. */
  @IsBoolean()
  retry!: boolean;
}

/** Server → plugin: do this, at most once for this id. */
export class CommandMessage {
  /** Stable across repeats and connections: the key against doing it twice. */
  @IsUUID()
  command_id!: string;

  /** Grows with every execution that the server asked for; a plugin ignores one lower than it has seen. */
  @IsInt()
  @Min(1)
  attempt!: number;

  /** One of the plugin's closed list of commands. */
  @IsString()
  command!: string;

  /** Version of the command's payload. */
  @IsInt()
  @Min(1)
  version!: number;

  @IsObject()
  @ValidateNested()
  @Type(() => AccountRef)
  account!: AccountRef;

  /** After this time, by the server's clock, it must not be started any more. */
  @IsMoment()
  deadline!: string;

  /** What the command needs, by its type. */
  @IsObject()
  payload!: Record<string, unknown>;

  /** W3C trace context, for an extension that tells a collector what it does; nothing depends on it. */
  @IsOptional()
  @IsString()
  @Matches(TRACE_PARENT)
  traceparent?: string;
}

/** Server → plugin: how does this command stand? Answered by `result` or `journal`; executes nothing. */
export class ResumeMessage {
  @IsUUID()
  command_id!: string;
}

/** Server → plugin: the result is stored, or nobody waits for it; the journal may forget it. */
export class AcknowledgedMessage {
  @IsUUID()
  command_id!: string;

  /** False where this device holds no such command. */
  @IsBoolean()
  known!: boolean;
}

/** Server → plugin: do not start this command if it has not been started. */
export class CancelMessage {
  @IsUUID()
  command_id!: string;
}

/** Server → plugin, every `HEARTBEAT_SECONDS`: keeps the worker awake and carries the server's clock. */
export class PingMessage {
  @IsMoment()
  server_time!: string;
}

/** A field of a message that is wrong. */
export class WrongField {
  @IsString()
  field!: string;

  @IsString()
  code!: string;

  @IsString()
  message!: string;
}

/** Server → plugin: a message was not understood and nothing came of it. The connection goes on. */
export class ErrorMessage {
  /** Stable: `message.malformed`, `message.unsupported`, `message.invalid`, `message.unexpected`. */
  @IsString()
  code!: string;

  @IsString()
  message!: string;

  @IsArray()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => WrongField)
  fields!: WrongField[];
}
